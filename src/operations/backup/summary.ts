import type { BackupFooter } from './format.js';

/** @returns a line for each table with its rows, in columns, and the checksum below */
export function summaryOf({ rows, sha256 }: BackupFooter): string {
  const tables = Object.entries(rows).map(([table, count]) => [table, count.toLocaleString('en-US')] as const);
  const [nameWidth, countWidth] = [0, 1].map((place) => Math.max(0, ...tables.map((one) => (one[place] ?? '').length)));
  const lines = tables.map(([table, count]) => `  ${table.padEnd(nameWidth ?? 0)}  ${count.padStart(countWidth ?? 0)}`);
  return [...lines, `  SHA-256 of the contents  ${sha256}`].join('\n');
}
