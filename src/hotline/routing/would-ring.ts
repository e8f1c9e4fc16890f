import type { ColleagueId } from '../../domain/hotline/colleague.js';
import type { LineId } from '../../domain/hotline/line.js';
import { type KeptOffer, offerId } from '../../domain/hotline/offer.js';
import { freeFromTheFirst, type Presence } from '../../domain/hotline/presence.js';
import { settled } from '../presence/transitions.js';
import { decide, type RingDecision, type Routing } from './decide.js';
import { offDuty } from './off-duty.js';
import type { Staffing } from './seating.js';
import { whoIsOnDuty } from './who-is-on-duty.js';

/** A call that is only thought of. */
export interface Supposed {
  readonly line: LineId;
  readonly at: number;
  readonly waitedMs: number;
  readonly presences: readonly Presence[];
  readonly rungLast: ColleagueId | null;
  /** What the caller speaks; null: Chinese. */
  readonly language: string | null;
}

/** Whom it would ring first, and whom then if nobody answered. */
export interface WouldRing {
  readonly first: RingDecision;
  /** Null where nobody rings at first. */
  readonly next: (RingDecision & { readonly afterSeconds: number }) | null;
}

const call = 'supposed';

/** Tells whom a call would ring, and of everybody else of the line why not; reserves nobody: what `npx yibo route` shows. */
export function wouldRing(
  staffing: Staffing,
  { line, at, waitedMs, presences, rungLast, language }: Supposed,
): WouldRing {
  const { hotline: rules } = staffing;
  const routing: Routing = {
    ...{ line, strategy: staffing.lines.get(line)?.strategy ?? 'ring-all', onDuty: whoIsOnDuty(staffing, line, at) },
    ...{ conversationId: call, offered: [], ahead: 0, rungLast, language, waitedMs, now: at, rules },
    leftMs: rules.maxWaitSeconds * 1000 - waitedMs,
    presences: new Map(presences.map((one) => [one.colleague, one])),
  };
  const decided = decide(routing);
  const first = { ...decided, verdicts: [...decided.verdicts, ...offDuty(staffing, line, at, decided.verdicts)] };
  if (first.ringSeconds === 0) return { first, next: null };
  const next = decide(afterNoAnswer(routing, decided));
  return { first, next: { ...next, afterSeconds: first.ringSeconds } };
}

/** How it stands when those who were rung have not answered. */
function afterNoAnswer(routing: Routing, { verdicts, ringSeconds }: RingDecision): Routing {
  const passedMs = ringSeconds * 1000;
  const now = routing.now + passedMs;
  const rung = verdicts.filter(({ isRung }) => isRung).map(({ colleague }) => colleague.id);
  const offered = rung.map((colleague): KeptOffer => {
    const id = offerId(call, 0, colleague);
    const offer = { conversationId: call, line: routing.line, round: 0, address: '', because: '' };
    return { id, colleague, ...offer, offeredAt: routing.now, outcome: 'no-answer', endedAt: now };
  });
  const presences = new Map(routing.presences);
  for (const { id, colleague } of offered) {
    const before = presences.get(colleague) ?? freeFromTheFirst(colleague);
    const ringing: Presence = { ...before, state: 'ringing', until: null, offerId: id };
    presences.set(colleague, settled(id, 'no-answer', now, routing.rules)(ringing) ?? ringing);
  }
  const waitedMs = routing.waitedMs + passedMs;
  const rungLast = rung.at(-1) ?? routing.rungLast;
  return { ...routing, presences, offered, rungLast, waitedMs, leftMs: routing.leftMs - passedMs, now };
}
