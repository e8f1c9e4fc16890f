import type { Case } from '../domain/cases/case.js';
import { type CaseEvent, type CaseEventKind, type CaseState, caseEventKinds } from '../domain/cases/case-event.js';
import type { CaseRules } from '../domain/cases/case-rules.js';
import type { CaseChange, CaseFile, CaseStore } from '../domain/cases/stores.js';
import { limitIn } from '../domain/cases/time-limit.js';
import { CodedError } from '../domain/errors/errors.js';
import { standingOf, transitions, whyNot } from './case-machine.js';

/** What cannot be done with a case now, and why. */
export class CaseRefused extends CodedError {
  readonly code = 'case-refused';
  /**
   * @param wanted what cannot be done; null where it is nothing that happens to one case
   * @param ways what can be done now, one after another, after which it can be done: the shortest ways
   */
  constructor(
    message: string,
    readonly wanted: CaseEventKind | null = null,
    readonly ways: readonly (readonly CaseEventKind[])[] = [],
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

interface Merging {
  readonly from: string;
  readonly into: string;
  /** What happens to the first before that, all of it or nothing. */
  readonly before?: readonly CaseEvent[];
  /** Whether they may be of different persons, lines or kinds: somebody has looked. */
  readonly mayDiffer?: boolean;
}

/**
 * Puts a case into another (并单): it is over, and whoever left it is owed the answer of the other, also where that was answered before.
 * @throws CaseRefused
 */
export function mergeCases(
  cases: Cases,
  { from, into, before = [], mayDiffer = false }: Merging,
  done: Pick<CaseEvent, 'at' | 'by'>,
  rules: CaseRules,
): Promise<void> {
  if (from === into) throw new CaseRefused(`Case ${from} cannot be put into itself. Name another.`);
  return decided(cases, async () => {
    const [part, whole] = [await fileOf(cases, from), await fileOf(cases, into)];
    const changes = [
      changeOf(part, [...before, { kind: 'merged', to: into, ...done }], rules),
      changeOf(whole, [{ kind: 'joined', to: from, ...done }], rules),
    ];
    if (!mayDiffer) refuseDifferent(part, whole);
    return changes;
  });
}

/**
 * Takes a case out of the one that it was put into (拆单): both are as if they had never been together.
 * @param after what happens to it then, all of it or nothing
 * @throws CaseRefused
 */
export function unmergeCase(
  cases: Cases,
  caseNo: string,
  done: Pick<CaseEvent, 'at' | 'by'>,
  rules: CaseRules,
  after: readonly CaseEvent[] = [],
): Promise<void> {
  return decided(cases, async () => {
    const part = await fileOf(cases, caseNo);
    const { mergedInto } = standingOf(part.case.openedAt, part.events);
    if (mergedInto === null)
      throw new CaseRefused(`Case ${caseNo} is in no other: there is nothing to take it out of.`);
    return [
      changeOf(part, [{ kind: 'unmerged', to: mergedInto, ...done }, ...after], rules),
      changeOf(await fileOf(cases, mergedInto), [{ kind: 'unjoined', to: caseNo, ...done }], rules),
    ];
  });
}

/** Whoever is told the answer of somebody else hears what is none of their matter. */
function refuseDifferent({ case: part }: CaseFile, { case: whole }: CaseFile): void {
  const isSame =
    (part.personId !== null && part.personId === whole.personId) ||
    (part.contact !== null && part.contact === whole.contact);
  const differences = [
    ...(isSame ? [] : ['persons (as far as is known)']),
    ...(part.line === whole.line ? [] : [`lines (${part.line}, ${whole.line})`]),
    ...(part.kind === whole.kind ? [] : [`kinds (${part.kind}, ${whole.kind})`]),
  ];
  if (differences.length === 0) return;
  throw new CaseRefused(
    `Cases ${part.caseNo} and ${whole.caseNo} are of different ${differences.join(', ')}. Both are told the same answer: look at both, and where they belong together say --yes.`,
  );
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

function changeOf({ case: one, events: known }: CaseFile, wanted: readonly CaseEvent[], rules: CaseRules): CaseChange {
  const { caseNo, openedAt } = one;
  const events: CaseEvent[] = [];
  let now = standingOf(openedAt, known);
  let { isConfidential } = one;
  const happen = (event: CaseEvent): void => {
    const why =
      whyNot(now, event, rules.mostReturns) ??
      whyNotKept({ ...one, isConfidential }, event) ??
      (event.kind === 'extended' ? whyNotLonger(event) : null);
    if (why !== null)
      throw new CaseRefused(
        `Case ${caseNo} cannot be ${event.kind}: ${why}`,
        event.kind,
        waysTo(event.kind, now.state),
      );
    events.push(event);
    now = standingOf(openedAt, [...known, ...events]);
    if (event.kind === 'concealed' || event.kind === 'revealed') isConfidential = event.kind === 'concealed';
  };
  for (const event of wanted) {
    if (now.state === 'registered' && accepting.has(event.kind))
      happen({ kind: 'accepted', at: event.at, by: event.by });
    happen(event);
  }
  const secrecy = isConfidential === one.isConfidential ? {} : { isConfidential };
  return { caseNo, known: known.length, events, isOver: now.isOver, ...secrecy };
}

function whyNotKept(
  { isConfidential, personId, conversationId }: Pick<Case, 'isConfidential' | 'personId' | 'conversationId'>,
  { kind }: CaseEvent,
): string | null {
  if (kind === 'concealed') return isConfidential ? 'it is confidential (保密) already.' : null;
  if (kind !== 'revealed') return null;
  if (personId === null && conversationId.startsWith('anonymous:'))
    return 'it is anonymous (匿名): nobody knows who left it.';
  return isConfidential ? null : 'it is not confidential.';
}

/** No remedy takes longer. */
const mostSteps = 3;

/** @returns the shortest ways from where a case is to where something can happen to it */
function waysTo(wanted: CaseEventKind, state: CaseState): readonly (readonly CaseEventKind[])[] {
  const { from } = transitions[wanted];
  let ways: readonly Way[] = [{ steps: [], state }];
  for (let step = 0; step < mostSteps && ways.length > 0; step++) {
    const found = ways.filter((way) => from.includes(way.state));
    if (found.length > 0) return found.map(({ steps }) => steps).filter((steps) => steps.length > 0);
    ways = ways.flatMap(further);
  }
  return [];
}

interface Way {
  readonly steps: readonly CaseEventKind[];
  readonly state: CaseState;
}

function further({ steps, state }: Way): readonly Way[] {
  return caseEventKinds.flatMap((kind) => {
    const { from, to } = transitions[kind];
    const isPossible = from.includes(state) || (state === 'registered' && accepting.has(kind));
    const leads = isPossible && to !== null && to !== state && kind !== 'merged';
    return leads ? [{ steps: [...steps, kind], state: to }] : [];
  });
}

function whyNotLonger({ to = '' }: CaseEvent): string | null {
  return limitIn(to) === null ? `"${to}" is no time.` : null;
}
