import type { DayPattern, Span } from './calendar.js';
import type { Colleague, ColleagueId } from './colleague.js';
import type { LineId } from './line.js';

/** Who answers a line on which days and in which hours (班次). All shifts that fit a moment count, in their order. */
export interface Shift {
  readonly line: LineId;
  readonly days: DayPattern;
  /** In minutes of the day; empty: as long as the line is open. */
  readonly hours: readonly Span[];
  readonly colleagues: readonly ColleagueId[];
}

/** Who works here, and when they are on duty (值班表). */
export interface Roster {
  /** Everybody, also those of `staff:` in lines.yaml, by their id. */
  readonly colleagues: ReadonlyMap<ColleagueId, Colleague>;
  readonly shifts: readonly Shift[];
}

/** @returns an address as it is compared: 13920001111 and +8613920001111 are one telephone, and so is a SIP address in capitals, with the usual port, or encrypted */
export function telephoneKey(address: string): string {
  const plain = address.trim();
  if (/^sips?:/i.test(plain)) {
    const address = plain.toLowerCase().replace(/[;?].*$/, '');
    return address.replace(/^sips:/, 'sip:').replace(/:506[01]$/, '');
  }
  const digits = plain.replace(/[\s-]/g, '');
  return /^1[3-9]\d{9}$/.test(digits) ? `+86${digits}` : digits;
}
