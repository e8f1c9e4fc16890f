import { settingsOf } from './forgeries.js';
import { sendMalformed } from './malformed.js';
import { residentMb } from './process-figures.js';
import { startAsInProduction } from './production.js';
import { inTemporaryFolder } from './temporary-folder.js';

const stretches = 10;
const growthBar = 0.05;

/**
 * Sends malformed requests to every address of the service as it runs in production.
 * @returns whether it went on, answered none with 5xx, logged no error, and its memory was flat over the last third
 */
export function malformedBench(count: number): Promise<boolean> {
  return inTemporaryFolder(async (folder) => {
    const service = await startAsInProduction(folder, { ...settingsOf('safe'), API_REQUESTS_PER_MINUTE: '1000000' });
    const statuses = new Map<string, number>();
    const kinds = new Map<string, number>();
    const failures: string[] = [];
    const megabytes: number[] = [];
    const add = (to: Map<string, number>, from: ReadonlyMap<string, number>) => {
      for (const [name, times] of from) to.set(name, (to.get(name) ?? 0) + times);
    };
    try {
      for (let n = 1; n <= stretches; n++) {
        const watching = setInterval(() => samples.push(residentMb(service.pid)), 200);
        const samples: number[] = [];
        const tally = await sendMalformed(service.origin, {
          count: Math.ceil(count / stretches),
          seed: n,
          connections: 16,
        });
        clearInterval(watching);
        add(statuses, tally.statuses);
        add(kinds, tally.kinds);
        failures.push(...tally.failures);
        megabytes.push(samples.reduce((sum, one) => sum + one, 0) / Math.max(1, samples.length));
      }
      const { status } = await fetch(`${service.origin}/healthz`);
      if (status !== 200) failures.push(`/healthz answered ${status} afterwards`);
    } finally {
      // It fails when the service logged an error, or is gone.
      await service.stop().catch((error: Error) => failures.push(error.message));
    }
    return print({ statuses, kinds, failures, megabytes });
  });
}

interface Outcome {
  readonly statuses: ReadonlyMap<string, number>;
  readonly kinds: ReadonlyMap<string, number>;
  readonly failures: readonly string[];
  readonly megabytes: readonly number[];
}

function print({ statuses, kinds, failures, megabytes }: Outcome): boolean {
  const number = (n: number): string => n.toLocaleString('en-US').padStart(11);
  const sent = [...kinds.values()].reduce((sum, times) => sum + times, 0);
  console.log(`${sent.toLocaleString('en-US')} malformed requests`);
  for (const [kind, times] of [...kinds].sort()) console.log(`  ${number(times)}  ${kind}`);
  for (const [status, times] of [...statuses].sort()) console.log(`  ${number(times)}  answered with ${status}`);
  for (const one of failures.slice(0, 10)) console.log(`  FAILED ${one}`);
  console.log(`  resident memory, a tenth after the other: ${megabytes.map((one) => one.toFixed(0)).join(' ')} MB`);
  const lastThird = megabytes.slice(Math.floor((stretches * 2) / 3));
  const growth = (lastThird.at(-1) ?? Number.NaN) / (lastThird[0] ?? Number.NaN) - 1;
  const isMet = failures.length === 0 && growth <= growthBar;
  console.log(
    `  failures ${failures.length} (bar 0), within the last third ${(growth * 100).toFixed(1)}% more memory (bar ${growthBar * 100}%)  ${isMet ? 'met' : 'NOT met'}\n`,
  );
  return isMet;
}
