import { expect, test } from 'vitest';
import type { CallRecord } from '../../src/domain/calls/call-record.js';
import { callOf, caseOf, dayMs, now, turn } from '../operations/fixtures.js';
import { keeperOf } from './new-store.js';
import { onEachDatabase } from './two-openings.js';

onEachDatabase((db) => {
  async function keep(call: CallRecord): Promise<void> {
    const before = await db.store.conversations.get(call.conversationId);
    const over = turn(call.conversationId, (before?.revision ?? 0) + 1);
    await db.store.conversations.commit({ ...over, effects: [{ kind: 'keep-call', call }] });
  }

  test('the record of a call is kept with the turn that ends it, and what is known later takes its place', async () => {
    const call = callOf('call:1');
    await keep(call);
    expect(await db.other.calls.get('call:1')).toEqual(call);
    const known = { ...call, asked: null, line: null, rating: null, endedBy: 'unknown' } as const;
    await keep(known);
    expect(await db.other.calls.get('call:1')).toEqual(known);
    expect(await db.store.calls.get('call:2')).toBeNull();
  });

  test('calls are read page by page, by when they began', async () => {
    for (const [id, after] of [
      ['call:3', 5],
      ['call:1', 5],
      ['call:2', 0],
      ['call:4', 10],
      ['call:5', -1],
    ] as const)
      await keep(callOf(id, now + after));
    const read = async (after: CallRecord | null) => await db.other.calls.page(now, now + 10, after, 2);
    const first = await read(null);
    expect(first.map(({ conversationId }) => conversationId)).toEqual(['call:2', 'call:1']);
    expect((await read(first[1] ?? null)).map(({ conversationId }) => conversationId)).toEqual(['call:3']);
  });

  test('what many calls were offered to whom is read at once', async () => {
    const offer = (call: string, colleague: string) => ({
      ...{ id: `${call}:0:${colleague}`, conversationId: call, line: 'food', colleague, round: 0 },
      ...{ address: 'sip:1501@pbx.invalid', because: 'longest idle', offeredAt: now },
    });
    await db.store.seats.reserve([offer('call:1', 'a'), offer('call:1', 'b')], now + 1_000, now);
    await db.store.seats.reserve([offer('call:2', 'c')], now + 1_000, now);
    await db.store.seats.reserve([offer('call:3', 'd')], now + 1_000, now);
    const offers = await db.other.seats.offersOfCalls(['call:1', 'call:3', 'call:9']);
    expect(offers.map(({ colleague }) => colleague).sort()).toEqual(['a', 'b', 'd']);
    expect(await db.other.seats.offersOfCalls([])).toEqual([]);
  });

  test('cases are counted by the days on which they were opened, and by line; so is who is to be called back', async () => {
    for (const [caseNo, line] of [
      ['2016102100010', 'food'],
      ['201610210002', 'food'],
      ['2016102199994', 'origin'],
      ['2016102200018', 'food'],
    ] as const) {
      const callback = { caseNo, line, number: null, conversationId: caseNo, askedAt: now };
      await db.store.cases.open({ ...caseOf(caseNo), caseNo, line }, [{ kind: 'ask-callback', callback }]);
    }
    const opened = await db.other.cases.opened('2016-10-21', '2016-10-22');
    expect([...opened]).toEqual([
      ['food', 2],
      ['origin', 1],
    ]);
    const funnel = async (line?: string) => (await db.other.callbacks.funnel(now, now + 1, line)).asked;
    expect([await funnel(), await funnel('food'), await funnel('general')]).toEqual([4, 3, 0]);
  });

  test('records go when their time is over, and with whoever is forgotten', async () => {
    await keep(callOf('call:1', now - dayMs));
    await keep(callOf('call:2'));
    await keep(callOf('call:3'));
    const keeper = keeperOf(db.store, 'calls');
    expect(await keeper.count(now)).toBe(1);
    for await (const removed of keeper.remove(now)) expect(removed).toBe(1);
    await keeper.forget('call:2');
    const left = await db.store.calls.page(0, now + 1, null, 10);
    expect(left.map(({ conversationId }) => conversationId)).toEqual(['call:3']);
  });
});
