import type { CallRecord, Rating } from '../../domain/calls/call-record.js';
import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line-id.js';
import type { KeptOffer } from '../../domain/hotline/offer.js';

/** What it came to for whoever asked for a person of a line that was staffed. */
export const askedOutcomes = ['answered', 'abandoned', 'abandoned-soon', 'callback', 'message', 'unserved'] as const;

/**
 * What a call came to, each call to one of them. Who asked for a person of a line that was staffed: somebody talked to them (`answered`), they hung
 * up (`abandoned`, or `abandoned-soon`), they chose a call back or a message, or it ended otherwise (`unserved`). Everybody else: their line was
 * closed (`closed`), they heard what they looked up or asked (`self-service`), or neither (`nothing`).
 */
export const callOutcomes = [...askedOutcomes, 'closed', 'self-service', 'nothing'] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** A talk of a colleague with a caller. */
export interface Talk {
  readonly colleague: ColleagueId;
  readonly ms: number;
  /** How it was rated; `none`: it was asked, and nothing was pressed; null: not asked. */
  readonly rating: Rating | 'none' | null;
}

/** What figures need of a call, and nothing more: a year of calls is held at once. */
export interface CountedCall {
  readonly beganAt: number;
  readonly line: LineId | null;
  readonly outcome: CallOutcome;
  /** From when a person was asked for until somebody took the call, or until it was given up; null where none was, or nobody knows. */
  readonly waitMs: number | null;
  readonly talks: readonly Talk[];
  readonly rating: CallRecord['rating'];
}

/** Whoever hangs up sooner did not mean to wait: a wrong key, a second thought. */
export const soonMs = 5_000;

/** @param offers what the call was offered to whom */
export function countedCall(record: CallRecord, offers: readonly KeptOffer[]): CountedCall {
  const { beganAt, line, rating } = record;
  const taken = offers.filter(({ outcome }) => outcome === 'taken');
  const isTalked = taken.length > 0 || record.steps.some(({ came }) => came === 'answered');
  const waitMs = waitOf(record, taken, isTalked);
  return { beganAt, line, outcome: outcomeOf(record, isTalked, waitMs), waitMs, talks: talksOf(record, taken), rating };
}

function outcomeOf({ asked, line, steps }: CallRecord, isTalked: boolean, waitMs: number | null): CallOutcome {
  if (asked) {
    if (isTalked) return 'answered';
    if (asked.state === 'left') return (waitMs ?? 0) < soonMs ? 'abandoned-soon' : 'abandoned';
    return asked.state === 'callback' || asked.state === 'message' ? asked.state : 'unserved';
  }
  if (line !== null) return 'closed';
  return steps.some(({ came }) => came === 'told') ? 'self-service' : 'nothing';
}

function waitOf({ asked }: CallRecord, taken: readonly KeptOffer[], isTalked: boolean): number | null {
  if (!asked) return null;
  if (!isTalked) return asked.since - asked.at;
  const takenAt = taken.map(({ endedAt }) => endedAt ?? 0);
  return takenAt.length > 0 ? Math.max(0, Math.min(...takenAt) - asked.at) : null;
}

/** A talk begins when a colleague presses 1, and ends when that is told, or with the call. A rating is of the last one. */
function talksOf({ beganAt, endedAt, steps, rating }: CallRecord, taken: readonly KeptOffer[]): readonly Talk[] {
  const ends = steps.filter(({ came }) => came === 'answered').map(({ after }) => beganAt + after);
  const begun = taken.toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0));
  return begun.map(({ colleague, endedAt: from }, index) => {
    const begins = from ?? endedAt;
    const end = ends.find((at) => at >= begins) ?? endedAt;
    return { colleague, ms: Math.max(0, end - begins), rating: index === begun.length - 1 ? rating : null };
  });
}
