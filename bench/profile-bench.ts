import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CallFrame, type CpuProfile, selfTimes, type Window } from './cpu-profile.js';
import { load } from './load.js';
import { newChats } from './new-chats.js';
import { startAlwaysOpen } from './production.js';
import { Probe, peopleFor, type Scenario } from './scenario.js';
import { inTemporaryFolder } from './temporary-folder.js';
import { idle, partOf } from './where-time-goes.js';
import { wholeCall } from './whole-call.js';

const functionsShown = 15;

/** A load that is over, and when it was. */
interface Ran extends Window {
  readonly name: string;
  readonly turns: number;
}

/**
 * Prints where the service's main thread spends its time in whole calls, chats by new people, and each kind of message. The
 * profiler itself takes some of it: rates are those of the bench without it.
 * @param turns on each connection, for each
 */
export function profileBench(connections: number, turns: number): Promise<boolean> {
  return inTemporaryFolder(async (folder) => {
    const flags = ['--cpu-prof', `--cpu-prof-dir=${join(folder, 'profile')}`, '--cpu-prof-interval=500'];
    const service = await startAlwaysOpen(folder, { flags });
    const ran: Ran[] = [];
    try {
      const probe = new Probe(service.origin);
      for (const scenario of [await wholeCall(probe), ...(await newChats(probe))]) {
        ran.push(await run(service.origin, scenario, connections, turns));
      }
    } finally {
      // The profile is written as the process ends.
      await service.stop();
    }
    const profile = profileOfMainThread(join(folder, 'profile'));
    for (const one of ran) print(one, profile);
    return true;
  });
}

async function run(origin: string, scenario: Scenario, connections: number, turns: number): Promise<Ran> {
  await load(origin, peopleFor(scenario, connections, Math.ceil(turns / 4)));
  const people = peopleFor(scenario, connections, turns);
  const from = nowMicros();
  await load(origin, people);
  return { name: scenario.name.trim(), turns: people.flat().length, from, to: nowMicros() };
}

function nowMicros(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** Threads write a file each; that of the main one is numbered 0. */
function profileOfMainThread(folder: string): CpuProfile {
  const name = readdirSync(folder).find((file) => /^CPU\.\d+\.\d+\.\d+\.0\..*\.cpuprofile$/.test(file));
  if (name === undefined) throw new Error(`no profile of the main thread was written, only ${readdirSync(folder)}`);
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as CpuProfile;
}

function print(ran: Ran, profile: CpuProfile): void {
  const groups = new Map<string, Map<string, number>>();
  const functions = new Map<string, number>();
  let busy = 0;
  for (const [stack, micros] of selfTimes(profile, ran)) {
    const part = partOf(stack);
    if (part === idle) continue;
    busy += micros;
    const details = groups.get(part.group) ?? new Map<string, number>();
    groups.set(part.group, details.set(part.detail, (details.get(part.detail) ?? 0) + micros));
    const named = nameOf(stack[0]);
    functions.set(named, (functions.get(named) ?? 0) + micros);
  }
  const line = (name: string, micros: number): string => {
    const perTurn = (micros / ran.turns).toFixed(1).padStart(9);
    return `${name.padEnd(48)}${((micros / busy) * 100).toFixed(1).padStart(7)}%${perTurn}`;
  };
  const sum = (details: ReadonlyMap<string, number>): number => [...details.values()].reduce((a, b) => a + b, 0);
  const descending = (of: ReadonlyMap<string, number>) => [...of].sort(([, a], [, b]) => b - a);

  const covered = (busy / (ran.to - ran.from)) * 100;
  console.log(
    `where the time goes: ${ran.name}, ${ran.turns} turns, main thread busy ${covered.toFixed(0)}% of the time`,
  );
  console.log(`${''.padEnd(48)}${'share'.padStart(8)}${'µs/turn'.padStart(9)}`);
  for (const [group, details] of [...groups].sort(([, a], [, b]) => sum(b) - sum(a))) {
    console.log(line(`  ${group}`, sum(details)));
    if (details.size === 1 && details.has('')) continue;
    for (const [detail, micros] of descending(details)) console.log(line(`    ${detail}`, micros));
  }
  console.log(line('  all', busy));
  console.log('  the functions that take most, themselves');
  for (const [name, micros] of descending(functions).slice(0, functionsShown)) console.log(line(`    ${name}`, micros));
  console.log('');
}

/** @example 'readForm channels/phone/index.js:32' */
function nameOf(frame: CallFrame | undefined): string {
  if (!frame) return '(unknown)';
  const place = frame.url.replace(/^.*\/(?:dist\/bench\/src|node_modules)\//, '');
  const name = frame.functionName || '(anonymous)';
  return place === '' ? name : `${name} ${place}:${frame.lineNumber + 1}`;
}
