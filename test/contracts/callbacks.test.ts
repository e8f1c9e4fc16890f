import { expect, test } from 'vitest';
import type { AskedCallback } from '../../src/domain/callbacks/callback.js';
import type { CaseEvent } from '../../src/domain/cases/case-event.js';
import type { Effect } from '../../src/domain/conversation/effect.js';
import { allCases } from '../all-cases.js';
import { caseOf, dayMs, now } from '../operations/fixtures.js';
import { keeperOf } from './new-store.js';
import { onEachDatabase } from './two-openings.js';

onEachDatabase((db) => {
  async function ask(call: string, change: Partial<AskedCallback> = {}): Promise<string> {
    const caseNo = `20161021000${call}`;
    const callback = {
      caseNo,
      line: 'food',
      number: '+85221234567',
      conversationId: `call:${call}`,
      askedAt: now,
      ...change,
    };
    await db.store.cases.open({ ...caseOf(`call:${call}`), caseNo }, [{ kind: 'ask-callback', callback }]);
    return caseNo;
  }

  test('is asked for once, and keeps the place of whoever waited for that line', async () => {
    const waits = { line: 'food', personId: '+85221234567', state: 'callback', changedAt: now, seenAt: now } as const;
    await db.store.waiting.enter({ ...waits, conversationId: 'call:2', enteredAt: now - 60_000 });
    await db.store.waiting.enter({ ...waits, conversationId: 'call:3', enteredAt: now - 90_000, line: 'origin' });
    for (const call of ['1', '2', '3']) await ask(call);
    const due = await db.other.callbacks.due(now, 10);
    expect(due.map(({ conversationId, enteredAt }) => [conversationId, enteredAt - now])).toEqual([
      ['call:2', -60_000],
      ['call:1', 0],
      ['call:3', 0],
    ]);
    await db.store.waiting.enter({ ...waits, conversationId: 'call:4', enteredAt: now, isUrgent: true });
    await ask('4');
    expect((await db.other.callbacks.due(now, 10))[0]).toMatchObject({ conversationId: 'call:4', isUrgent: true });
    expect(due[1]).toMatchObject({ state: 'asked', by: 'service', attempts: 0, callId: null, dialledAt: null });
  });

  test('that is over begins anew where it is asked for again in its case, and one that is not stays as it is, but for a number that was given since', async () => {
    const caseNo = await ask('1');
    const again = (conversationId: string, number: string): Effect => {
      return { kind: 'ask-callback', callback: { caseNo, line: 'food', number, conversationId, askedAt: now + 1 } };
    };
    const turn = async (call: string, number = '+85221234567') => {
      await db.store.cases.open({ ...caseOf(call), caseNo: `2016102200${call}` }, [again(call, number)]);
    };
    await turn('21');
    expect(await db.store.callbacks.get(caseNo)).toMatchObject({ state: 'asked', askedAt: now });
    await turn('23', '13912345678');
    expect(await db.store.callbacks.get(caseNo)).toMatchObject({ number: '13912345678', askedAt: now, enteredAt: now });
    await db.store.callbacks.dial(caseNo, now);
    await db.store.callbacks.settle(caseNo, { state: 'connected', at: now });
    await turn('22');
    expect(await db.store.callbacks.get(caseNo)).toMatchObject({ state: 'asked', attempts: 0, connectedAt: null });
    expect(await db.store.callbacks.due(now + 1, 10)).toHaveLength(1);
  });

  test('in a case that was put into another stays until that one is over; one number is called once for both', async () => {
    const [part, same, whole] = [
      await ask('1'),
      await ask('2', { number: '+85229876543' }),
      await ask('3', { number: '+85229876543' }),
    ];
    const done = { at: now, by: '张三' };
    const change = async (caseNo: string, event: CaseEvent, isOver: boolean) => {
      const known = (await db.store.cases.file(caseNo))?.events.length ?? 0;
      expect(await db.store.cases.change([{ caseNo, known, events: [event], isOver }])).toBe('changed');
    };
    const listed = async () => (await db.other.callbacks.open()).map(({ caseNo, mergedInto }) => [caseNo, mergedInto]);
    for (const caseNo of [part, same]) await change(caseNo, { kind: 'merged', to: whole, ...done }, true);
    expect(await listed()).toEqual([
      [part, whole],
      [whole, undefined],
    ]);
    expect(await db.other.callbacks.due(now, 10)).toHaveLength(2);
    await change(same, { kind: 'unmerged', to: whole, ...done }, false);
    expect(await listed()).toContainEqual([same, undefined]);
    await change(whole, { kind: 'closed', ...done }, true);
    expect(await listed()).toEqual([[same, undefined]]);
  });

  test('is rung by one of many who want to', async () => {
    const caseNo = await ask('1');
    const wanted = Array.from({ length: 10 }, (_, n) => (n % 2 ? db.store : db.other).callbacks.dial(caseNo, now));
    expect((await Promise.all(wanted)).filter(Boolean)).toHaveLength(1);
    expect(await db.store.callbacks.get(caseNo)).toMatchObject({ state: 'dialled', attempts: 1, dialledAt: now });
    expect(await db.store.callbacks.lastDialledAt()).toBe(now);
  });

  test('who is not reached is rung again when it is due, and then by a colleague', async () => {
    const caseNo = await ask('1');
    await db.store.callbacks.dial(caseNo, now);
    await db.store.callbacks.settle(caseNo, { state: 'not-reached', at: now, reason: 'busy', dueAt: now + 60_000 });
    expect(await db.store.callbacks.dial(caseNo, now + 59_999)).toBe(false);
    expect(await db.store.callbacks.dial(caseNo, now + 60_000)).toBe(true);
    await db.store.callbacks.settle(caseNo, { state: 'not-reached', at: now, reason: 'no-answer' });
    expect(await db.store.callbacks.get(caseNo)).toMatchObject({ by: 'colleague', attempts: 2, reason: 'no-answer' });
    expect(await db.store.callbacks.due(now + dayMs, 10)).toEqual([]);
    expect(await db.store.callbacks.open()).toHaveLength(1);
  });

  test('whoever rang by hand is counted; nobody is to be called in a case that is over', async () => {
    const caseNo = await ask('1');
    const byHand = { at: now, isByHand: true } as const;
    await db.store.callbacks.settle(caseNo, { ...byHand, state: 'not-reached', dueAt: now });
    await db.store.callbacks.settle(caseNo, { ...byHand, state: 'not-reached', at: now + 9, dueAt: now + 9 });
    expect(await db.other.callbacks.get(caseNo)).toMatchObject({ attempts: 2, dialledAt: now + 9, reachedAt: null });
    expect(
      [await db.other.callbacks.due(now + 9, 9), await db.other.callbacks.open()].map((all) => all.length),
    ).toEqual([1, 1]);
    await db.store.cases.change([{ caseNo, known: 0, events: [], isOver: true }]);
    expect([await db.other.callbacks.due(now + 9, 9), await db.other.callbacks.open()]).toEqual([[], []]);
  });

  test('signals come late, twice and in any order: nothing goes back', async () => {
    const caseNo = await ask('1');
    await db.store.callbacks.dial(caseNo, now);
    expect(await db.store.callbacks.settle(caseNo, { state: 'reached', at: now + 5 })).toBe(true);
    expect(await db.store.callbacks.settle(caseNo, { state: 'not-reached', at: now + 6 })).toBe(false);
    expect(await db.store.callbacks.settle(caseNo, { state: 'connected', at: now + 9 })).toBe(true);
    for (const state of ['reached', 'connected', 'given-up', 'not-reached'] as const)
      expect(await db.other.callbacks.settle(caseNo, { state, at: now + 10 })).toBe(false);
    expect(await db.store.callbacks.get(caseNo)).toMatchObject({ reachedAt: now + 5, connectedAt: now + 9 });
  });

  test('the funnel: who came further has come this far; who talked to a colleague was rung by one', async () => {
    const { callbacks } = db.store;
    const [a, b, c, d] = [await ask('1'), await ask('2'), await ask('3'), await ask('4')];
    await ask('5', { askedAt: now + dayMs });
    await callbacks.settle(a, { state: 'connected', at: now });
    await callbacks.dial(b, now);
    await callbacks.settle(b, { state: 'reached', at: now });
    await callbacks.dial(c, now);
    await callbacks.settle(d, { state: 'given-up', at: now });
    const counted = { asked: 4, dialled: 3, reached: 2, connected: 1, givenUp: 1 };
    expect(await db.other.callbacks.funnel(now, now + dayMs)).toEqual(counted);
    expect((await callbacks.hanging(now + 1)).map(({ caseNo }) => caseNo)).toEqual([b, c]);
  });

  test('missed is who left and was served in no call since, each once for a line', async () => {
    const calls: readonly (readonly [string, string | null, number, 'left' | 'served' | 'callback', string?])[] = [
      ['1', '+861', 0, 'left'],
      ['2', '+861', 100, 'left'],
      ['3', '+862', 10, 'left'],
      ['4', '+862', 200, 'served'],
      ['5', '+863', 20, 'left'],
      ['6', '+863', 90, 'callback'],
      ['7', null, 30, 'left'],
      ['8', null, 40, 'left'],
      ['9', '+861', 50, 'left', 'origin'],
      ['10', '+864', -dayMs, 'left'],
    ];
    for (const [id, personId, at, state, line = 'food'] of calls) {
      const enteredAt = now + at;
      const times = { enteredAt, changedAt: enteredAt + 7, seenAt: enteredAt + 7 };
      await db.store.waiting.enter({ conversationId: `call:${id}`, line, personId, state, ...times });
    }
    expect(await db.other.callbacks.missed(now, now + dayMs)).toEqual([
      { personId: '+861', line: 'food', calls: 2, firstAt: now, lastAt: now + 107, longestMs: 7 },
      { personId: null, line: 'food', calls: 1, firstAt: now + 30, lastAt: now + 37, longestMs: 7 },
      { personId: null, line: 'food', calls: 1, firstAt: now + 40, lastAt: now + 47, longestMs: 7 },
      { personId: '+861', line: 'origin', calls: 1, firstAt: now + 50, lastAt: now + 57, longestMs: 7 },
    ]);
  });

  test('goes with its time, and with whoever is forgotten; the case stays', async () => {
    await ask('1', { askedAt: 1000 });
    await ask('2');
    const keeper = keeperOf(db.store, 'callbacks');
    for await (const _piece of keeper.remove(5000));
    await keeper.forget('call:2');
    expect([await db.store.callbacks.open(), (await allCases(db.store)).length]).toEqual([[], 2]);
  });
});
