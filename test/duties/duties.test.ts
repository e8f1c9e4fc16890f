import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import type { NewMessage } from '../../src/domain/outbox/message.js';
import type { Store } from '../../src/domain/store.js';
import { Duties } from '../../src/duties/duties.js';
import { growingPause } from '../../src/duties/pause.js';
import { publish, version } from '../contracts/postgres-fixtures.js';
import { onEachDatabase } from '../contracts/two-openings.js';
import { until } from '../until.js';
import { LongWork } from './long-work.js';
import { Questions } from './questions.js';

const minute = 60_000;
const clock = { at: 0, now: () => clock.at };
const said: { level: string; fields: Record<string, unknown> }[] = [];
const say = (level: string) => (fields: object) => void said.push({ level, fields: { ...fields } });
const log = { debug: say('debug'), warn: say('warn'), error: say('error') };

let running: Duties[];
let questions: Questions;
beforeEach(() => {
  clock.at = Date.parse('2016-10-21T10:00:00+08:00');
  said.length = 0;
  running = [];
  questions = new Questions();
});
const stopAll = () => Promise.all(running.map((duties) => duties.stop()));
afterEach(async () => {
  await stopAll();
  vi.useRealTimers();
});

/** A process of the service, as far as duties can tell. */
function processOn(store: Store, leaseMs?: number): Duties {
  const duties = new Duties(questions.of(store), { clock, log, ...(leaseMs !== undefined && { leaseMs }) });
  running.push(duties);
  return duties;
}

/** Lets each process look once whether anything is due. */
const look = () => questions.look(running);

test('pauses grow from five seconds to half an hour', () => {
  expect([1, 2, 3, 4].map(growingPause)).toEqual([5_000, 15_000, 45_000, 135_000]);
  expect(growingPause(50)).toBe(30 * minute);
});

