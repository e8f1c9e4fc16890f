import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Store } from '../../src/domain/store.js';
import { bringUpToDate } from '../../src/service/bring-up-to-date.js';
import { listen, newServer } from '../../src/service/listening.js';
import { newLog } from '../../src/service/log.js';
import { openStore } from '../../src/store/open.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-told-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A log that is kept. */
function keptLog() {
  const lines: Record<string, unknown>[] = [];
  return { lines, log: newLog('info', { write: (line) => void lines.push(JSON.parse(line)) }) };
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
  const port = Number(new URL(await listen(other, 0)).port);
  await expect(listen(newServer(), port)).rejects.toThrow(
    `port ${port} is taken, maybe by a Yibo that is running already: npx yibo doctor tells.`,
  );
  other.close();
});

test('the log has times that people can read', () => {
  const { lines, log } = keptLog();
  log.info('ready');
  expect(lines[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test('an error of the database is told with its code, without the row that it was about', () => {
  const { lines, log } = keptLog();
  const row = {
    detail: 'Failing row contains (我的电话13812345678).',
    where: 'JSON data, line 1: 我的电话13812345678',
  };
  const err = Object.assign(new Error('violates check constraint'), { code: '23514', table: 'turn', ...row });
  log.error({ err }, 'a turn failed');
  expect(lines[0]?.err).toMatchObject({ message: 'violates check constraint', code: '23514', table: 'turn' });
  expect(JSON.stringify(lines)).not.toContain('138');
});
