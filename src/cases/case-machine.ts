import {
  type CaseEvent,
  type CaseEventKind,
  type CaseState,
  caseStates,
  effectiveEvents,
  openCaseStates,
} from '../domain/cases/case-event.js';

const openStates: readonly CaseState[] = openCaseStates;
const handled: readonly CaseState[] = ['accepted', 'dispatched', 'signed', 'returned'];
const finished: readonly CaseState[] = ['closed', 'called-back', 'rated', 'archived', 'rejected'];

/** What an event does: from which states it may come, and which it leads to; null: it stays. */
interface Transition {
  readonly from: readonly CaseState[];
  readonly to: CaseState | null;
}

/**
 * How a case goes (登记 → 受理 → 派单 → 签收 → 答复 → 办结 → 回访 → 评价 → 归档), and its side roads.
 * @example a case that is signed may be returned (退单), and is dispatched again (改派) from there
 */
export const transitions: Readonly<Record<CaseEventKind, Transition>> = {
  accepted: { from: ['registered'], to: 'accepted' },
  dispatched: { from: handled, to: 'dispatched' },
  signed: { from: ['dispatched'], to: 'signed' },
  returned: { from: ['dispatched', 'signed'], to: 'returned' },
  paused: { from: openStates, to: null },
  resumed: { from: openStates, to: null },
  extended: { from: openStates, to: null },
  replied: { from: [...handled, 'replied'], to: 'replied' },
  closed: { from: [...handled, 'replied'], to: 'closed' },
  'called-back': { from: ['closed'], to: 'called-back' },
  rated: { from: ['closed', 'called-back'], to: 'rated' },
  archived: { from: ['closed', 'called-back', 'rated'], to: 'archived' },
  urged: { from: openStates, to: null },
  rejected: { from: ['registered', ...handled], to: 'rejected' },
  merged: { from: openStates, to: 'merged' },
  joined: { from: openStates, to: null },
  unmerged: { from: ['merged'], to: null },
  unjoined: { from: caseStates, to: null },
  reopened: { from: finished, to: 'accepted' },
  concealed: { from: caseStates, to: null },
  revealed: { from: caseStates, to: null },
  noted: { from: caseStates, to: null },
  added: { from: caseStates, to: null },
  'callback-asked': { from: caseStates, to: null },
  talked: { from: caseStates, to: null },
};

/** What a case is now, by all that happened to it. */
export interface CaseNow {
  readonly state: CaseState;
  /** Since when it is being handled: when it was opened, or reopened. */
  readonly begunAt: number;
  /** Whether nothing is to be done with it any more. */
  readonly isOver: boolean;
  /** Whether its clocks stand still. */
  readonly isPaused: boolean;
  /** Who has it; null while nobody was named. */
  readonly handler: string | null;
  /** How often it was sent back (退单) since it was begun. */
  readonly returns: number;
  /** Which case it was merged into; null for none. */
  readonly mergedInto: string | null;
  /** Which cases were merged into it: each of them is owed the answer. */
  readonly joined: readonly string[];
}

/** @returns a case as it was opened, before anything happened to it */
export function registeredAt(openedAt: number): CaseNow {
  const nothing = { isOver: false, isPaused: false, handler: null, returns: 0, mergedInto: null, joined: [] };
  return { state: 'registered', begunAt: openedAt, ...nothing };
}

/** @returns a case after one more event; whether it may happen is asked of {@link whyNot} before */
export function after(now: CaseNow, event: CaseEvent): CaseNow {
  const state = transitions[event.kind].to ?? now.state;
  const next: CaseNow = { ...now, state, isOver: !openStates.includes(state) };
  switch (event.kind) {
    case 'dispatched':
      return { ...next, handler: event.to ?? null };
    case 'returned':
      return { ...next, handler: null, returns: now.returns + 1 };
    case 'paused':
      return { ...next, isPaused: true };
    case 'resumed':
    case 'closed':
      return { ...next, isPaused: false };
    case 'merged':
      return { ...next, mergedInto: event.to ?? null };
    case 'joined':
      // Whoever joins what was answered is owed an answer of their own.
      return { ...next, joined: [...now.joined, event.to ?? ''], state: state === 'replied' ? 'accepted' : state };
    case 'reopened':
      return { ...next, begunAt: event.at, isPaused: false, returns: 0 };
    default:
      return next;
  }
}

/** @returns what a case is after everything that happened to it */
export function standingOf(openedAt: number, events: readonly CaseEvent[]): CaseNow {
  return effectiveEvents(events).reduce(after, registeredAt(openedAt));
}

/** What may still happen to a case that goes on in another. */
const ofMerged: ReadonlySet<CaseEventKind> = new Set([
  'noted',
  'added',
  'callback-asked',
  'talked',
  'unmerged',
  'concealed',
  'revealed',
]);

/**
 * Why an event cannot happen now, in a sentence for whoever wants it; null when it can.
 * @param mostReturns how often a case may be sent back
 */
export function whyNot(now: CaseNow, { kind }: Pick<CaseEvent, 'kind'>, mostReturns: number): string | null {
  if (now.state === 'merged' && !ofMerged.has(kind))
    return `it was merged into ${now.mergedInto}. Go on with that one, or take it out again (--unmerge).`;
  const { from } = transitions[kind];
  if (!from.includes(now.state)) return `it is ${now.state}, and can be ${kind} only when it is ${oneOf(from)}.`;
  if (kind === 'paused' && now.isPaused) return 'it is paused already.';
  if (kind === 'resumed' && !now.isPaused) return 'it is not paused.';
  if (kind === 'returned' && now.returns >= mostReturns)
    return `it was returned ${now.returns} times already: whoever has it now keeps it (指定).`;
  return null;
}

function oneOf(states: readonly CaseState[]): string {
  return states.length === 1 ? (states[0] ?? '') : `${states.slice(0, -1).join(', ')} or ${states.at(-1)}`;
}
