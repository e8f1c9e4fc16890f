import { isOpenAt } from '../../domain/hotline/calendar.js';
import type { Colleague } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line.js';
import { scheduleOf } from '../../domain/hotline/line-schedule.js';
import type { DutyRoster } from '../roster/on-duty.js';
import type { Verdict } from './decide.js';
import * as reasons from './reasons.js';

/**
 * Those who answer a line at other times, or stand in for it then: nobody asks why they are not rung but whoever looks at a roster.
 * @param decided whom a decision has spoken of
 * @returns a verdict on each of the others
 */
export function offDuty(
  dutyRoster: DutyRoster,
  line: LineId,
  at: number,
  decided: readonly Verdict[],
): readonly Verdict[] {
  const { lines, roster } = dutyRoster;
  const because = isOpenAt(scheduleOf(dutyRoster, line), at) ? reasons.noShift : reasons.lineClosed;
  const known = new Set(decided.map(({ colleague }) => colleague.id));
  const verdict = (tier: Verdict['tier']) => (colleague: Colleague) => ({ colleague, tier, isRung: false, because });
  const own = lines.get(line)?.staff ?? [];
  const others = [...roster.colleagues.values()].filter(({ id }) => !own.some((one) => one.id === id));
  const standIns = others.filter(({ skills }) => skills.includes(line));
  return [...own.map(verdict('own')), ...standIns.map(verdict('neighbours'))].filter(
    ({ colleague }) => !known.has(colleague.id),
  );
}
