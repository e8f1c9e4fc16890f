import type { Case } from '../domain/cases/case.js';
import { type CaseEvent, type CaseEventKind, effectiveEvents } from '../domain/cases/case-event.js';
import { type CaseClock, type CaseRules, caseClocks, type TimeLimit } from '../domain/cases/case-rules.js';
import type { CaseFile } from '../domain/cases/stores.js';
import { limitIn } from '../domain/cases/time-limit.js';
import type { Schedule } from '../domain/hotline/calendar.js';
import { standingOf } from './case-machine.js';
import { dueAfterEach, type Pause, type Stretch } from './working-time.js';

/** One clock (时限) of a case as it stands. */
export interface ClockNow {
  readonly clock: CaseClock;
  readonly limit: TimeLimit;
  /** By how much it was extended (延期), one after another. */
  readonly extensions: readonly TimeLimit[];
  readonly startedAt: number;
  /** When it has to be done; null while the clock stands still. */
  readonly dueAt: number | null;
  /** When it was done; null while it runs. */
  readonly doneAt: number | null;
  readonly isOverdue: boolean;
  /** What counted, so that whoever doubts can follow. */
  readonly counted: readonly Stretch[];
}

/** What starts each clock, and what stops it; `begun`: the case was opened or reopened. */
const bounds: Readonly<
  Record<CaseClock, { readonly from: CaseEventKind | 'begun'; readonly until: readonly CaseEventKind[] }>
> = {
  accept: { from: 'begun', until: ['accepted'] },
  dispatch: { from: 'accepted', until: ['dispatched', 'replied', 'closed'] },
  sign: { from: 'dispatched', until: ['signed', 'returned', 'replied', 'closed'] },
  call: { from: 'callback-asked', until: ['talked', 'replied', 'closed'] },
  reply: { from: 'begun', until: ['replied', 'closed'] },
  close: { from: 'begun', until: ['closed'] },
  callBack: { from: 'closed', until: ['called-back', 'rated', 'archived'] },
};
/** Nothing runs on in a case that goes on elsewhere, or not at all. */
const endsAll: readonly CaseEventKind[] = ['merged', 'rejected'];

/**
 * The clocks of a case, worked out from what happened: nothing is counted beside. A reopened case has a second round of them, and what was put
 * into it (并单) keeps the time that it had, where that is shorter.
 * @param schedule when its line is staffed
 * @param now in ms since 1970
 */
export function clocksOf(
  { case: { kind, openedAt }, events: all, joined = [] }: ClockedFile,
  rules: CaseRules,
  schedule: Schedule,
  now: number,
): readonly ClockNow[] {
  const events = effectiveEvents(all);
  const { begunAt } = standingOf(openedAt, events);
  const reopened = events.findLastIndex((event) => event.kind === 'reopened');
  const round = events.slice(reopened + 1);
  const pauses = pausesIn(round);
  const own = caseClocks.flatMap((clock) => {
    // Whoever is heard again was accepted before.
    if (clock === 'accept' && reopened >= 0) return [];
    const { from, until } = bounds[clock];
    const first = from === 'begun' ? -1 : round.findLastIndex((event) => event.kind === from);
    const startedAt =
      from === 'begun' || (from === 'accepted' && first < 0 && reopened >= 0) ? begunAt : round[first]?.at;
    if (startedAt === undefined) return [];
    // An answer from before another joined is not theirs.
    const heard = clock === 'reply' ? round.findLastIndex((event) => event.kind === 'joined') : -1;
    const end = round
      .slice(Math.max(first, heard) + 1)
      .find((event) => until.includes(event.kind) || endsAll.includes(event.kind));
    if (end && endsAll.includes(end.kind)) return [];
    const limit = rules.clocks[clock][kind] ?? rules.clocks[clock].usual;
    const extensions = extensionsOf(clock, end ? round.slice(0, round.indexOf(end)) : round);
    const { at: dueAt, counted } = dueAfterEach([limit, ...extensions], startedAt, schedule, pauses);
    return [timed({ clock, limit, extensions, startedAt, dueAt, counted }, end?.at ?? null, now)];
  });
  const inherited = joined.flatMap((part) => inheritedFrom(part, round, rules, schedule, now));
  return own.map((clock) => strictest(clock, inherited, now));
}

/** A case of which the clocks are wanted. */
export type ClockedFile = Pick<CaseFile, 'events' | 'joined'> & {
  readonly case: Pick<Case, 'kind' | 'openedAt'>;
};

function timed(clock: Omit<ClockNow, 'doneAt' | 'isOverdue'>, doneAt: number | null, now: number): ClockNow {
  const { dueAt } = clock;
  return { ...clock, doneAt, isOverdue: dueAt !== null && (doneAt ?? now) > dueAt };
}

/**
 * @returns the clocks that ran in a case when it was put into another, in this round of that: what has happened to the other since, such as an
 * extension, happened to it as well
 */
function inheritedFrom(
  part: CaseFile,
  round: readonly CaseEvent[],
  rules: CaseRules,
  schedule: Schedule,
  now: number,
): readonly ClockNow[] {
  const { caseNo } = part.case;
  const at = round.findLastIndex(({ kind, to }) => kind === 'joined' && to === caseNo);
  const joinedAt = round[at]?.at;
  if (joinedAt === undefined) return [];
  const before = part.events.slice(
    0,
    part.events.findLastIndex(({ kind }) => kind === 'merged'),
  );
  const clocks = clocksOf({ ...part, events: [...before, ...round.slice(at + 1)] }, rules, schedule, now);
  return clocks.filter(({ clock, doneAt }) => bounds[clock].from === 'begun' && (doneAt ?? Infinity) > joinedAt);
}

/** @returns a clock as it has to be kept for everybody who waits for it */
function strictest(own: ClockNow, inherited: readonly ClockNow[], now: number): ClockNow {
  if (own.dueAt === null) return own;
  const others = inherited.filter(({ clock, dueAt }) => clock === own.clock && dueAt !== null);
  const [first] = [own, ...others].toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  return first === undefined || first === own ? own : timed(first, own.doneAt, now);
}

/** @returns the clock that has to be met next; null when none runs */
export function nextDue(clocks: readonly ClockNow[]): ClockNow | null {
  const running = clocks.filter(({ doneAt }) => doneAt === null);
  const [first] = running.toSorted((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  return first ?? null;
}

/** An extension (延期) is for the answer and for closing alike, whatever unit either is timed in. */
const extended: ReadonlySet<CaseClock> = new Set(['reply', 'close']);

function extensionsOf(clock: CaseClock, events: readonly CaseEvent[]): readonly TimeLimit[] {
  if (!extended.has(clock)) return [];
  return events.flatMap(({ kind, to = '' }) => (kind === 'extended' ? (limitIn(to) ?? []) : []));
}

function pausesIn(round: readonly CaseEvent[]): readonly Pause[] {
  const pauses: Pause[] = [];
  for (const { kind, at } of round) {
    const open = pauses.at(-1);
    if (kind === 'paused') pauses.push({ from: at, to: null });
    else if ((kind === 'resumed' || kind === 'closed') && open?.to === null)
      pauses[pauses.length - 1] = { ...open, to: at };
  }
  return pauses;
}
