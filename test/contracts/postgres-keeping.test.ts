import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { TableChunk } from '../../src/domain/care/stores.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';
import { until } from '../until.js';
import { body, outcome, plan, publish, usePostgres, version } from './postgres-fixtures.js';

async function chunksOf(store: Store): Promise<TableChunk[]> {
  const chunks: TableChunk[] = [];
  for await (const chunk of store.archive.dump()) chunks.push(chunk);
  return chunks;
}

describe('what PostgreSQL keeps', () => {
  const db = usePostgres();

  test.each([
    ["UPDATE version SET fields = '[]'", 'a version is never changed'],
    ['DELETE FROM version', 'a version is never deleted'],
    ['TRUNCATE version', 'a version is never deleted'],
    ["UPDATE release SET reason = 'x'", 'a published release is never changed'],
    ['DELETE FROM release', 'a published release is never deleted'],
    ['TRUNCATE release', 'a published release is never deleted'],
  ])('the database itself refuses: %s', async (sql, why) => {
    await publish(db.store, version('A2'));
    await expect(db.console.query(sql)).rejects.toThrow(why);
  });

  test('nobody approves what they made, whatever they write it with', async () => {
    await db.store.publications.draft(plan, body(1), [version('A2')]);
    const approve = (by: string) => db.console.query(`UPDATE release SET state = 'approved', approved_by = ${by}`);
    await expect(approve('made_by')).rejects.toThrow('check constraint');
    await expect(approve('NULL')).rejects.toThrow('check constraint');
    await approve("'李四'");
    await expect(db.console.query("UPDATE release SET state = 'published'")).rejects.toThrow('check constraint');
  });

  test.each(['published_at = 1', 'position = 1', "hash = 'x'"])('nothing looks public with only %s', async (change) => {
    await db.store.publications.draft(plan, body(1), [version('A2')]);
    await expect(db.console.query(`UPDATE release SET ${change}`)).rejects.toThrow('release_is_published_whole');
  });

  test.each([
    ['without any statistics', 'SELECT 1'],
    ['with those of a small table, which reading whole would be cheaper', 'ANALYZE'],
  ])('no lookup reads a whole table or goes through all releases: %s', async (_, statistics) => {
    // What a connection has read is counted for good once it has ended.
    const onItsOwn = async (work: (own: Store) => Promise<unknown>) => {
      const before = await db.connections();
      const own = await openStore(db.url);
      await work(own);
      await own.close();
      await until(async () => (await db.connections()).every((pid) => before.includes(pid)));
    };
    await onItsOwn(async (own) => {
      for (let n = 0; n < 40; n++) await publish(own, version(`A${n}`), version(`B${n}`, 3));
    });
    await db.console.query(statistics);
    await db.console.query('SELECT pg_stat_reset()');
    await onItsOwn(async (own) => {
      for (let n = 0; n < 40; n++) {
        expect((await own.records.get('wines', `A${n}`))?.id).toBe(`A${n}`);
        expect(await own.publications.history('wines', `A${n}`)).toHaveLength(1);
        await own.conversations.take('call:1', 'd');
      }
      expect(await own.records.findByKey('wines', 'keypad', '7', 5)).toHaveLength(5);
      expect(await own.records.scan({ dataset: 'wines', limit: 10, which: 'current' })).toHaveLength(10);
      expect(await own.publications.inForce('wines', ['A1', 'A2'])).toHaveProperty('size', 2);
      expect(await own.publications.versionsOf(1, 0, 10)).toHaveLength(2);
    });
    const sql = 'SELECT relname, seq_scan::int, idx_tup_fetch::int FROM pg_stat_user_tables';
    const { rows } = await db.console.query<{ relname: string; seq_scan: number; idx_tup_fetch: number }>(sql);
    expect(rows.filter(({ seq_scan }) => seq_scan > 0)).toEqual([]);
    // A lookup and a history fetch a release or two each; beginning with the releases would fetch thousands.
    const fetched = rows.find(({ relname }) => relname === 'release')?.idx_tup_fetch;
    expect(fetched).toBeGreaterThan(80);
    expect(fetched).toBeLessThan(400);
  });

  test('a backup sees one moment, whatever is written while it is read', async () => {
    await publish(db.store, version('A2'));
    const dump = db.store.archive.dump();
    const first = await dump.next();
    await db.other.contents.save('v1', '{}', 1000);
    const tables = [first.value?.table];
    for await (const { table } of dump) tables.push(table);
    expect(tables).toEqual(['release', 'version', 'version_key']);
  });

  test('a backup moves from SQLite to PostgreSQL and back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yibo-move-'));
    const [before, after] = await Promise.all(['a', 'b'].map((name) => openStore(`sqlite:${join(folder, name)}.db`)));
    if (!before || !after) throw new Error('not opened');
    await before.migrate();
    await after.migrate();
    await publish(before, version('汉2'), version('a2', 3), version('B2', 4));
    await before.conversations.commit(outcome('call:1', 1, '😀 \\ "quoted"'));
    await before.cases.nextNumber('20161003');
    await before.contents.save('v1', '{"a":"\\u0000"}', 1000);
    const chunks = await chunksOf(before);
    const given = async function* (those: readonly TableChunk[]) {
      yield* those;
    };
    await db.store.archive.load(given(chunks));
    const moved = await chunksOf(db.store);
    expect(moved).toEqual(chunks);
    await after.archive.load(given(moved));
    expect(await chunksOf(after)).toEqual(chunks);
    await publish(db.store, version('C2'));
    await expect(db.other.archive.load(given(chunks))).rejects.toThrow('not empty');
    await before.close();
    await after.close();
    rmSync(folder, { recursive: true });
  });

  test('a backup that does not fit leaves nothing', async () => {
    const chunk = (table: string, column: string) => ({ table, columns: [column, 'files'], rows: [['v', '{}']] });
    for (const wrong of [chunk('other', 'version'), chunk('content_version', 'volume')]) {
      const chunks = async function* () {
        yield chunk('content_version', 'version');
        yield wrong;
      };
      await expect(db.store.archive.load(chunks())).rejects.toThrow('unknown here');
      expect(await db.store.contents.load('v')).toBeNull();
    }
  });

  test('no text that PostgreSQL cannot hold is found, and asking for it is no error', async () => {
    expect(await db.store.records.get('wines', 'A\0')).toBeNull();
    expect(await db.store.records.findByKey('wines', 'keypad', '\0', 5)).toEqual([]);
    expect(await db.store.records.get('wines', '\uD800')).toBeNull();
  });

  test('records that are asked for together with such a text are found', async () => {
    await publish(db.store, version('A1'), version('A2', 3));
    const found = await Promise.all(['A1', 'A\0', '\uD800', 'A2'].map((id) => db.store.records.get('wines', id)));
    expect(found.map((one) => one?.id ?? null)).toEqual(['A1', null, null, 'A2']);
  });

  test('a turn that PostgreSQL cannot hold is refused by itself: those that are committed with it are kept', async () => {
    const wrong = { ...outcome('call:2', 1, 'call:2:0'), answer: { contentType: 'text/xml', body: 'a\0b' } };
    const given = [outcome('call:1', 1, 'call:1:0'), wrong, outcome('call:3', 1, 'call:3:0')];
    const results = await Promise.allSettled(given.map((one) => db.store.conversations.commit(one)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await db.store.conversations.get('call:2')).toBeNull();
    expect((await db.other.conversations.get('call:3'))?.revision).toBe(1);
  });
});
