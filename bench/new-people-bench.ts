import { join } from 'node:path';
import { type LoadResult, load } from './load.js';
import { median } from './median.js';
import { newChats } from './new-chats.js';
import { type BenchOptions, type Measured, printTable, type Row, type Server } from './new-people-table.js';
import { cpuSeconds } from './process-figures.js';
import { startAlwaysOpen } from './production.js';
import { Probe, peopleFor, type Scenario, unchecked } from './scenario.js';
import { startTarget, type Target } from './target.js';
import { inTemporaryFolder } from './temporary-folder.js';
import { wholeCall } from './whole-call.js';

type Targets = Readonly<Record<Server, Target>>;

/**
 * Measures whole calls by new callers and messages by new people: the service as in production, beside a bare Express that
 * answers the same requests with the same bytes, and beside the least that proves, opens, keeps and seals as much. The service has the flags of `npm start`; the bare ones have Node's own.
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
      const kept = await startTarget('bare-kept', probe.answers, { BENCH_DATABASE: join(folder, 'kept.db') });
      started.push(http, express, kept);
      const targets: Targets = { http, express, kept, yibo: service };
      const rows = scenarios.map((scenario): Row => {
        return { scenario, http: [], express: [], kept: [], yibo: [] };
      });
      for (let round = 0; round < options.rounds; round++) {
        for (const row of rows) await measure(row, targets, round, options);
      }
      return printTable(rows, options);
    } finally {
      await Promise.all(started.map((target) => target.stop()));
    }
  });
}

/** Messages in WeChat say when they were written, and one that is some seconds old is taken for a retry: so many on each connection are sent before they are. */
const freshTurns = 60;

/** Sends one round's requests to each server, every other round in the other order: noise that comes and goes hits all. */
async function measure(row: Row, targets: Targets, round: number, options: BenchOptions): Promise<void> {
  const isWarmUp = round === 0;
  // A service runs for weeks: what is still being compiled in its first minute is no part of its speed.
  const turns = isWarmUp ? options.turns * 2 : options.turns;
  const order: Server[] = ['http', 'express', 'kept', 'yibo'];
  if (round % 2 === 1) order.reverse();
  for (const server of order) {
    const measured = await measureOne(row.scenario, server, targets[server], { ...options, turns });
    if (!isWarmUp) row[server].push(measured);
  }
}

async function measureOne(
  scenario: Scenario,
  server: Server,
  { origin, pid }: Target,
  { connections, turns }: BenchOptions,
): Promise<Measured> {
  const pieces: (LoadResult & { readonly amount: number; readonly cpu: number })[] = [];
  for (let left = turns; left > 0; left -= freshTurns) {
    const people = peopleFor(scenario, connections, Math.min(left, freshTurns));
    const before = cpuSeconds(pid);
    const result = await load(origin, server === 'yibo' ? people : unchecked(people));
    pieces.push({ ...result, amount: people.flat().length, cpu: cpuSeconds(pid) - before });
  }
  const sum = (of: (piece: (typeof pieces)[number]) => number): number => pieces.reduce((all, one) => all + of(one), 0);
  const amount = sum((one) => one.amount);
  return {
    requestsPerSecond: amount / sum((one) => one.amount / one.requestsPerSecond),
    p99Ms: median(pieces.map((one) => one.p99Ms)),
    cpuMicrosPerTurn: (sum((one) => one.cpu) * 1e6) / amount,
  };
}
