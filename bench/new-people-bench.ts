import { cpus } from 'node:os';
import { type LoadRequest, load } from './load.js';
import { median } from './median.js';
import { newChats } from './new-chats.js';
import { startAlwaysOpen } from './production.js';
import { Probe, peopleFor, type Scenario, unchecked } from './scenario.js';
import { startTarget, type Target } from './target.js';
import { inTemporaryFolder } from './temporary-folder.js';
import { wholeCall } from './whole-call.js';

export interface BenchOptions {
  readonly connections: number;
  /** On each connection in a round, at least. */
  readonly turns: number;
  /** The first of which warms up and is not counted. */
  readonly rounds: number;
}

type Server = 'bare node:http' | 'bare Express' | 'Yibo';
type Targets = Readonly<Record<Server, Target>>;

interface Row {
  readonly scenario: Scenario;
  readonly rates: Record<Server, number[]>;
  readonly p99s: number[];
}

/**
 * Measures whole calls by new callers and messages by new people: the service as in production, beside a bare Express that
 * answers the same requests with the same bytes. The service has the flags of `npm start`; the bare ones have Node's own.
 * @returns whether every bar is met
 */
export function newPeopleBench(options: BenchOptions): Promise<boolean> {
  return inTemporaryFolder(async (folder) => {
    const service = await startAlwaysOpen(folder);
    const started: Target[] = [service];
    try {
      const probe = new Probe(service.origin);
      const scenarios = [await wholeCall(probe), ...(await newChats(probe))];
      const http = await startTarget('bare-http', probe.answers);
      const express = await startTarget('bare-express', probe.answers);
      started.push(http, express);
      const targets: Targets = { 'bare node:http': http, 'bare Express': express, Yibo: service };
      const rows = scenarios.map((scenario): Row => {
        return { scenario, rates: { 'bare node:http': [], 'bare Express': [], Yibo: [] }, p99s: [] };
      });
      for (let round = 0; round < options.rounds; round++) {
        for (const row of rows) await measure(row, targets, round, options);
      }
      return print(rows, options);
    } finally {
      await Promise.all(started.map((target) => target.stop()));
    }
  });
}

/** Sends one round's requests to each server, every other round in the other order: noise that comes and goes hits all. */
async function measure(
  { scenario, rates, p99s }: Row,
  targets: Targets,
  round: number,
  options: BenchOptions,
): Promise<void> {
  const isWarmUp = round === 0;
  const turns = isWarmUp ? Math.ceil(options.turns / 2) : options.turns;
  const people = peopleFor(scenario, options.connections, turns);
  const plain: readonly (readonly LoadRequest[])[] = unchecked(people);
  const order: Server[] = ['bare node:http', 'bare Express', 'Yibo'];
  if (round % 2 === 1) order.reverse();
  for (const server of order) {
    const { requestsPerSecond, p99Ms } = await load(targets[server].origin, server === 'Yibo' ? people : plain);
    if (isWarmUp) continue;
    rates[server].push(requestsPerSecond);
    if (server === 'Yibo') p99s.push(p99Ms);
  }
}

/** @returns whether every bar is met */
function print(rows: readonly Row[], { connections, turns, rounds }: BenchOptions): boolean {
  console.log('new callers and new people, the service as in production; turns/s');
  console.log(
    `node ${process.version}, ${cpus().length} cores, ${connections} connections, median of ${rounds - 1} rounds of about ${connections * turns} turns\n`,
  );
  console.log(
    `${'what'.padEnd(36)}${'node:http'.padStart(10)}${'Express'.padStart(9)}${'Yibo'.padStart(7)}${'p99 ms'.padStart(8)}${'ratio'.padStart(7)}${'from-to'.padStart(12)}${'bar'.padStart(6)}${'aim'.padStart(6)}`,
  );
  let isMet = true;
  for (const { scenario, rates, p99s } of rows) {
    const { name, bar, aim } = scenario;
    // Round by round: what slows the machine for a minute slows both.
    const ratios = rates.Yibo.map((rate, round) => rate / (rates['bare Express'][round] ?? Number.NaN));
    const ratio = median(ratios);
    if (bar !== undefined && ratio < bar) isMet = false;
    const shown = [
      median(rates['bare node:http']).toFixed(0).padStart(10),
      median(rates['bare Express']).toFixed(0).padStart(9),
      median(rates.Yibo).toFixed(0).padStart(7),
      median(p99s).toFixed(0).padStart(8),
      ratio.toFixed(2).padStart(7),
      `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`.padStart(12),
      (bar?.toFixed(2) ?? '').padStart(6),
      (aim?.toFixed(2) ?? '').padStart(6),
    ];
    const verdict = bar === undefined ? '' : ratio >= bar ? '  met' : '  NOT met';
    console.log(`${name.padEnd(36)}${shown.join('')}${verdict}`);
  }
  console.log('');
  return isMet;
}
