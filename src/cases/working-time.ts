import type { TimeLimit } from '../domain/cases/case-rules.js';
import { openSpans, type Schedule, type Span } from '../domain/hotline/calendar.js';
import { dayAfter, instantOf, localTime } from '../domain/time/zone.js';

/** A stretch of time, in ms since 1970; `to` null: it has not ended. */
export interface Pause {
  readonly from: number;
  readonly to: number | null;
}

/** A stretch of time that counted towards a limit, in ms since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** When a limit is over, and how that was worked out. */
export interface Due {
  /** In ms since 1970; null while the clock stands still, and where there is no working time within a year. */
  readonly at: number | null;
  /** What counts up to then: hours as they run; of working days, the hours of each. */
  readonly counted: readonly Stretch[];
}

const minuteMs = 60_000;
/** Nobody works for longer without an opening. */
const furthestDays = 366;
const allDay: readonly Span[] = [{ from: 0, to: 24 * 60 }];

/**
 * When a limit that began at some moment is over. Working minutes run while the schedule is open; the first working day is the day
 * after, and the last ends when its hours do; pauses do not count.
 * @param from in ms since 1970
 * @example open 9:00-17:00, Friday 16:30 and one hour: Monday 9:30. Open 8:00-18:00, Monday 17:00 and four hours: Tuesday 11:00
 */
export function dueAfter(limit: TimeLimit, from: number, schedule: Schedule, pauses: readonly Pause[] = []): Due {
  if (limit.unit === 'working-days') return afterDays(limit.count, from, schedule, pauses);
  const spansOf = limit.unit === 'minutes' ? () => allDay : (day: string) => openSpans(schedule, day);
  return afterTime(limit.count * minuteMs, from, spansOf, pauses);
}

/**
 * When limits that follow each other are over: a limit, and its extensions (延期), each from where the one before it ends.
 * @example four working hours and an extension by a working day: when the hours of the day after end
 */
export function dueAfterEach(
  limits: readonly TimeLimit[],
  from: number,
  schedule: Schedule,
  pauses: readonly Pause[] = [],
): Due {
  let due: Due = { at: from, counted: [] };
  for (const limit of limits) {
    if (due.at === null) break;
    const next = dueAfter(limit, due.at, schedule, pauses);
    due = { at: next.at, counted: [...due.counted, ...next.counted] };
  }
  return due;
}

function afterTime(
  lengthMs: number,
  from: number,
  spansOf: (day: string) => readonly Span[],
  pauses: readonly Pause[],
): Due {
  const counted: Stretch[] = [];
  let leftMs = lengthMs;
  let { day } = localTime(from);
  for (let ahead = 0; ahead < furthestDays && leftMs > 0; ahead++) {
    for (const stretch of spansOf(day).flatMap((span) => without(pauses, stretchOf(day, span, from)))) {
      const lastsMs = Math.min(leftMs, stretch.to - stretch.from);
      if (lastsMs <= 0) continue;
      counted.push({ from: stretch.from, to: stretch.from + lastsMs });
      leftMs -= lastsMs;
    }
    day = dayAfter(day);
  }
  if (leftMs > 0) return { at: null, counted };
  return { at: counted.at(-1)?.to ?? from, counted };
}

/** A day counts where its hours end outside a pause. */
function afterDays(count: number, from: number, schedule: Schedule, pauses: readonly Pause[]): Due {
  const counted: Stretch[] = [];
  let { day } = localTime(from);
  for (let ahead = 0; ahead < furthestDays && counted.length < count; ahead++) {
    day = dayAfter(day);
    const spans = openSpans(schedule, day);
    const [first, last] = [spans[0], spans.at(-1)];
    if (!first || !last) continue;
    const to = instantOf(day, last.to);
    const isPaused = pauses.some((pause) => pause.from < to && to <= (pause.to ?? Number.POSITIVE_INFINITY));
    if (!isPaused) counted.push({ from: instantOf(day, first.from), to });
  }
  return { at: counted.length < count ? null : (counted.at(-1)?.to ?? from), counted };
}

function stretchOf(day: string, span: Span, notBefore: number): Stretch {
  return { from: Math.max(notBefore, instantOf(day, span.from)), to: instantOf(day, span.to) };
}

/** @returns what is left of a stretch beside pauses, which are in order and do not overlap */
function without(pauses: readonly Pause[], stretch: Stretch): readonly Stretch[] {
  const left: Stretch[] = [];
  let { from } = stretch;
  for (const pause of pauses) {
    if (pause.from > from) left.push({ from, to: Math.min(pause.from, stretch.to) });
    from = Math.max(from, pause.to ?? Number.POSITIVE_INFINITY);
  }
  if (from < stretch.to) left.push({ from, to: stretch.to });
  return left.filter(({ from: begin, to }) => begin < to);
}
