import { describe, expect, test } from 'vitest';
import { viewOf } from '../../src/cases/case-view.js';
import { handleCase } from '../../src/cases/handle-case.js';
import { defaultCaseRules } from '../../src/content/case-rules.js';
import type { CaseKind } from '../../src/domain/cases/case.js';
import { type CaseEvent, type CaseEventKind, caseEventKinds } from '../../src/domain/cases/case-event.js';
import type { CaseClock } from '../../src/domain/cases/case-rules.js';
import type { CaseChange } from '../../src/domain/cases/stores.js';
import type { Schedule } from '../../src/domain/hotline/calendar.js';
import { caseOf } from '../operations/fixtures.js';

const at = (text: string) => Date.parse(`${text}+08:00`);
/** A Friday. */
const openedAt = at('2016-10-21T09:00');
const schedule: Schedule = [
  { days: 'restday', open: [], because: '', between: '' },
  { days: 'any', open: [{ from: 540, to: 1020 }], because: '', between: '' },
];
const event = (kind: CaseEventKind, when: number, to?: string): CaseEvent => ({
  ...{ kind, at: when, by: '张三' },
  ...(to && { to }),
});
const clocksOf = (kind: CaseKind, events: readonly CaseEvent[], now: number) =>
  viewOf({ case: { ...caseOf('call:1', openedAt), kind }, events }, defaultCaseRules, () => schedule, now).clocks;
const clockOf = (clock: CaseClock, events: readonly CaseEvent[], kind: CaseKind = 'complaint') =>
  clocksOf(kind, events, at('2016-10-21T16:00')).find((one) => one.clock === clock);

/** What each clock runs after, and what ends it, written out once more. */
const bounds: Readonly<Record<CaseClock, readonly [after: readonly CaseEventKind[], ends: string]>> = {
  accept: [[], 'accepted'],
  dispatch: [['accepted'], 'dispatched replied closed'],
  sign: [['accepted', 'dispatched'], 'signed returned replied closed'],
  call: [['accepted', 'callback-asked'], 'replied closed talked'],
  reply: [['accepted'], 'replied closed'],
  close: [['accepted'], 'closed'],
  callBack: [['accepted', 'closed'], 'called-back rated archived'],
};

describe.each(Object.keys(bounds) as CaseClock[])('the clock of %s', (clock) => {
  const [after, ends] = bounds[clock];
  const before = after.map((kind, n) => event(kind, openedAt + n + 1));
  const endedBy = (kind: CaseEventKind) => clockOf(clock, [...before, event(kind, openedAt + 60_000)]);

  test('runs from there, and is not there before', () => {
    expect(clockOf(clock, before)?.doneAt).toBeNull();
    if (clock === 'dispatch' || clock === 'sign' || clock === 'call' || clock === 'callBack')
      expect(clockOf(clock, before.slice(0, -1))).toBeUndefined();
  });

  test('ends with these and no other', () => {
    expect(caseEventKinds.filter((kind) => (endedBy(kind)?.doneAt ?? null) !== null).join(' ')).toBe(ends);
  });

  test('is no more in a case that goes on elsewhere, or not at all', () => {
    expect([endedBy('rejected'), endedBy('merged')]).toEqual([undefined, undefined]);
  });
});

describe('an extension', () => {
  const longer = (to: string) => [event('accepted', openedAt), event('extended', openedAt + 60_000, to)];
  const dues = (kind: CaseKind, events: readonly CaseEvent[]) =>
    clocksOf(kind, events, at('2016-10-21T10:00')).map(
      ({ clock, dueAt }) => `${clock} ${new Date((dueAt ?? 0) + 28_800_000).toISOString().slice(0, 16)}`,
    );

  test('moves the answer and the closing, and no other clock', () => {
    const begun = [event('accepted', openedAt), event('dispatched', openedAt + 1)];
    const before = dues('complaint', begun);
    const moved = dues('complaint', [...begun, event('extended', openedAt + 2, '5 working days')]);
    expect(before).toEqual([
      'accept 2016-10-24T17:00',
      'dispatch 2016-10-24T17:00',
      'sign 2016-10-24T17:00',
      'reply 2016-11-11T17:00',
      'close 2016-11-11T17:00',
    ]);
    expect(moved).toEqual([...before.slice(0, 3), 'reply 2016-11-18T17:00', 'close 2016-11-18T17:00']);
  });

  test.each([
    ['callback', '5 working days', 'reply 2016-10-28T17:00', 'close 2016-11-04T17:00'],
    ['callback', '4 working hours', 'reply 2016-10-21T17:00', 'close 2016-10-31T13:00'],
    ['help', '5 working days', 'reply 2016-10-28T17:00', 'close 2016-11-04T17:00'],
    ['help', '24 hours', 'reply 2016-10-22T11:00', 'close 2016-10-29T17:00'],
  ] as const)('of a %s by %s moves both, whatever they are timed in', (kind, to, reply, close) => {
    expect(dues(kind, longer(to)).slice(-2)).toEqual([reply, close]);
  });

  test('may be given twice, and says by how much each time', () => {
    const twice = [...longer('1 working day'), event('extended', openedAt + 61_000, '2 working days')];
    expect(clockOf('reply', twice, 'callback')).toMatchObject({
      limit: { count: 240, unit: 'working-minutes' },
      extensions: [
        { count: 1, unit: 'working-days' },
        { count: 2, unit: 'working-days' },
      ],
      dueAt: at('2016-10-26T17:00'),
    });
  });

  test('that comes after the answer does not make it one in time', () => {
    const late = [event('accepted', openedAt), event('replied', at('2016-10-24T15:00'))];
    const given = [...late, event('extended', at('2016-10-24T16:00'), '5 working days')];
    expect(clockOf('reply', given, 'callback')).toMatchObject({ isOverdue: true });
    expect(clockOf('close', given, 'callback')?.dueAt).toBe(at('2016-11-04T17:00'));
  });

  test('is refused where it is no time, and nowhere else', async () => {
    const changes: CaseChange[] = [];
    const cases = {
      file: async () => ({ case: { ...caseOf('call:1', openedAt), kind: 'callback' as const }, events: [] }),
      change: async (all: readonly CaseChange[]) => {
        changes.push(...all);
        return 'changed' as const;
      },
    };
    const extend = (to: string) => handleCase(cases, '1', [event('extended', openedAt, to)], defaultCaseRules);
    await extend('4 working hours');
    await extend('5 working days');
    expect(changes.flatMap(({ events }) => events.map(({ to }) => to))).toEqual(['4 working hours', '5 working days']);
    await expect(extend('soon')).rejects.toThrow('cannot be extended: "soon" is no time.');
  });
});
