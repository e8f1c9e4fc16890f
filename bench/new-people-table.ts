import { cpus, loadavg } from 'node:os';
import type { LoadResult } from './load.js';
import { median } from './median.js';
import type { Scenario } from './scenario.js';

export interface BenchOptions {
  readonly connections: number;
  /** On each connection in a round, at least. */
  readonly turns: number;
  /** The first of which warms up and is not counted. */
  readonly rounds: number;
}

/** What one round found of one server. */
export interface Measured extends LoadResult {
  /** Of all its threads: it hardly depends on what else the machine does. NaN where it is not known. */
  readonly cpuMicrosPerTurn: number;
}

export type Server = 'http' | 'express' | 'kept' | 'yibo';

/** A scenario, and what each round found of each server. */
export interface Row extends Readonly<Record<Server, Measured[]>> {
  readonly scenario: Scenario;
}

/**
 * Prints turns per second, their ratio to bare Express, and the processor time of a turn. The ratio is the median of the
 * rounds' own: what slows the machine for a minute slows both.
 * @returns whether every bar is met
 */
export function printTable(rows: readonly Row[], { connections, turns, rounds }: BenchOptions): boolean {
  const load = (loadavg()[0] ?? 0).toFixed(1);
  console.log('new callers and new people, the service as in production');
  console.log(
    `node ${process.version}, ${cpus().length} cores (load average ${load}), ${connections} connections, ` +
      `median of ${rounds - 1} rounds of about ${connections * turns} turns\n`,
  );
  console.log(`${''.padEnd(34)}turns/s${''.padEnd(54)}processor µs/turn`);
  console.log(
    columns('', [
      'node:http',
      'Express',
      'kept',
      'Yibo',
      'p99 ms',
      'kept',
      'ratio',
      'from-to',
      'bar',
      'aim',
      'Express',
      'kept',
      'Yibo',
    ]),
  );
  let isMet = true;
  for (const row of rows) {
    const { name, bar, aim } = row.scenario;
    const ratios = ratiosTo(row.yibo, row.express);
    const ratio = median(ratios);
    const least = median(ratiosTo(row.kept, row.express)).toFixed(2);
    if (bar !== undefined && ratio < bar) isMet = false;
    const of = (server: Server, what: keyof Measured): string => median(row[server].map((one) => one[what])).toFixed(0);
    const cells = [
      ...[of('http', 'requestsPerSecond'), of('express', 'requestsPerSecond')],
      ...[of('kept', 'requestsPerSecond'), of('yibo', 'requestsPerSecond')],
      ...[
        of('yibo', 'p99Ms'),
        least,
        ratio.toFixed(2),
        `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`,
      ],
      ...[bar?.toFixed(2) ?? '', aim?.toFixed(2) ?? ''],
      ...[of('express', 'cpuMicrosPerTurn'), of('kept', 'cpuMicrosPerTurn'), of('yibo', 'cpuMicrosPerTurn')],
    ];
    const verdict = bar === undefined ? '' : ratio >= bar ? '  met' : '  NOT met';
    console.log(columns(name, cells) + verdict);
  }
  console.log('');
  return isMet;
}

function ratiosTo(measured: readonly Measured[], base: readonly Measured[]): number[] {
  return measured.map(
    ({ requestsPerSecond }, round) => requestsPerSecond / (base[round]?.requestsPerSecond ?? Number.NaN),
  );
}

const widths = [10, 9, 7, 7, 8, 6, 7, 12, 6, 6, 9, 7, 7];

function columns(name: string, cells: readonly string[]): string {
  return name.padEnd(34) + cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join('');
}
