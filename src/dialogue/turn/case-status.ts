import { clocksOf } from '../../cases/case-clocks.js';
import { standingOf } from '../../cases/case-machine.js';
import { type CaseEvent, type CaseEventKind, type CaseState, openCaseStates } from '../../domain/cases/case-event.js';
import type { CaseFile } from '../../domain/cases/stores.js';
import { scheduleOf } from '../../domain/hotline/line-schedule.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { cutForEar } from '../../domain/language/spoken-length.js';
import type { TurnContext } from './context.js';
import { type Move, mainMenu } from './move.js';

/** Nobody merges into more. */
const mostMerged = 5;

/** @returns a case that somebody asks for by its number; what was merged is told of by the case it was merged into only by {@link tellCase} */
export function fileTold(caseNo: string, { services }: TurnContext): Promise<CaseFile | null> {
  return services.cases.file(caseNo);
}

/** Says where a case stands, the state first; of one that was merged, where the other one does. */
export async function tellCase(caseNo: string, file: CaseFile, context: TurnContext): Promise<Move> {
  const { heir, told: known } = await heirOf(file, context);
  const { openedAt: at, line, personId, contact, isConfidential } = file.case;
  const name = context.line(line).name;
  const stands = stateWords(known, context);
  const { state, isOver } = standingOf(heir.case.openedAt, heir.events);
  const words = stands
    ? context.say(
        sentence('case.status', { caseNo, at, state: stands.words }),
        ...dueWords(known, context),
        afterWords(stands, state),
      )
    : context.say(sentence('case.received', { caseNo, at, line: name }));
  const told = {
    ...{ caseNo: heir.case.caseNo, line: heir.case.line, at: context.turn.at },
    isOver: state === 'rejected' || state === 'merged',
    isClosed: isOver,
    isAnonymous: isConfidential && personId === null && contact === null,
  };
  return {
    kind: 'scene',
    scene: { place: { ...mainMenu, isServed: true }, replies: [context.choose(words, [])], remembers: { told } },
  };
}

/**
 * @returns in which case this one goes on, itself where it was not merged, and what of that whoever left this one is told: an answer from before
 * they were put together was for the other, and whoever left the other has it still
 */
async function heirOf(
  file: CaseFile,
  context: TurnContext,
): Promise<{ readonly heir: CaseFile; readonly told: CaseFile }> {
  let heir = file;
  let since = -1;
  for (let step = 0; step < mostMerged; step++) {
    const { mergedInto } = standingOf(heir.case.openedAt, heir.events);
    const next = mergedInto === null ? null : await fileTold(mergedInto, context);
    if (!next) break;
    const { caseNo } = heir.case;
    since = next.events.findLastIndex(({ kind, to }) => kind === 'joined' && to === caseNo);
    heir = next;
  }
  const isTold = ({ kind }: CaseEvent, index: number): boolean =>
    heir === file ? kind !== 'joined' && kind !== 'unjoined' : kind !== 'replied' || index > since;
  const events = heir.events.filter(isTold);
  return { heir, told: heir === file ? { case: file.case, events } : { ...heir, events } };
}

/** Nobody listens for longer than three quarters of a minute. */
const mostHeard = 200;

interface Stands {
  readonly words: Sentence;
  /** Whether more was answered than is said aloud. */
  readonly isCut: boolean;
}

/** What `0` does then. */
function afterWords({ isCut }: Stands, state: CaseState): Sentence {
  if (state === 'rejected') return sentence('case.after-rejected');
  const isOpen = openCaseStates.some((open) => open === state);
  if (isCut) return sentence(isOpen ? 'case.cut' : 'case.cut-closed');
  return sentence(isOpen ? 'case.after' : 'case.after-closed');
}

/** @returns null where nothing has happened yet but that it came */
function stateWords({ case: one, events }: CaseFile, context: TurnContext): Stands | null {
  const { state } = standingOf(one.openedAt, events);
  const said = (kind: CaseEventKind): string => events.findLast((event) => event.kind === kind)?.words ?? '';
  const told = (phrase: 'case.rejected' | 'case.replied' | 'case.closed', whole: string): Stands => {
    const { said: words, isCut } =
      context.turn.can.medium === 'voice' ? cutForEar(whole, mostHeard) : { said: whole, isCut: false };
    return { words: sentence(phrase, { words: words.replace(/[。；，、\s]+$/, '') }), isCut };
  };
  switch (state) {
    case 'registered':
    case 'merged':
      return null;
    case 'accepted':
    case 'dispatched':
    case 'signed':
    case 'returned':
      return { words: sentence('case.handled', { line: context.line(one.line).name }), isCut: false };
    case 'rejected':
      return told('case.rejected', said('rejected'));
    case 'replied':
      return told('case.replied', said('replied'));
    default:
      return told('case.closed', said('replied') || said('closed'));
  }
}

function dueWords(file: CaseFile, context: TurnContext): readonly Sentence[] {
  const { content, turn } = context;
  const schedule = scheduleOf(content, context.line(file.case.line).id);
  const reply = clocksOf(file, content.cases, schedule, turn.at).find(({ clock }) => clock === 'reply');
  // What is overdue is better said by a colleague.
  if (!reply || reply.dueAt === null || reply.doneAt !== null || reply.isOverdue) return [];
  return [sentence('case.due', { due: reply.dueAt })];
}
