import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClaimedMessage, NewMessage } from '../../src/domain/outbox/message.js';
import { Undeliverable } from '../../src/domain/outbox/sender.js';
import type { MessageClaim } from '../../src/domain/outbox/stores.js';
import type { Store } from '../../src/domain/store.js';
import { Outbox } from '../../src/outbox/outbox.js';
import { onEachDatabase } from '../contracts/two-openings.js';
import { LongWork } from '../duties/long-work.js';
import { Questions } from '../duties/questions.js';
import { until } from '../until.js';

const clock = { at: 0, now: () => clock.at };
const said: { level: string; fields: Record<string, unknown> }[] = [];
const say = (level: string) => (fields: object) => void said.push({ level, fields: { ...fields } });
const log = { debug: say('debug'), warn: say('warn'), error: say('error') };
const hour = 3_600_000;

function message(key: string, more: Partial<NewMessage> = {}): NewMessage {
  const whose = {
    channel: 'wechat',
    personId: `person of ${key}`,
    conversationId: `wx:${key}`,
    body: '{"words":"来了"}',
  };
  return { key, ...whose, owedAt: clock.at, dueAt: clock.at, notAfter: null, ...more };
}

function claim(more: Partial<MessageClaim> = {}): MessageClaim {
  return { holder: 'a', leaseMs: hour, channels: ['wechat'], limit: 10, now: clock.at, ...more };
}

let running: Outbox[];
let questions: Questions;
let sending: LongWork;
beforeEach(() => {
  clock.at = Date.parse('2016-10-21T10:00:00+08:00');
  said.length = 0;
  running = [];
  questions = new Questions();
  sending = new LongWork();
});
afterEach(async () => {
  vi.useRealTimers();
  sending.end();
  await Promise.all(running.map((outbox) => outbox.stop()));
});

/** A process of the service that sends, as far as the outbox can tell. */
function processOn(store: Store, send: (message: ClaimedMessage) => Promise<void>, leaseMs?: number): Outbox {
  const parts = { store: questions.of(store).outbox, clock, log };
  const outbox = new Outbox({ ...parts, ...(leaseMs !== undefined && { leaseMs }) });
  outbox.register('wechat', { send });
  running.push(outbox);
  outbox.start();
  return outbox;
}

/** Lets each process look once for what is due, and try to send it. */
const look = () => questions.look(running);

const keys = (messages: readonly { readonly key: string }[]): string[] => messages.map(({ key }) => key);

