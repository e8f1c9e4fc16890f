import { localTime } from '../../domain/time/zone.js';
import { askedOutcomes, type CallOutcome, type CountedCall } from './counted-call.js';
import { groupedBy } from './spread.js';

/** How many calls began in an hour of a day of the week, over all its weeks. */
export interface HourCount {
  /** From 0, Monday, to 6, Sunday. */
  readonly weekday: number;
  /** From 0 to 23, in Asia/Shanghai. */
  readonly hour: number;
  readonly calls: number;
  /** Those of which a person was asked for while the line was staffed, and those that were answered. */
  readonly asked: number;
  readonly answered: number;
}

const asksForPerson: ReadonlySet<CallOutcome> = new Set(askedOutcomes);

/** @returns each hour of the week in which a call began, in their order */
export function hoursOf(calls: readonly CountedCall[]): readonly HourCount[] {
  const byHour = groupedBy(calls, ({ beganAt }) => hourOfWeek(beganAt));
  return [...byHour]
    .sort(([a], [b]) => a - b)
    .map(([at, own]) => ({
      weekday: Math.floor(at / 24),
      hour: at % 24,
      calls: own.length,
      asked: own.filter(({ outcome }) => asksForPerson.has(outcome)).length,
      answered: own.filter(({ outcome }) => outcome === 'answered').length,
    }));
}

function hourOfWeek(at: number): number {
  const { day, minuteOfDay } = localTime(at);
  return ((new Date(day).getUTCDay() + 6) % 7) * 24 + Math.floor(minuteOfDay / 60);
}