onEachDatabase((db) => {
  describe('a lease', () => {
    const claim = { name: 'd', holder: 'a', leaseMs: 60 * minute, now: 1000, farAt: 100_000 };

    test('is one process’s until it gives it back, and then the next when it is due', async () => {
      const results = await Promise.all([
        db.store.duties.begin(claim),
        db.other.duties.begin({ ...claim, holder: 'b' }),
      ]);
      expect(results.filter((one) => one !== null)).toEqual([{ failures: 0, endedAt: null }]);
      const [holder, next] = results[0] ? ['a', 'b'] : ['b', 'a'];
      expect((await db.other.duties.standing('d'))?.heldForMs).toBeGreaterThan(30 * minute);
      await db.store.duties.end('d', holder, { endedAt: 1500, dueAt: 2000, failures: 3 });
      expect(await db.store.duties.standing('d')).toEqual({ dueAt: 2000, heldForMs: 0 });
      expect(await db.other.duties.begin({ ...claim, holder: next, now: 1999 })).toBeNull();
      expect(await db.other.duties.begin({ ...claim, holder: next, now: 2000 })).toEqual({
        failures: 3,
        endedAt: 1500,
      });
    });

    test('runs out, and whoever had it can neither renew nor end it', async () => {
      await db.store.duties.begin({ ...claim, leaseMs: 1 });
      await until(() => db.other.duties.begin({ ...claim, holder: 'b' }));
      expect(await db.store.duties.renew('d', 'a', 60_000)).toBe(false);
      await db.store.duties.end('d', 'a', { endedAt: 1, dueAt: 0, failures: 0 });
      expect(await db.store.duties.begin(claim)).toBeNull();
      expect(await db.other.duties.renew('d', 'b', 60_000)).toBe(true);
    });

    test('that ends later than any could is from before the database’s clock was set back', async () => {
      await db.store.duties.begin(claim);
      expect(await db.other.duties.begin({ ...claim, holder: 'b', leaseMs: 20_000 })).not.toBeNull();
    });
  });

  describe('a duty', () => {
    test('is done once in each period by two processes', async () => {
      const done: string[] = [];
      for (const [name, store] of [
        ['one', db.store],
        ['other', db.other],
      ] as const) {
        processOn(store).every({ name: 'd', periodMs: 60 * minute, work: async () => void done.push(name) });
      }
      for (let period = 1; period <= 4; period++) {
        await look();
        expect(done).toHaveLength(period);
        clock.at += 59 * minute;
        await look();
        expect(done).toHaveLength(period);
        clock.at += minute;
      }
    });

    describe('under way, as time passes for its lease', () => {
      const quarter = 15 * minute;
      let work: LongWork;
      let begins: MockInstance<Store['duties']['begin']>;
      beforeEach(() => {
        vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
        work = new LongWork();
        begins = vi.spyOn(db.store.duties, 'begin');
      });
      afterEach(async () => {
        work.end();
        await stopAll();
      });

      /** Lets time pass: for the lease in the database, and then for the processes. */
      async function pass(ms: number): Promise<void> {
        const heldForMs = (await db.other.duties.standing('d'))?.heldForMs ?? 0;
        await db.other.duties.renew('d', begins.mock.calls[0]?.[0].holder ?? '', Math.max(0, heldForMs - ms));
        await vi.advanceTimersByTimeAsync(ms);
        await questions.rest();
      }

      test('it is not begun by another, however often the lease would have run out', async () => {
        processOn(db.store, 4 * quarter).every({ name: 'd', periodMs: minute, work: work.by('one') });
        await look();
        processOn(db.other, 4 * quarter).every({ name: 'd', periodMs: minute, work: work.by('other') });
        for (let passed = 0; passed < 12 * quarter; passed += quarter) {
          await pass(quarter);
          await look();
          expect(work.begun).toEqual(['one']);
        }
      });

      test('it is begun by another within a minute when the process dies', async () => {
        processOn(db.store).every({ name: 'd', periodMs: 60 * minute, work: work.by('one') });
        await look();
        // It has begun, and nothing of it reaches the database any more.
        vi.spyOn(db.store.duties, 'renew').mockResolvedValue(true);
        processOn(db.other).every({ name: 'd', periodMs: 60 * minute, work: work.by('other') });
        let passed = 0;
        for (; work.begun.length < 2 && passed < 2 * minute; passed += 1_000) await pass(1_000);
        expect(work.begun).toEqual(['one', 'other']);
        expect(passed).toBeLessThanOrEqual(minute);
      });
    });

    test('that throws is logged with its name, and tried again after a growing pause until it is done', async () => {
      let attempts = 0;
      const work = async () => {
        attempts += 1;
        if (attempts < 4) throw new Error('disk full');
      };
      processOn(db.store).every({ name: 'd', periodMs: 60 * minute, work });
      await look();
      expect(said).toHaveLength(1);
      expect(said[0]).toMatchObject({ level: 'error', fields: { duty: 'd', failures: 1, againInMs: 5_000 } });
      for (const [attempt, pause] of [
        [2, 5_000],
        [3, 15_000],
        [4, 45_000],
      ] as const) {
        clock.at += pause - 1;
        await look();
        expect(attempts).toBe(attempt - 1);
        clock.at += 1;
        await look();
        expect(attempts).toBe(attempt);
        expect((await db.store.duties.standing('d'))?.heldForMs).toBe(0);
      }
      expect(said).toHaveLength(3);
      // Done: it is due after its period again.
      expect((await db.store.duties.standing('d'))?.dueAt).toBe(clock.at + 60 * minute);
    });

    test('goes on when the service’s clock is set, forward or back', async () => {
      let done = 0;
      const count = (): void => {
        done += 1;
      };
      processOn(db.store).every({ name: 'd', periodMs: 60 * minute, work: async () => count() });
      const doneBecomes = async (times: number) => {
        await look();
        expect(done).toBe(times);
      };
      await doneBecomes(1);
      clock.at += 365 * 24 * 60 * minute;
      await doneBecomes(2);
      clock.at -= 365 * 24 * 60 * minute;
      await doneBecomes(3);
    });

    test('under way is waited for when the process stops, and told so; another process then need not wait', async () => {
      const work = new LongWork();
      const asked: (() => boolean)[] = [];
      const duties = processOn(db.store);
      duties.every({
        name: 'd',
        periodMs: minute,
        work: (isStopped) => {
          asked.push(isStopped);
          return work.by('one')();
        },
      });
      await look();
      expect(asked.map((isStopped) => isStopped())).toEqual([false]);
      let hasStopped = false;
      const stopped = duties.stop().then(() => {
        hasStopped = true;
      });
      expect(asked.map((isStopped) => isStopped())).toEqual([true]);
      await questions.rest();
      expect(hasStopped).toBe(false);
      work.end();
      await stopped;
      expect((await db.other.duties.standing('d'))?.heldForMs).toBe(0);
    });

    test('of the same name twice in one process is a mistake', async () => {
      const duties = processOn(db.store);
      duties.every({ name: 'd', periodMs: minute, work: async () => {} });
      expect(() => duties.every({ name: 'd', periodMs: minute, work: async () => {} })).toThrow('does "d" already');
    });

    test('goes on when the database does not answer for a while', async () => {
      let done = 0;
      const count = (): void => {
        done += 1;
      };
      const duties = processOn(db.store);
      const begin = vi.spyOn(db.store.duties, 'begin').mockRejectedValueOnce(new Error('no connection'));
      duties.every({ name: 'd', periodMs: minute, work: async () => count() });
      await look();
      expect(done).toBe(0);
      expect(said).toMatchObject([{ level: 'error', fields: { duty: 'd', failures: 1 } }]);
      await look();
      expect(done).toBe(1);
      expect(begin).toHaveBeenCalledTimes(2);
      expect(said).toHaveLength(1);
    });
  });

  describe('a follower of the chain', () => {
    const message = (key: string): NewMessage => ({
      ...{ key, channel: 'wechat', personId: 'o1', conversationId: null, body: '{}' },
      ...{ owedAt: clock.at, dueAt: clock.at, notAfter: null },
    });
    const owed = async () => (await db.store.outbox.list('owed', 100)).map(({ key }) => key);

    test('handles each release once, in their order, and what follows is kept with its place', async () => {
      for (const id of ['A1', 'A2', 'A3']) await publish(db.store, version(id));
      const handled: (number | null)[] = [];
      for (const store of [db.store, db.other]) {
        processOn(store).follow({
          name: 'subscriptions',
          handle: async ({ position }) => {
            handled.push(position);
            return [{ kind: 'send', message: message(`news:${position}`) }];
          },
        });
      }
      await look();
      expect(await db.store.followers.position('subscriptions')).toBe(3);
      expect(handled).toEqual([1, 2, 3]);
      expect(await owed()).toEqual(['news:1', 'news:2', 'news:3']);
      await publish(db.store, version('A4'));
      await look();
      expect(handled).toEqual([1, 2, 3, 4]);
    });

    test('that fails at a release stays before it, and leaves nothing of it behind', async () => {
      for (const id of ['A1', 'A2']) await publish(db.store, version(id));
      let isBroken = true;
      processOn(db.store).follow({
        name: 'subscriptions',
        handle: async ({ position }) => {
          if (position === 2 && isBroken) throw new Error('no words');
          return [{ kind: 'send', message: message(`news:${position}`) }];
        },
      });
      await look();
      expect(said.some(({ fields }) => fields.duty === 'follow:subscriptions')).toBe(true);
      expect(await db.store.followers.position('subscriptions')).toBe(1);
      expect(await owed()).toEqual(['news:1']);
      isBroken = false;
      await look();
      expect(await owed()).toEqual(['news:1', 'news:2']);
    });

    test('moves on in one of two processes that think it theirs, with all that follows or nothing', async () => {
      const sends = (key: string) => [{ kind: 'send', message: message(key) }] as const;
      const moved = await Promise.all([
        db.store.followers.advance('f', 0, 1, sends('one')),
        db.other.followers.advance('f', 0, 1, sends('other')),
      ]);
      expect(moved.toSorted()).toEqual([false, true]);
      expect(await owed()).toEqual([moved[0] ? 'one' : 'other']);
      const broken = { kind: 'send', message: { ...message('x'), owedAt: null as never } } as const;
      await expect(db.store.followers.advance('f', 1, 2, [...sends('y'), broken])).rejects.toThrow();
      expect(await db.store.followers.position('f')).toBe(1);
      expect(await owed()).toHaveLength(1);
    });
  });
});
