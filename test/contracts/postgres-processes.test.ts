import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { caseNumber } from '../../src/domain/cases/case-number.js';
import type { Store } from '../../src/domain/store.js';
import { body, outcome, plan, usePostgres, version } from './postgres-fixtures.js';

describe('processes that share a PostgreSQL database', () => {
  const db = usePostgres();

  test('two processes answer one call turn by turn', async () => {
    const turns = 25;
    const answer = async (process: Store, name: string) => {
      for (let turn = 0; turn < turns; ) {
        const { conversation } = await process.conversations.take('call:1', 'none');
        const next = outcome('call:1', (conversation?.revision ?? 0) + 1, `${name}:${turn}`);
        if ((await process.conversations.commit(next)) === 'committed') turn++;
      }
    };
    await Promise.all([answer(db.store, 'a'), answer(db.other, 'b'), answer(db.other, 'c')]);
    const taken = await db.store.conversations.take('call:1', 'b:24');
    expect(taken.conversation?.revision).toBe(3 * turns);
    expect(taken.answered?.body).toBe('b:24');
  });

  test('of twenty commits of one turn over two processes one is kept', async () => {
    for (let round = 0; round < 10; round++) {
      const commits = Array.from({ length: 20 }, (_, n) =>
        (n % 2 ? db.store : db.other).conversations.commit(outcome(`call:${round}`, 1, `${round}:${n}`)),
      );
      const kept = (await Promise.all(commits)).filter((one) => one === 'committed');
      expect(kept).toHaveLength(1);
    }
  });

  test('turns that two processes write in opposite orders are each kept once, and nobody waits in a circle', async () => {
    const numbers = Array.from({ length: 250 }, (_, n) => n);
    const commit = (process: Store, id: string) =>
      process.conversations.commit(outcome(id, 1, `${process === db.store ? 'a' : 'b'}:${id}`));
    for (let round = 0; round < 5; round++) {
      const ids = numbers.map((n) => `call:${round}:${n}`);
      const [forth, back] = await Promise.all([
        Promise.all(ids.map((id) => commit(db.store, id))),
        Promise.all(ids.toReversed().map((id) => commit(db.other, id))),
      ]);
      const kept = (commits: string[]) => commits.map((one) => one === 'committed');
      expect(kept(forth)).toEqual(kept(back.toReversed()).map((one) => !one));
    }
  });

  test('a turn that comes too late does not hold back those that came with it', async () => {
    await db.other.conversations.commit(outcome('call:5', 1, 'earlier'));
    const commits = Array.from({ length: 10 }, (_, n) =>
      db.store.conversations.commit(outcome(`call:${n}`, 1, `d:${n}`)),
    );
    const expected = Array.from({ length: 10 }, (_, n) => (n === 5 ? 'stale' : 'committed'));
    expect(await Promise.all(commits)).toEqual(expected);
  });

  test('of two drafts on one record that two processes publish at once, one is refused', async () => {
    for (let round = 0; round < 10; round++) {
      const draft = () => db.store.publications.draft(plan, body(1), [version(`A${round}`)]);
      const drafts = [await draft(), await draft()];
      for (const no of drafts) await db.store.publications.approve(no, '李四', 1);
      const publishing = drafts.map((no, n) => (n ? db.store : db.other).publications.publish(no, 5000));
      const refused = (await Promise.allSettled(publishing)).filter(({ status }) => status === 'rejected');
      expect(refused).toMatchObject([{ reason: { code: 'outdated' } }]);
    }
  });

  test('case numbers are never given twice by two processes', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? db.store : db.other).cases.nextNumber('20161003')),
    );
    expect(new Set(numbers).size).toBe(40);
    expect(numbers.toSorted().at(-1)).toBe(caseNumber('20161003', 40));
  });

  test('the right to load ends with its connection; who lost it can add nothing more', async () => {
    await db.store.publications.lock();
    const no = await db.store.publications.begin(plan);
    await db.store.publications.stage(no, [version('A2')]);
    expect(await db.other.publications.lock()).toBeNull();
    await db.endConnections();
    const unlock = await db.other.publications.lock();
    expect(unlock).not.toBeNull();
    await expect(db.store.publications.stage(no, [version('B2', 3)])).rejects.toThrow('is not being loaded');
    expect((await db.console.query('SELECT 1 FROM version UNION ALL SELECT 1 FROM version_key')).rowCount).toBe(0);
    await unlock?.();
  });

  test('adding to a release waits for whoever is clearing it away', async () => {
    await db.store.publications.lock();
    const no = await db.store.publications.begin(plan);
    await db.console.query(`BEGIN; SELECT no FROM release WHERE no = ${no} FOR UPDATE`);
    const staging = db.store.publications.stage(no, [version('A2')]).then(
      () => 'added',
      (error: unknown) => String(error),
    );
    const watch = new pg.Client(db.url);
    await watch.connect();
    const waits = async () => {
      await db.untilSomebodyWaits(watch);
      return 'waits';
    };
    expect(await Promise.race([staging, waits()])).toBe('waits');
    await watch.end();
    await db.console.query(`DELETE FROM release WHERE no = ${no}; COMMIT`);
    expect(await staging).toContain('is not being loaded');
  });

  test('what a slow process was just adding to a release that is cleared away goes with it', async () => {
    await db.store.publications.lock();
    const no = await db.store.publications.begin(plan);
    const slow = new pg.Client(db.url);
    await slow.connect();
    await slow.query(`BEGIN; SELECT no FROM release WHERE no = ${no} FOR SHARE`);
    await slow.query(`INSERT INTO version (release, line, id, fields, hash) VALUES (${no}, 2, 'A2', '[]', '')`);
    await db.endConnections("query LIKE '%pg_try_advisory_lock%'");
    const clearing = db.other.publications.lock();
    await db.untilSomebodyWaits();
    await slow.query('COMMIT');
    await slow.end();
    const unlock = await clearing;
    expect((await db.console.query('SELECT 1 FROM version UNION ALL SELECT 1 FROM release')).rowCount).toBe(0);
    await unlock?.();
  });
});
