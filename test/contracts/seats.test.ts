import { expect, test } from 'vitest';
import type { Offer } from '../../src/domain/hotline/offer.js';
import type { Presence } from '../../src/domain/hotline/presence.js';
import type { Waiting } from '../../src/domain/hotline/waiting.js';
import { onEachDatabase } from './two-openings.js';

const now = 1_000_000;
const until = now + 20_000;

function offer(call: string, colleague: string, round = 0): Offer {
  const conversationId = `call:${call}`;
  return {
    ...{ id: `${conversationId}:${round}:${colleague}`, conversationId, line: 'food', colleague, round },
    ...{ address: 'sip:1201@pbx.invalid', because: 'idle longest', offeredAt: now },
  };
}

function waiting(call: string, enteredAt: number, change: Partial<Waiting> = {}): Waiting {
  const conversationId = `call:${call}`;
  const at = { enteredAt, changedAt: enteredAt, seenAt: enteredAt };
  return { conversationId, line: 'food', personId: `+86${call}`, state: 'waiting', ...at, ...change };
}

onEachDatabase((db) => {
  test('a colleague is reserved once, whoever asks, until the reservation ends', async () => {
    const calls = Array.from({ length: 10 }, (_, n) => offer(`CA${n}`, 'gate-1'));
    const reserved = await Promise.all(
      calls.map((one, n) => (n % 2 ? db.store : db.other).seats.reserve([one], until, now)),
    );
    expect(reserved.flat()).toHaveLength(1);
    expect(await db.other.seats.reserve([offer('CA99', 'gate-1')], until + 1, until - 1)).toEqual([]);
    expect(await db.other.seats.reserve([offer('CA99', 'gate-1')], until + 20_000, until)).toHaveLength(1);
  });

  test('of several who are wanted, those are reserved who are free; the same offers again are the same answer', async () => {
    await db.store.seats.reserve([offer('CA1', 'gate-1')], until, now);
    const both = [offer('CA2', 'gate-1'), offer('CA2', 'gate-2')];
    expect((await db.store.seats.reserve(both, until, now)).map(({ colleague }) => colleague)).toEqual(['gate-2']);
    expect((await db.other.seats.reserve(both, until, now)).map(({ colleague }) => colleague)).toEqual(['gate-2']);
  });

  test('an offer that is ended from several sides at once ends once, and what was said of its colleague meanwhile stays', async () => {
    for (let n = 0; n < 20; n += 1) {
      const one = offer(`CA${n}`, `gate-${n}`);
      await db.store.seats.reserve([one], until, now);
      const free = (before: Presence): Presence => ({ ...before, state: 'free', until: null, offerId: null });
      const missed = (before: Presence): Presence => ({ ...before, misses: before.misses + 1 });
      const [ended] = await Promise.all([
        Promise.all([db.store, db.other, db.store].map(({ seats }) => seats.settle(one.id, 'lost', now + 5, free))),
        Promise.all([db.other, db.store, db.other].map(({ seats }) => seats.change(one.colleague, missed))),
      ]);
      expect(ended.filter(Boolean)).toHaveLength(1);
      const stands = (await db.store.seats.presences()).find(({ colleague }) => colleague === one.colleague);
      expect(stands).toMatchObject({ state: 'free', misses: 3 });
    }
  });

  test('an offer ends once, and how the colleague stands follows from it', async () => {
    const one = offer('CA1', 'gate-1');
    await db.store.seats.reserve([one], until, now);
    const rest = (before: Presence): Presence => ({
      ...before,
      ...{ state: 'resting', since: now + 5, until: now + 30_000, offerId: null },
      ...{ idleSince: now + 5, misses: before.misses + 1 },
    });
    expect(await db.store.seats.settle(one.id, 'no-answer', now + 5, rest)).toBe(true);
    expect(await db.other.seats.settle(one.id, 'no-answer', now + 5, rest)).toBe(false);
    expect(await db.other.seats.presences()).toEqual([
      {
        ...{ colleague: 'gate-1', state: 'resting', reason: null, since: now + 5, until: now + 30_000 },
        ...{ offerId: null, idleSince: now + 5, misses: 1 },
      },
    ]);
    expect(await db.store.seats.offersOf('call:CA1')).toEqual([{ ...one, outcome: 'no-answer', endedAt: now + 5 }]);
    // What is over does not ring again.
    expect(await db.store.seats.reserve([one], until + 60_000, now + 40_000)).toEqual([]);
    expect(await db.store.seats.openOffers(until)).toEqual([]);
  });

  test('whoever waits keeps their place; whoever was not heard of is not in the line', async () => {
    const { waiting: line } = db.store;
    for (const [call, at] of [
      ['2', 20],
      ['1', 10],
      ['3', 20],
    ] as const)
      await line.enter(waiting(call, at));
    await line.enter(waiting('1', 50, { seenAt: 50 }));
    const calls = async (since = 0) => (await line.inLine('food', since)).map(({ conversationId }) => conversationId);
    expect(await calls()).toEqual(['call:1', 'call:2', 'call:3']);
    expect(await calls(30)).toEqual(['call:1']);
    await line.note('call:1', 'left', 60);
    expect(await calls()).toEqual(['call:2', 'call:3']);
    const coming = (personId: string | null, leftSince: number) =>
      line.comingTo('food', personId, { heardSince: 0, leftSince });
    expect((await coming('+861', 55)).left?.enteredAt).toBe(10);
    expect((await coming('+861', 61)).left).toBeNull();
    expect((await coming(null, 0)).left).toBeNull();
    expect((await coming('+861', 55)).inLine.map(({ conversationId }) => conversationId)).toEqual(['call:2', 'call:3']);
    await line.note('call:2', 'served', 80);
    expect(await line.lastServed('food', 80, 5)).toEqual([{ enteredAt: 20, servedAt: 80 }]);
    expect(await line.lastServed('food', 81, 5)).toEqual([]);
    // Whoever was served has not left, though they hang up in the end.
    await line.note('call:2', 'left', 90);
    expect((await line.get('call:2'))?.state).toBe('served');
    expect(await line.get('call:3')).toEqual(waiting('3', 20));
  });

  test('whose life is in danger stands first in every line, also in those they do not wait for', async () => {
    const { waiting: line } = db.store;
    await line.enter(waiting('1', 10));
    await line.enter(waiting('2', 20, { line: 'general', isUrgent: true }));
    await line.enter(waiting('3', 5, { line: 'general' }));
    const calls = (of: readonly Waiting[]) => of.map(({ conversationId }) => conversationId);
    expect(calls(await line.inLine('food', 0))).toEqual(['call:2', 'call:1']);
    expect(calls(await line.inLine('general', 0))).toEqual(['call:2', 'call:3']);
    const coming = await line.comingTo('food', null, { heardSince: 0, leftSince: 0 });
    expect(calls(coming.inLine)).toEqual(['call:2', 'call:1']);
    await line.note('call:2', 'served', 30);
    expect(calls(await line.inLine('food', 0))).toEqual(['call:1']);
  });

  test('whoever comes together with others finds what they would find alone: their line, their people, from their time on', async () => {
    const { waiting: line } = db.store;
    await line.enter(waiting('1', 10, { seenAt: 10 }));
    await line.enter(waiting('2', 20, { line: 'general', seenAt: 40, personId: '+862' }));
    await line.enter(waiting('3', 30, { line: 'general', isUrgent: true, seenAt: 40 }));
    await line.enter(waiting('4', 5, { personId: '+864' }));
    await line.note('call:4', 'left', 50);
    const asked = [
      ['food', '+864', { heardSince: 0, leftSince: 50 }],
      ['food', '+862', { heardSince: 20, leftSince: 0 }],
      ['general', '+864', { heardSince: 0, leftSince: 0 }],
      ['general', null, { heardSince: 41, leftSince: 0 }],
      ['food', '+864', { heardSince: 0, leftSince: 51 }],
    ] as const;
    const found = await Promise.all(asked.map(([of, who, since]) => line.comingTo(of, who, since)));
    expect(
      found.map(({ inLine, left }) => [...inLine.map(({ conversationId }) => conversationId), left?.conversationId]),
    ).toEqual([
      ['call:3', 'call:1', 'call:4'],
      ['call:3', undefined],
      ['call:3', 'call:2', undefined],
      [undefined],
      ['call:3', 'call:1', undefined],
    ]);
    for (const [place, [of, who, since]] of asked.entries())
      expect(await line.comingTo(of, who, since)).toEqual(found[place]);
  });
});
