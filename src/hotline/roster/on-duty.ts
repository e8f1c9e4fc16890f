import type { Content } from '../../domain/content/content.js';
import { fitsDay, standing } from '../../domain/hotline/calendar.js';
import type { Colleague } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line.js';
import { scheduleOf } from '../../domain/hotline/line-schedule.js';
import type { Shift } from '../../domain/hotline/roster.js';
import { localTime } from '../../domain/time/zone.js';

/** What content says of who works when. */
export type DutyRoster = Pick<Content, 'lines' | 'schedules' | 'roster'>;

/**
 * Who answers a line at a moment (值班人员), by the roster alone: where they stand is their presence.
 * @param at in ms since 1970
 * @returns in the roster's order, each once; nobody while the line is closed
 * @example food has a shift of 08:30-12:00 by gate-1 on working days: onDuty(content, 'food', Friday at noon) // []
 */
export function onDuty(dutyRoster: DutyRoster, line: LineId, at: number): readonly Colleague[] {
  const { roster } = dutyRoster;
  const ids = shiftsAt(dutyRoster, line, at).flatMap(({ colleagues }) => colleagues);
  return [...new Set(ids)].flatMap((id) => roster.colleagues.get(id) ?? []);
}

/** @returns colleagues on duty for other lines, each once, in the roster's order */
export function onDutyElsewhere(dutyRoster: DutyRoster, line: LineId, at: number): readonly Colleague[] {
  const own = new Set(onDuty(dutyRoster, line, at).map(({ id }) => id));
  const others = [...dutyRoster.lines.keys()].flatMap((other) => onDuty(dutyRoster, other, at));
  return [...new Set(others)].filter(({ id }) => !own.has(id));
}

/** @returns those of them who can stand in for this line */
export function standIns(dutyRoster: DutyRoster, line: LineId, at: number): readonly Colleague[] {
  const isAble = ({ skills }: Colleague): boolean => skills.includes(line);
  // Most bureaus have nobody who stands in: the lines are gone through only where somebody does.
  if (![...dutyRoster.roster.colleagues.values()].some(isAble)) return [];
  return onDutyElsewhere(dutyRoster, line, at).filter(isAble);
}

/** @returns the lines that a colleague answers at that moment, in the order of the lines */
export function linesOnDuty(dutyRoster: DutyRoster, colleague: string, at: number): readonly LineId[] {
  return [...dutyRoster.lines.keys()].filter((line) => onDuty(dutyRoster, line, at).some(({ id }) => id === colleague));
}

function shiftsAt(dutyRoster: DutyRoster, line: LineId, at: number): readonly Shift[] {
  if (!standing(scheduleOf(dutyRoster, line), at).open) return [];
  const { day, minuteOfDay } = localTime(at);
  const isNow = ({ days, hours }: Shift): boolean =>
    fitsDay(days, day) && (hours.length === 0 || hours.some(({ from, to }) => from <= minuteOfDay && minuteOfDay < to));
  return dutyRoster.roster.shifts.filter((shift) => shift.line === line && isNow(shift));
}
