import type { LineId } from '../../domain/hotline/line.js';
import { type Duties, onDuty, standIns } from '../roster/on-duty.js';
import type { OnDuty } from './tiers.js';

/** The line that everybody comes to in the end. */
const generalDesk = 'general';

/** @returns whom a call for a line could reach at that moment, by the roster alone */
export function whoIsOnDuty(duties: Duties, line: LineId, at: number): OnDuty {
  return {
    own: onDuty(duties, line, at),
    neighbours: standIns(duties, line, at),
    operator: line === generalDesk ? [] : onDuty(duties, generalDesk, at),
  };
}