onEachDatabase((db) => {
  describe('the outbox’s store', () => {
    test('owes once for a key, whatever became of it', async () => {
      const results = await Promise.all([db.store.outbox.owe(message('k')), db.other.outbox.owe(message('k'))]);
      expect(results.toSorted()).toEqual(['known', 'owed']);
      await db.store.outbox.claim(claim());
      await db.store.outbox.settle('k', 'a', { as: 'sent', at: clock.at });
      expect(await db.other.outbox.owe(message('k'))).toBe('known');
      expect(await db.other.outbox.counts()).toEqual({ owed: 0, sent: 1, dead: 0 });
    });

    test('finds what was owed as it was', async () => {
      const owed = message('k', { notAfter: clock.at + hour, conversationId: null });
      await db.store.outbox.owe(owed);
      expect(await db.other.outbox.find('k')).toEqual({ ...owed, attempts: 0, state: 'owed', reason: null });
      expect(await db.other.outbox.find('other')).toBeNull();
    });

    test('gives out what is due, the oldest first, of the channels asked for, and no more than asked for', async () => {
      await db.store.outbox.owe(message('second', { dueAt: clock.at - 1 }));
      await db.store.outbox.owe(message('third'));
      await db.store.outbox.owe(message('first', { dueAt: clock.at - 2 }));
      await db.store.outbox.owe(message('later', { dueAt: clock.at + 1 }));
      await db.store.outbox.owe(message('elsewhere', { channel: 'sms', dueAt: clock.at - 3 }));
      expect(await db.store.outbox.claim(claim({ channels: [] }))).toEqual([]);
      expect(await db.store.outbox.claim(claim({ limit: 0 }))).toEqual([]);
      const two = await db.store.outbox.claim(claim({ limit: 2 }));
      expect(two).toEqual([
        { ...message('first', { dueAt: clock.at - 2 }), attempts: 1 },
        { ...message('second', { dueAt: clock.at - 1 }), attempts: 1 },
      ]);
      expect(keys(await db.other.outbox.claim(claim({ holder: 'b', channels: ['wechat', 'sms'] })))).toEqual([
        'elsewhere',
        'third',
      ]);
      clock.at += 1;
      expect(keys(await db.other.outbox.claim(claim({ holder: 'b' })))).toEqual(['later']);
    });

    test('gives each message to one of many processes that ask at once', async () => {
      for (let n = 0; n < 40; n++) await db.store.outbox.owe(message(`k${n}`));
      const claims = Array.from({ length: 16 }, (_, n) =>
        (n % 2 ? db.store : db.other).outbox.claim(claim({ holder: `h${n}`, limit: 5 })),
      );
      const given = (await Promise.all(claims)).flatMap(keys);
      given.push(...keys(await db.store.outbox.claim(claim({ limit: 100 }))));
      expect(new Set(given).size).toBe(40);
      expect(given).toHaveLength(40);
    });

    test('gives a message to another when its claim runs out; who had it settles nothing any more', async () => {
      await db.store.outbox.owe(message('k'));
      await db.store.outbox.claim(claim({ leaseMs: 1 }));
      const second = await until(async () => {
        const claimed = await db.other.outbox.claim(claim({ holder: 'b' }));
        return claimed.length > 0 && claimed;
      });
      expect(second).toMatchObject([{ key: 'k', attempts: 2 }]);
      expect(await db.store.outbox.renew(['k'], 'a', 60_000)).toEqual([]);
      expect(await db.store.outbox.settle('k', 'a', { as: 'dead', at: clock.at, reason: 'x' })).toBe(false);
      expect(await db.other.outbox.renew(['k', 'other'], 'b', 60_000)).toEqual(['k']);
      expect(await db.other.outbox.settle('k', 'b', { as: 'sent', at: clock.at })).toBe(true);
    });

    test('keeps of a sent message that it was sent, of a dead one everything', async () => {
      for (const key of ['sent', 'dead', 'again']) await db.store.outbox.owe(message(key));
      await db.store.outbox.claim(claim());
      await db.store.outbox.settle('sent', 'a', { as: 'sent', at: clock.at });
      await db.store.outbox.settle('dead', 'a', { as: 'dead', at: clock.at, reason: 'left' });
      await db.store.outbox.settle('again', 'a', { as: 'owed', at: clock.at, dueAt: clock.at + 5, reason: 'busy' });
      expect(await db.store.outbox.find('sent')).toMatchObject({ state: 'sent', personId: null, body: null });
      expect(await db.store.outbox.list('dead', 9)).toEqual([
        { ...message('dead'), attempts: 1, state: 'dead', reason: 'left' },
      ]);
      expect(await db.store.outbox.list('owed', 9)).toMatchObject([
        { key: 'again', dueAt: clock.at + 5, attempts: 1, reason: 'busy' },
      ]);
      expect(await db.store.outbox.claim(claim())).toEqual([]);
      expect(keys(await db.store.outbox.claim(claim({ now: clock.at + 5 })))).toEqual(['again']);
    });

    test('does not wait for a time that lies ahead only because the clock was set back', async () => {
      await db.store.outbox.owe(message('k'));
      expect(keys(await db.store.outbox.claim(claim({ now: clock.at - 24 * hour })))).toEqual(['k']);
    });

    test('forgets by age and by conversation', async () => {
      await db.store.outbox.owe(message('old', { owedAt: clock.at - 2 }));
      await db.store.outbox.owe(message('new'));
      await db.store.outbox.owe(message('whose'));
      const kept = db.store.forgetful.find(({ kind }) => kind === 'outbox');
      expect(await kept?.count(clock.at)).toBe(1);
      for await (const removed of kept?.remove(clock.at) ?? []) expect(removed).toBe(1);
      await kept?.forget('wx:whose');
      expect(keys(await db.store.outbox.list('owed', 9))).toEqual(['new']);
    });
  });

  describe('a message', () => {
    test('that this process owes is sent at once', async () => {
      const sent: string[] = [];
      const outbox = processOn(db.store, async ({ key, body }) => void sent.push(`${key} ${body}`));
      await outbox.owe(message('k'));
      await until(async () => (await outbox.stateOf('k')) === 'sent');
      expect(sent).toEqual(['k {"words":"来了"}']);
    });

    test('that a process left is sent by another when it starts', async () => {
      await db.store.outbox.owe(message('k'));
      const sent: string[] = [];
      processOn(db.other, async ({ key }) => void sent.push(key));
      await until(async () => (await db.store.outbox.counts()).sent === 1);
      expect(sent).toEqual(['k']);
    });

    test('that is not taken keeps why, down to what failed', async () => {
      const refused = new AggregateError([new Error('connect ECONNREFUSED 127.0.0.1:9')], '');
      const outbox = processOn(db.store, async () => {
        throw new TypeError('fetch failed', { cause: refused });
      });
      await outbox.owe(message('k'));
      await look();
      const reason = 'fetch failed: connect ECONNREFUSED 127.0.0.1:9';
      expect(await db.store.outbox.find('k')).toMatchObject({ reason });
    });

    test('that is not taken is tried again after growing pauses', async () => {
      const at: number[] = [];
      const startedAt = clock.at;
      const outbox = processOn(db.store, async () => {
        at.push(clock.at - startedAt);
        if (at.length < 4) throw new Error('busy');
      });
      await outbox.owe(message('k'));
      for (const [attempts, pause] of [
        [1, 5_000],
        [2, 15_000],
        [3, 45_000],
      ] as const) {
        await look();
        expect(await db.store.outbox.find('k')).toMatchObject({ attempts, reason: 'busy', dueAt: clock.at + pause });
        clock.at += pause - 1;
        await look();
        expect(at).toHaveLength(attempts);
        clock.at += 1;
      }
      await look();
      expect(await outbox.stateOf('k')).toBe('sent');
      expect(at).toEqual([0, 5_000, 20_000, 65_000]);
      expect(said.map(({ level }) => level)).toEqual(['warn', 'warn', 'warn']);
    });

    test('that comes too late is a dead letter with a line in the log, and is not sent', async () => {
      const send = vi.fn(async () => {});
      await db.store.outbox.owe(message('k', { notAfter: clock.at + 48 * hour }));
      clock.at += 48 * hour + 1;
      const outbox = processOn(db.store, send);
      await until(async () => (await outbox.stateOf('k')) === 'dead');
      expect(send).not.toHaveBeenCalled();
      expect(said).toMatchObject([{ level: 'error', fields: { key: 'k', channel: 'wechat', attempts: 1 } }]);
      expect(await db.store.outbox.list('dead', 1)).toMatchObject([{ body: '{"words":"来了"}' }]);
    });

    test('is sent to the last moment, and not tried again beyond it', async () => {
      await db.store.outbox.owe(message('k', { notAfter: clock.at + 48 * hour }));
      clock.at += 48 * hour;
      const outbox = processOn(db.store, () => Promise.reject(new Error('busy')));
      await until(async () => (await outbox.stateOf('k')) === 'dead');
      expect(await db.store.outbox.find('k')).toMatchObject({ attempts: 1, reason: 'busy' });
    });

    test('that nobody will ever take is a dead letter at once', async () => {
      const outbox = processOn(db.store, () => Promise.reject(new Undeliverable('has left')));
      await outbox.owe(message('k'));
      await until(async () => (await outbox.stateOf('k')) === 'dead');
      expect(await db.store.outbox.find('k')).toMatchObject({ attempts: 1, reason: 'has left' });
    });

    test('of a channel that nobody sends for stays owed', async () => {
      await db.store.outbox.owe(message('sms', { channel: 'sms' }));
      const outbox = processOn(db.store, async () => {});
      await outbox.owe(message('k'));
      await until(async () => (await outbox.stateOf('k')) === 'sent');
      expect(await outbox.stateOf('sms')).toBe('owed');
    });

    test('does not wait for a slow one, and many more than go at once all go', async () => {
      let finish: () => void = () => {};
      const sent: string[] = [];
      const outbox = processOn(db.store, async ({ key }) => {
        if (key === 'slow') await new Promise<void>((resolve) => (finish = resolve));
        sent.push(key);
      });
      await outbox.owe(message('slow', { dueAt: clock.at - 1 }));
      for (let n = 0; n < 50; n++) await db.other.outbox.owe(message(`k${n}`));
      outbox.wake();
      await until(async () => (await db.other.outbox.counts()).sent === 50);
      expect(await outbox.stateOf('slow')).toBe('owed');
      finish();
      await until(async () => (await outbox.stateOf('slow')) === 'sent');
      expect(new Set(sent).size).toBe(51);
      expect(sent).toHaveLength(51);
    });

    test('whose lease ran out while it was being sent is not sent a second time by the same process', async () => {
      const mine = processOn(db.store, sending.by('mine'), hour);
      const claims = vi.spyOn(db.store.outbox, 'claim');
      await mine.owe(message('k'));
      await look();
      // The database could not be had for so long, and so nobody renewed it.
      expect(await db.other.outbox.renew(['k'], claims.mock.calls[0]?.[0].holder ?? '', 0)).toEqual(['k']);
      await look();
      expect((await db.store.outbox.find('k'))?.attempts).toBe(2);
      expect(sending.begun).toEqual(['mine']);
      sending.end();
      await until(async () => (await mine.stateOf('k')) === 'sent');
      expect(said).toEqual([]);
    });

    test('whose sending outlasts its lease stays this process’s', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const { begun } = sending;
      const claims = vi.spyOn(db.store.outbox, 'claim');
      const renewals = vi.spyOn(db.store.outbox, 'renew');
      const one = processOn(db.store, sending.by('one'), hour);
      await one.owe(message('k'));
      await look();
      expect(begun).toEqual(['one']);
      processOn(db.other, sending.by('other'), hour);
      const holder = claims.mock.calls[0]?.[0].holder ?? '';
      const quarter = hour / 4;
      let left = hour;
      for (let passed = 0; passed < 3 * hour; passed += quarter) {
        // Time passes for the claim in the database, and then for the processes, of which one renews it.
        left = Math.max(0, left - quarter);
        expect(await db.other.outbox.renew(['k'], holder, left)).toEqual(['k']);
        await vi.advanceTimersByTimeAsync(quarter);
        await look();
        if (renewals.mock.calls.length > 0) left = hour;
        renewals.mockClear();
        expect(begun).toEqual(['one']);
      }
      sending.end();
      await questions.rest();
      expect(await one.stateOf('k')).toBe('sent');
    });
  });
});
