import { standing } from '../../domain/hotline/calendar.js';
import type { LineId } from '../../domain/hotline/line.js';
import { scheduleOf } from '../../domain/hotline/line-schedule.js';
import { dayAfter, instantOf, localTime } from '../../domain/time/zone.js';
import { type DutyRoster, onDuty } from './on-duty.js';

/** A time in which a line is open, and nobody of the roster is on duty for it; in ms since 1970. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * Looks for callers whom nobody would answer: a line is open, and no shift fits.
 * @param at the day to begin with
 * @param days how many days to look at
 * @returns in order; those that follow each other without a break are one
 * @example general is open until 17:30 and the last shift ends at 17:00: a gap of half an hour on each working day
 */
export function gapsOf(dutyRoster: DutyRoster, line: LineId, at: number, days: number): readonly Gap[] {
  const schedule = scheduleOf(dutyRoster, line);
  const gaps: Gap[] = [];
  for (const { from, to } of stretches(dutyRoster, line, at, days)) {
    if (!standing(schedule, from).open || onDuty(dutyRoster, line, from).length > 0) continue;
    const last = gaps.at(-1);
    if (last?.to === from) gaps.splice(-1, 1, { from: last.from, to });
    else gaps.push({ from, to });
  }
  return gaps;
}

/** Days cut where anything begins or ends: within a stretch nothing changes. */
function* stretches(dutyRoster: DutyRoster, line: LineId, at: number, days: number): Generator<Gap> {
  const rules = scheduleOf(dutyRoster, line);
  const shifts = dutyRoster.roster.shifts.filter((shift) => shift.line === line);
  const spans = [...rules.flatMap(({ open }) => open), ...shifts.flatMap(({ hours }) => hours)];
  const cuts = [...new Set([0, ...spans.flatMap(({ from, to }) => [from, to]), 24 * 60])].sort((a, b) => a - b);
  let { day } = localTime(at);
  for (let ahead = 0; ahead < days; ahead++) {
    for (const [index, minute] of cuts.slice(0, -1).entries())
      yield { from: instantOf(day, minute), to: instantOf(day, cuts[index + 1] ?? 24 * 60) };
    day = dayAfter(day);
  }
}
