import { load } from './load.js';
import { shortChat } from './new-chats.js';
import { residentMb } from './process-figures.js';
import { startAlwaysOpen } from './production.js';
import { Probe, peopleFor } from './scenario.js';
import { inTemporaryFolder } from './temporary-folder.js';
import { shortCall } from './whole-call.js';

const bars = { peakMb: 200, growth: 0.05 };
const stretches = 10;
const sampleEveryMs = 100;

/** The resident memory over a part of the turns, in MB. */
interface Stretch {
  readonly turns: number;
  readonly meanMb: number;
  readonly peakMb: number;
}

/**
 * Measures resident memory while people come, have two turns each and never come again: half of them call, half of them
 * write a greeting and a question.
 * @param turns of all of them together
 * @returns whether it stays below the bar and is flat: over the last third of the turns it hardly grows
 */
export function memoryBench(connections: number, turns: number): Promise<boolean> {
  return inTemporaryFolder(async (folder) => {
    const service = await startAlwaysOpen(folder);
    try {
      const probe = new Probe(service.origin);
      const ways = [await shortCall(probe), await shortChat(probe)];
      const perConnection = Math.round(turns / stretches / ways.length / connections / 2) * 2;
      const atStartMb = residentMb(service.pid);
      const passed: Stretch[] = [];
      for (let n = 1; n <= stretches; n++) {
        const { meanMb, peakMb } = await watched(service.pid, async () => {
          for (const way of ways) await load(service.origin, peopleFor(way, connections, perConnection));
        });
        passed.push({ turns: n * ways.length * connections * perConnection, meanMb, peakMb });
      }
      return print(atStartMb, passed);
    } finally {
      await service.stop();
    }
  });
}

async function watched(pid: number, work: () => Promise<void>): Promise<Omit<Stretch, 'turns'>> {
  const samples = [residentMb(pid)];
  const watching = setInterval(() => samples.push(residentMb(pid)), sampleEveryMs);
  try {
    await work();
  } finally {
    clearInterval(watching);
  }
  const sum = samples.reduce((total, one) => total + one, 0);
  return { meanMb: sum / samples.length, peakMb: Math.max(...samples) };
}

function print(atStartMb: number, passed: readonly Stretch[]): boolean {
  const peakMb = Math.max(...passed.map((one) => one.peakMb));
  const lastThird = passed.slice(Math.floor((passed.length * 2) / 3));
  const [first, last] = [lastThird[0], lastThird.at(-1)];
  const growth = (last?.meanMb ?? Number.NaN) / (first?.meanMb ?? Number.NaN) - 1;
  const total = last?.turns ?? 0;
  const number = (n: number): string => n.toLocaleString('en-US');
  console.log(
    `resident memory through ${number(total)} turns by ${number(total / 2)} people, half of them on the telephone`,
  );
  console.log(`  ready          ${atStartMb.toFixed(0).padStart(14)} MB`);
  for (const { turns, meanMb, peakMb: peak } of passed) {
    console.log(
      `  to turn ${number(turns).padStart(8)}${meanMb.toFixed(0).padStart(11)} MB, at most ${peak.toFixed(0)}`,
    );
  }
  const isMet = peakMb <= bars.peakMb && growth <= bars.growth;
  const percent = (part: number): string => `${(part * 100).toFixed(1)}%`;
  console.log(
    `  at most ${peakMb.toFixed(0)} MB (bar ${bars.peakMb}), within the last third ${percent(growth)} more ` +
      `(bar ${percent(bars.growth)})  ${isMet ? 'met' : 'NOT met'}\n`,
  );
  return isMet;
}
