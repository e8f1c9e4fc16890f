import { clocksOf } from '../../cases/case-clocks.js';
import { standingOf } from '../../cases/case-machine.js';
import type { CaseEventKind } from '../../domain/cases/case-event.js';
import type { CaseFile } from '../../domain/cases/stores.js';
import { scheduleOf } from '../../domain/hotline/line-schedule.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
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
  let heir = file;
  for (let step = 0; step < mostMerged; step++) {
    const { mergedInto } = standingOf(heir.case.openedAt, heir.events);
    const next = mergedInto === null ? null : await fileTold(mergedInto, context);
    if (!next) break;
    heir = next;
  }
  const { openedAt: at, line, personId, contact, isConfidential } = file.case;
  const name = context.line(line).name;
  const state = stateWords(heir, context);
  const words = state
    ? context.say(sentence('case.status', { caseNo, at, state }), ...dueWords(heir, context), sentence('case.after'))
    : context.say(sentence('case.received', { caseNo, at, line: name }));
  const told = {
    ...{ caseNo: heir.case.caseNo, line: heir.case.line, at: context.turn.at },
    isOver: standingOf(heir.case.openedAt, heir.events).isOver,
    isAnonymous: isConfidential && personId === null && contact === null,
  };
  return {
    kind: 'scene',
    scene: { place: { ...mainMenu, isServed: true }, replies: [context.choose(words, [])], remembers: { told } },
  };
}

/** @returns null where nothing has happened yet but that it came */
function stateWords({ case: one, events }: CaseFile, context: TurnContext): Sentence | null {
  const { state } = standingOf(one.openedAt, events);
  const said = (kind: CaseEventKind): string => events.findLast((event) => event.kind === kind)?.words ?? '';
  switch (state) {
    case 'registered':
    case 'merged':
      return null;
    case 'accepted':
    case 'dispatched':
    case 'signed':
    case 'returned':
      return sentence('case.handled', { line: context.line(one.line).name });
    case 'rejected':
      return sentence('case.rejected', { words: said('rejected') });
    case 'replied':
      return sentence('case.replied', { words: said('replied') });
    default:
      return sentence('case.closed', { words: said('replied') || said('closed') });
  }
}

function dueWords({ case: one, events }: CaseFile, context: TurnContext): readonly Sentence[] {
  const { content, turn } = context;
  const schedule = scheduleOf(content, context.line(one.line).id);
  const reply = clocksOf(one, events, content.cases, schedule, turn.at).find(({ clock }) => clock === 'reply');
  // What is overdue is better said by a colleague.
  if (!reply || reply.dueAt === null || reply.doneAt !== null || reply.isOverdue) return [];
  return [sentence('case.due', { due: reply.dueAt })];
}
