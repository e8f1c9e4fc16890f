import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import type { Store } from '../../src/domain/store.js';
import { bringUpToDate } from '../../src/service/bring-up-to-date.js';
import { listen, newServer } from '../../src/service/listening.js';
import { openStore } from '../../src/store/open.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-told-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A log that is kept. */
function keptLog() {
  const lines: Record<string, unknown>[] = [];
  return { lines, log: pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) }) };
}

test('a new database is told of, with its address; the next start says nothing', async () => {
  const address = `sqlite:${join(folder, 'new.db')}`;
  const store = await openStore(address);
  const { lines, log } = keptLog();
  await bringUpToDate(store, address, log);
  const msg = expect.stringContaining('a new database was made');
  expect(lines).toMatchObject([{ level: 40, database: address, msg }]);
  await bringUpToDate(store, address, log);
  expect(lines).toHaveLength(1);
  await store.close();
});

test.each([
  ['postgres://yibo:p@ss@db.example:5432/yibo?password=p', 'postgres://db.example:5432/yibo'],
  ['postgresql://db.example/yibo', 'postgresql://db.example/yibo'],
])('an update is told of, without user or password: %s', async (given, database) => {
  const { lines, log } = keptLog();
  await bringUpToDate({ migrate: async () => ['0006-more.sql'] } as unknown as Store, given, log);
  expect(lines).toMatchObject([
    { level: 30, database, applied: ['0006-more.sql'], msg: expect.stringMatching(/up to date/) },
  ]);
});

test('a port that is taken is told of, with what may have it', async () => {
  const other = newServer();
  const port = await listen(other, 0);
  await expect(listen(newServer(), port)).rejects.toThrow(
    `port ${port} is taken, maybe by a Yibo that is running already: npx yibo doctor tells.`,
  );
  other.close();
});
