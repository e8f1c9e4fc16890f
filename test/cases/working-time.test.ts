import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueAfter, type Pause } from '../../src/cases/working-time.js';
import type { TimeLimit } from '../../src/domain/cases/case-rules.js';
import { openSpans, type Schedule, type Span } from '../../src/domain/hotline/calendar.js';
import { dayAfter, instantOf, localTime } from '../../src/domain/time/zone.js';

const minuteMs = 60_000;

function openOn(...open: readonly Span[]): Schedule {
  return [
    { days: 'restday', open: [], because: '今天休息', between: '' },
    { days: 'any', open, because: '现在是下班时间', between: '现在是午休时间' },
  ];
}
const span = (from: number, to: number): Span => ({ from: from * 60, to: to * 60 });
const two = (n: number) => String(n).padStart(2, '0');
const at = (text: string) => Date.parse(`${text}+08:00`);
const hours = (count: number): TimeLimit => ({ count: count * 60, unit: 'working-minutes' });
const days = (count: number): TimeLimit => ({ count, unit: 'working-days' });
const due = (limit: TimeLimit, from: string, schedule: Schedule, pauses?: readonly Pause[]) => {
  const { at: end } = dueAfter(limit, at(from), schedule, pauses);
  return end === null ? null : new Date(end + 8 * 3_600_000).toISOString().slice(0, 16);
};

test.each([
  ['one hour', hours(1), '2016-10-21T16:30', openOn(span(9, 17)), '2016-10-24T09:30'],
  ['four hours', hours(4), '2016-10-24T17:00', openOn(span(8, 18)), '2016-10-25T11:00'],
  ['over lunch', hours(2), '2016-10-24T11:00', openOn(span(9, 12), span(13, 17)), '2016-10-24T14:00'],
  ['to the end of the day', hours(1), '2016-10-21T16:00', openOn(span(9, 17)), '2016-10-21T17:00'],
  [
    'over a holiday, and the Saturday that is worked for it',
    hours(9),
    '2016-09-30T16:00',
    openOn(span(9, 17)),
    '2016-10-08T17:00',
  ],
  [
    'day and night',
    { count: 15, unit: 'minutes' } as const,
    '2016-10-22T23:50',
    openOn(span(9, 17)),
    '2016-10-23T00:05',
  ],
  ['one working day', days(1), '2016-10-21T16:30', openOn(span(9, 17)), '2016-10-24T17:00'],
  [
    'three working days, of which one is a Saturday',
    days(3),
    '2016-09-29T08:00',
    openOn(span(9, 17)),
    '2016-10-09T17:00',
  ],
])('%s', (_, limit, from, schedule, end) => {
  expect(due(limit, from, schedule)).toBe(end);
});

describe('a pause', () => {
  const schedule = openOn(span(9, 17));
  test('moves the end by its working time', () => {
    const pause = { from: at('2016-10-24T09:00'), to: at('2016-10-24T11:00') };
    expect(due(hours(1), '2016-10-21T16:30', schedule, [pause])).toBe('2016-10-24T11:30');
  });
  test('that has not ended lets the clock stand still, and what has run is known', () => {
    const pause = { from: at('2016-10-21T16:45'), to: null };
    expect(due(hours(1), '2016-10-21T16:30', schedule, [pause])).toBeNull();
    const { counted } = dueAfter(hours(1), at('2016-10-21T16:30'), schedule, [pause]);
    expect(counted).toEqual([{ from: at('2016-10-21T16:30'), to: at('2016-10-21T16:45') }]);
  });
  test('takes the working days that end in it', () => {
    const pause = { from: at('2016-10-24T16:00'), to: at('2016-10-25T10:00') };
    expect(due(days(1), '2016-10-21T16:30', schedule, [pause])).toBe('2016-10-25T17:00');
  });
});

test('a schedule that never opens has no end', () => {
  expect(due(hours(1), '2016-10-21T16:30', openOn())).toBeNull();
  expect(due(days(1), '2016-10-21T16:30', openOn())).toBeNull();
});

