import { expect, test } from 'vitest';
import type { CallRecord } from '../../src/domain/calls/call-record.js';
import { callOf, dayMs, now, turn } from '../operations/fixtures.js';
import { keeperOf } from './new-store.js';
import { onEachDatabase } from './two-openings.js';

onEachDatabase((db) => {
  let serial = 0;
  async function keep(call: CallRecord): Promise<void> {
    const over = turn(call.conversationId, ++serial);
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
