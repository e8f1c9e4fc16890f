import type { LineId } from '../../domain/hotline/line.js';
import { type DutyRoster, onDuty, onDutyElsewhere, standIns } from '../roster/on-duty.js';
import type { OnDuty } from './tiers.js';

/** The line that everybody comes to in the end. */
const generalDesk = 'general';

/**
 * @param isUrgent whether a life is in danger: then everybody on duty stands in
 * @returns whom a call for a line could reach at that moment, by the roster alone
 */
export function whoIsOnDuty(dutyRoster: DutyRoster, line: LineId, at: number, isUrgent = false): OnDuty {
  return {
    own: onDuty(dutyRoster, line, at),
    neighbours: isUrgent ? onDutyElsewhere(dutyRoster, line, at) : standIns(dutyRoster, line, at),
    operator: line === generalDesk ? [] : onDuty(dutyRoster, generalDesk, at),
  };
}
