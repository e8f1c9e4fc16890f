import type { Reply } from '../domain/conversation/reply.js';
import { type Sentence, sentence } from '../domain/language/phrases.js';
import type { TurnContext } from './context.js';
import { connect } from './places/handoff.js';
import { takeMessage } from './places/message.js';
import { passOn, questionRoom } from './places/question.js';
import type { Scene } from './room.js';

/**
 * Leads to a line's people (转人工): connects at once where that can be, else asks for the question to pass on; when
 * nobody is on duty, says until when and takes a message.
 * @param openLead said first, if somebody is there
 * @param isQuestion whether this turn's message is itself what should be passed on
 */
export async function goToLine(
  lineId: string,
  context: TurnContext,
  { openLead = [], isQuestion = false }: { openLead?: readonly Sentence[]; isQuestion?: boolean } = {},
): Promise<Scene> {
  const line = context.line(lineId);
  const standing = context.standing(line);
  if (!standing.open) return takeMessage(line, closedWords(lineId, context), context);
  const { handoff } = context.turn.can;
  if (handoff === 'pass-on' && isQuestion) return passOn(lineId, context);
  if (handoff !== 'connect') {
    const scene = await questionRoom.arrive({ at: 'question', line: line.id }, context, 'full');
    return { place: scene.place, replies: [...lead(openLead, context), ...scene.replies] };
  }
  return connect(line, context, { lead: openLead });
}

export function lead(said: readonly Sentence[], context: TurnContext): readonly Reply[] {
  return said.length === 0 ? [] : [{ verb: 'say', words: context.say(...said) }];
}

/** Why nobody answers; not again for the person that the greeting has just said it of. */
function closedWords(lineId: string, context: TurnContext): string {
  const line = context.line(lineId);
  const standing = context.standing(line);
  const wasOpen = context.standingAt(line, context.conversation.startedAt).open;
  const isTold = lineId === 'general' && !context.isNew && !wasOpen;
  if (standing.open || isTold) return '';
  const reopens = standing.reopensAt ?? context.turn.at;
  return context.say(sentence('handoff.closed', { line: line.name, because: standing.because, reopens }));
}