/** Spans in order, in minutes of the day. */
const spans = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 6 })
  .map((marks) => marks.sort((a, b) => a - b))
  .map((marks) =>
    marks.flatMap((from, n) => (n % 2 === 0 && n + 1 < marks.length ? [{ from, to: marks[n + 1] ?? 0 }] : [])),
  );
const closed = { open: [], because: '', between: '' };
const byCalendar = fc.tuple(spans, fc.boolean(), spans).map(([open, worksAtWeekends, weekend]): Schedule => {
  return [
    { days: 'holiday', ...closed },
    { days: 'restday', ...closed, open: worksAtWeekends ? weekend : [] },
    { days: 'workday', ...closed, open },
  ];
});
/** Which days are holidays takes long to find out, 10,000 times: most schedules name theirs. */
const byDate = fc.tuple(spans, spans, fc.integer({ min: 1, max: 25 })).map(([open, few, day]): Schedule => {
  const named = (from: number, to: number) => ({ from: `2016-10-${two(from)}`, to: `2016-10-${two(to)}` });
  return [
    { days: named(day, day + 3), ...closed },
    { days: named(day + 4, day + 5), ...closed, open: few },
    { days: 'any', ...closed, open },
  ];
});
const schedules = fc.oneof({ weight: 1, arbitrary: byCalendar }, { weight: 9, arbitrary: byDate });
const firstMs = at('2016-09-20T00:00');
const starts = fc.integer({ min: 0, max: 30 * 1440 }).map((minutes) => firstMs + minutes * minuteMs);

/** Goes on a minute at a time, and counts those in which the schedule is open and nothing is paused. */
function slowly(count: number, from: number, schedule: Schedule, pause: Pause | null): number {
  let now = from;
  let { day, minuteOfDay } = localTime(from);
  let open = openSpans(schedule, day);
  for (let left = count; left > 0; now += minuteMs, minuteOfDay++) {
    if (minuteOfDay === 1440) {
      day = dayAfter(day);
      minuteOfDay = 0;
      open = openSpans(schedule, day);
    }
    let isOpen = pause === null || now < pause.from || now >= (pause.to ?? 0);
    if (isOpen) {
      isOpen = false;
      for (const span of open) if (span.from <= minuteOfDay && minuteOfDay < span.to) isOpen = true;
    }
    if (isOpen) left--;
  }
  return now;
}

test('10,000 random starts, lengths, schedules and pauses end where a count minute by minute ends', () => {
  const pause = fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 600 }), fc.boolean());
  const property = fc.property(
    starts,
    fc.integer({ min: 0, max: 600 }),
    schedules,
    pause,
    (from, count, schedule, [after, lasts, isPaused]) => {
      const begins = from + after * minuteMs;
      const pauses = isPaused ? [{ from: begins, to: begins + lasts * minuteMs }] : [];
      // Too little to work in within a year is told so, and would be counted for ever.
      const minutes = schedule.at(-1)?.open.reduce((sum, one) => sum + one.to - one.from, 0) ?? 0;
      fc.pre(minutes >= 120);
      const found = dueAfter({ count, unit: 'working-minutes' }, from, schedule, pauses);
      const countedMs = found.counted.reduce((sum, one) => sum + one.to - one.from, 0);
      return found.at === slowly(count, from, schedule, pauses[0] ?? null) && countedMs === count * minuteMs;
    },
  );
  fc.assert(property, { numRuns: 10_000 });
});

test('1,000 random working days end where a count day by day ends', () => {
  const property = fc.property(starts, fc.integer({ min: 1, max: 15 }), schedules, (from, count, schedule) => {
    let { day } = localTime(from);
    let end = 0;
    for (let left = count; left > 0; ) {
      day = dayAfter(day);
      const last = openSpans(schedule, day).at(-1);
      if (last) end = instantOf(day, last.to);
      if (last) left--;
    }
    return dueAfter(days(count), from, schedule).at === end;
  });
  fc.assert(property, { numRuns: 1_000 });
});
