import { type CaseEvent, type CaseEventKind, type CaseState, caseEventKinds } from '../domain/cases/case-event.js';
import type { CaseRules } from '../domain/cases/case-rules.js';
import type { CaseChange, CaseFile, CaseStore } from '../domain/cases/stores.js';
import { limitIn, limitWords } from '../domain/cases/time-limit.js';
import { CodedError } from '../domain/errors/errors.js';
import { after, standingOf, transitions, whyNot } from './case-machine.js';

/** What cannot be done with a case now, and why. */
export class CaseRefused extends CodedError {
  readonly code = 'case-refused';
  /** @param first what can be done now, after which it can be done */
  constructor(
    message: string,
    readonly first: readonly CaseEventKind[] = [],
  ) {
    super(message);
  }
}

type Cases = Pick<CaseStore, 'file' | 'change'>;

/** Whoever does these has taken the case on. */
const accepting: ReadonlySet<CaseEventKind> = new Set(['dispatched', 'replied', 'closed']);
const mostAttempts = 4;

/**
 * Lets something happen to a case, in that order, all of it or nothing. What is assigned, answered or closed is accepted with it.
 * @throws CaseRefused where there is no such case, or it cannot happen now
 * @example await handleCase(cases, '2016102100017', [{ kind: 'replied', at, by: '张三', words: '已经退费' }], rules)
 */
export function handleCase(
  cases: Cases,
  caseNo: string,
  wanted: readonly CaseEvent[],
  rules: CaseRules,
): Promise<void> {
  return decided(cases, async () => [changeOf(await fileOf(cases, caseNo), wanted, rules)]);
}

/**
 * Puts a case into another (并单): it is over, and whoever left it is owed the answer of the other.
 * @param before what happens to it before that, all of it or nothing
 * @throws CaseRefused
 */
export function mergeCases(
  cases: Cases,
  from: string,
  into: string,
  done: Pick<CaseEvent, 'at' | 'by'>,
  rules: CaseRules,
  before: readonly CaseEvent[] = [],
): Promise<void> {
  if (from === into) throw new CaseRefused(`Case ${from} cannot be put into itself. Name another.`);
  return decided(cases, async () => [
    changeOf(await fileOf(cases, from), [...before, { kind: 'merged', to: into, ...done }], rules),
    changeOf(await fileOf(cases, into), [{ kind: 'joined', to: from, ...done }], rules),
  ]);
}

/** Decides again where something else has happened meanwhile. */
async function decided(cases: Cases, decide: () => Promise<readonly CaseChange[]>): Promise<void> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if ((await cases.change(await decide())) === 'changed') return;
  }
  throw new CaseRefused('Others change this case just now. Look at it, and try again.');
}

async function fileOf(cases: Cases, caseNo: string): Promise<CaseFile> {
  const file = await cases.file(caseNo);
  if (!file) throw new CaseRefused(`There is no case ${caseNo}. See npx yibo cases --all.`);
  return file;
}

function changeOf(
  { case: { caseNo, openedAt, kind }, events: known }: CaseFile,
  wanted: readonly CaseEvent[],
  rules: CaseRules,
): CaseChange {
  let now = standingOf(openedAt, known);
  const events: CaseEvent[] = [];
  const happen = (event: CaseEvent): void => {
    const why =
      whyNot(now, event, rules.mostReturns) ?? (event.kind === 'extended' ? whyNotLonger(event, rules, kind) : null);
    if (why !== null)
      throw new CaseRefused(`Case ${caseNo} cannot be ${event.kind}: ${why}`, leadingTo(event.kind, now.state));
    events.push(event);
    now = after(now, event);
  };
  for (const event of wanted) {
    if (now.state === 'registered' && accepting.has(event.kind))
      happen({ kind: 'accepted', at: event.at, by: event.by });
    happen(event);
  }
  return { caseNo, known: known.length, events, isOver: now.isOver };
}

/** @returns what can happen now, and leads to where something else can */
function leadingTo(wanted: CaseEventKind, state: CaseState): readonly CaseEventKind[] {
  const { from } = transitions[wanted];
  if (from.includes(state)) return [];
  return caseEventKinds.filter((kind) => {
    const { from: before, to } = transitions[kind];
    const isPossible = before.includes(state) || (state === 'registered' && accepting.has(kind));
    return isPossible && to !== null && from.includes(to);
  });
}

function whyNotLonger(
  { to = '' }: CaseEvent,
  { clocks }: CaseRules,
  kind: keyof CaseRules['clocks']['close'],
): string | null {
  const limit = clocks.close[kind] ?? clocks.close.usual;
  if (limitIn(to)?.unit === limit.unit) return null;
  return `"${to}" is not in the unit of its limit, which is ${limitWords(limit)}.`;
}
