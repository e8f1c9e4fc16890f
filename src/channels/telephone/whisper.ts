import type { Logger } from 'pino';
import { whisperWords } from '../../dialogue/places/whisper-words.js';
import type { ContentSource, TurnTaker } from '../../dialogue/sessions.js';
import type { Content } from '../../domain/content/content.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import type { Clock } from '../../domain/time/clock.js';
import { withinDeadline } from '../../web/within-deadline.js';
import { conversationIdOf } from './call.js';

/** The key by which a colleague takes a call that is offered; any other lets the leg go. The whisper says so. */
export const acceptKey = '1';

export interface WhisperDependencies {
  readonly turns: TurnTaker;
  readonly contents: ContentSource;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A colleague is waiting on the line: after this long the words in force will do. */
const lookedUpWithinMs = 2000;

/**
 * Finds what a colleague who picks up hears: the whisper of the plan that is being rung, in the words of the content
 * that the caller's conversation began with. Where the conversation is not known, or cannot be read, the line's name in
 * the current content serves: a colleague never picks up to silence.
 * @param callerCallId the provider's id of the caller's call; null when it does not say
 * @param lineId the line that is rung, by the link that was rung with
 * @example a caller is being connected to food, and the line is renamed meanwhile: 进出口食品来电，请按一接听。
 */
export async function whisperTo(
  callerCallId: string | null,
  lineId: string,
  { turns, contents, clock, log }: WhisperDependencies,
): Promise<string> {
  const inOwnWords = async (conversation: Conversation | null): Promise<string | null> => {
    if (!conversation) return null;
    return whisperOf(lineId, conversation, await contents.version(conversation.contentVersion), clock.now());
  };
  try {
    const work = callerCallId === null ? null : turns.beside(conversationIdOf(callerCallId), inOwnWords);
    const words = work && (await withinDeadline(work, lookedUpWithinMs));
    if (words !== null) return words;
  } catch (error) {
    log.warn({ err: error, call: callerCallId }, 'a whisper could not be looked up; the current words were spoken');
  }
  return whisperOf(lineId, null, contents.current, clock.now());
}

function whisperOf(lineId: string, caller: Conversation | null, content: Content, at: number): string {
  const line = content.lines.get(lineId) ?? content.lines.get('general');
  return line ? whisperWords(line, caller, content, at) : '';
}
