import { expect, test } from 'vitest';
import type { KeptOffer } from '../../src/domain/hotline/offer.js';
import { colleagueFigures } from '../../src/hotline/reports/colleague-figures.js';
import { type CallOutcome, type CountedCall, countedCall } from '../../src/hotline/reports/counted-call.js';
import { type Figure, figures } from '../../src/hotline/reports/figures.js';
import { callOf, now } from '../operations/fixtures.js';

const call = (outcome: CallOutcome, waitMs: number | null = null, more: Partial<CountedCall> = {}): CountedCall => ({
  ...{ beganAt: 0, line: 'food', outcome, waitMs, talks: [], rating: null },
  ...more,
});
const talk = (ms: number, rating: 'satisfied' | 'dissatisfied' | 'none' | null = null) => {
  return { colleague: 'food-1', ms, rating };
};
const valuesOf = <Of>(all: readonly Figure<Of>[], counted: Of) =>
  Object.fromEntries(all.map(({ id, of }) => [id, of(counted)]));

/** Whoever adds a figure writes its value here. */
test('each figure of the calls is what its definition says', () => {
  const calls = [
    call('answered', 15_000, { talks: [talk(60_000, 'satisfied'), talk(30_000)], rating: 'satisfied' }),
    call('answered', 15_001, { talks: [talk(90_000)], rating: 'none' }),
    call('answered', null, { talks: [talk(120_000)], rating: 'dissatisfied' }),
    ...[call('abandoned', 70_000), call('abandoned-soon', 4_000), call('callback', 600_000), call('message', 20_000)],
    ...[call('unserved', 1_000), call('closed'), call('closed'), call('self-service'), call('nothing')],
  ];
  const callbacks = { asked: 4, dialled: 3, reached: 2, connected: 1, givenUp: 1 };
  expect(valuesOf(figures, { calls, cases: 7, callbacks })).toEqual({
    ...{ calls: 12, asked: 8, closed: 2, selfService: 1, nothing: 1 },
    ...{ answered: 3, connectRate: 37.5, within15: 1, within15Rate: 12.5 },
    ...{ abandoned: 1, abandonedSoon: 1, toCallback: 1, toMessage: 1, unserved: 1 },
    ...{ waitMedian: 15.001, waitP90: 600, waitLongest: 600 },
    ...{ talkTotal: 5, talkMean: 75 },
    ...{ cases: 7, callbacksAsked: 4, callbacksKept: 1, callbacksKeptRate: 25 },
    ...{ invited: 3, rated: 2, participation: 200 / 3, satisfied: 1, satisfaction: 50 },
  });
});

test('each figure of a colleague is what its definition says', () => {
  const outcomes = ['taken', 'taken', 'no-answer', 'failed', 'busy', 'refused', 'lost', 'withdrawn', null] as const;
  const seat = {
    offers: outcomes.map((outcome) => ({ outcome })),
    talks: [talk(60_000, 'satisfied'), talk(30_000, 'dissatisfied'), talk(30_000, 'none')],
  };
  expect(valuesOf(colleagueFigures, seat)).toEqual({
    ...{ rung: 9, taken: 2, missed: 2, busy: 2, spared: 3 },
    ...{ talkTotal: 2, talkMean: 40, rated: 2, satisfaction: 50 },
  });
});

test('where there is nothing to count, shares and means are none, and not 0', () => {
  const callbacks = { asked: 0, dialled: 0, reached: 0, connected: 0, givenUp: 0 };
  const of = valuesOf(figures, { calls: [], cases: 0, callbacks });
  for (const { id, unit } of figures) expect([id, of[id]]).toEqual([id, unit === '%' || unit === '秒' ? null : 0]);
});

test('whoever hangs up within five seconds has given up soon, and whoever waits just so long has given up', () => {
  const left = (waitMs: number) =>
    countedCall({ ...callOf('call:1'), asked: { at: now, state: 'left', since: now + waitMs } }, []).outcome;
  expect([left(4_999), left(5_000)]).toEqual(['abandoned-soon', 'abandoned']);
});

test('a wait lasts until the first telephone was taken', () => {
  const taken = (id: string, endedAt: number): KeptOffer => ({
    ...{ id, conversationId: 'call:1', line: 'food', colleague: id, round: 0, address: '', because: '' },
    ...{ offeredAt: now, outcome: 'taken', endedAt },
  });
  const record = { ...callOf('call:1'), asked: { at: now, state: 'served', since: now } } as const;
  expect(countedCall(record, [taken('b', now + 40_000), taken('a', now + 15_000)]).waitMs).toBe(15_000);
});
