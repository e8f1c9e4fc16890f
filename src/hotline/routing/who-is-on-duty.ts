import type { LineId } from '../../domain/hotline/line.js';
import { type Duties, onDuty, onDutyElsewhere, standIns } from '../roster/on-duty.js';
import type { OnDuty } from './tiers.js';

/** The line that everybody comes to in the end. */
const generalDesk = 'general';

/**
 * @param isUrgent whether a life is in danger: then everybody on duty stands in
 * @returns whom a call for a line could reach at that moment, by the roster alone
 */
export function whoIsOnDuty(duties: Duties, line: LineId, at: number, isUrgent = false): OnDuty {
  return {
    own: onDuty(duties, line, at),
    neighbours: isUrgent ? onDutyElsewhere(duties, line, at) : standIns(duties, line, at),
    operator: line === generalDesk ? [] : onDuty(duties, generalDesk, at),
  };
}
