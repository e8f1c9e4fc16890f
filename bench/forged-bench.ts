import { join } from 'node:path';
import { openStore } from '../src/store/open.js';
import { modes, sendForgeries, settingsOf } from './forgeries.js';
import { startAsInProduction } from './production.js';
import { inTemporaryFolder } from './temporary-folder.js';

/**
 * Sends forged and replayed deliveries of every kind to the service as it runs in production, in each mode of a WeChat account.
 * @param count of all of them together
 * @returns whether none was accepted, and none changed anything
 */
export async function forgedBench(count: number): Promise<boolean> {
  const kinds = new Map<string, number>();
  const accepted: string[] = [];
  for (const [n, mode] of modes.entries()) {
    await inTemporaryFolder(async (folder) => {
      const service = await startAsInProduction(folder, settingsOf(mode));
      try {
        const rows = () => rowsIn(join(folder, 'bench.db'));
        let before = '';
        const nowSeconds = Math.floor(Date.now() / 1000);
        const share = { mode, count: Math.ceil(count / modes.length), seed: n + 1, nowSeconds, connections: 16 };
        const tally = await sendForgeries(service.origin, share, async () => {
          before = await rows();
        });
        accepted.push(...tally.accepted);
        for (const [kind, times] of tally.kinds) kinds.set(kind, (kinds.get(kind) ?? 0) + times);
        const after = await rows();
        if (after !== before) accepted.push(`mode ${mode}: the database held ${before}, then ${after}`);
      } finally {
        await service.stop();
      }
    });
  }
  const sent = [...kinds.values()].reduce((sum, times) => sum + times, 0);
  console.log(`${sent.toLocaleString('en-US')} forged or replayed deliveries of ${kinds.size} kinds`);
  for (const [kind, times] of [...kinds].sort()) console.log(`  ${times.toLocaleString('en-US').padStart(8)}  ${kind}`);
  for (const one of accepted.slice(0, 20)) console.log(`  ACCEPTED ${one}`);
  console.log(`  accepted ${accepted.length} (bar 0)  ${accepted.length === 0 ? 'met' : 'NOT met'}\n`);
  return accepted.length === 0;
}

/** @returns how many rows there are of what a delivery can add */
async function rowsIn(file: string): Promise<string> {
  const store = await openStore(`sqlite:${file}`);
  const rows: Record<string, number> = { turn: 0, case_file: 0, stamp: 0 };
  try {
    for await (const { table, rows: some } of store.archive.dump())
      if (table in rows) rows[table] = (rows[table] ?? 0) + some.length;
  } finally {
    await store.close();
  }
  return JSON.stringify(rows);
}
