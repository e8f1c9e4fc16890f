import { instantOf } from './zone.js';

type Unit = 'H' | 'D' | 'W' | 'M' | 'Y';

/** A length of time as ISO 8601 writes it, in one unit: `PT36H`, `P30D`, `P6W`, `P6M`, `P2Y`. */
export interface Duration {
  readonly count: number;
  readonly unit: Unit;
}

const hourMs = 3_600_000;
/** How far clocks in Asia/Shanghai are ahead of UTC. */
const offsetMs = -instantOf('1970-01-01', 0);
/** The shortest that each unit can be: months and years differ. */
const shortestHours: Readonly<Record<Unit, number>> = { H: 1, D: 24, W: 7 * 24, M: 28 * 24, Y: 365 * 24 };

/** @returns null when it is none, or none that we take */
export function parseDuration(text: string): Duration | null {
  const [, hours, days, unit] = /^P(?:T([1-9]\d{0,3})H|([1-9]\d{0,3})([DWMY]))$/.exec(text) ?? [];
  if (hours !== undefined) return { count: Number(hours), unit: 'H' };
  return days === undefined ? null : { count: Number(days), unit: unit as Unit };
}

/** @returns how long it is at the least, in hours */
export function hoursAtLeast({ count, unit }: Duration): number {
  return count * shortestHours[unit];
}

/**
 * Goes back from a moment by the calendar in Asia/Shanghai: a month before 31 March is the last of February.
 * @param at ms since 1970
 * @returns ms since 1970
 */
export function before(at: number, { count, unit }: Duration): number {
  if (unit !== 'M' && unit !== 'Y') return at - count * shortestHours[unit] * hourMs;
  const local = new Date(at + offsetMs);
  const date = local.getUTCDate();
  local.setUTCDate(1);
  local.setUTCMonth(local.getUTCMonth() - (unit === 'Y' ? count * 12 : count));
  const lastDate = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
  local.setUTCDate(Math.min(date, lastDate));
  return local.getTime() - offsetMs;
}
