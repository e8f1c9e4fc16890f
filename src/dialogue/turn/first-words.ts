import { withinWords } from '../../content/time-limit-words.js';
import type { LineId } from '../../domain/hotline/line.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from './context.js';

/** What everybody hears first for a while (公告); nothing where none is switched on. */
export function noticeWords({ services, turn }: TurnContext): readonly Sentence[] {
  const notice = services.notice?.(turn.at, null);
  return notice ? [sentence('notice', { words: notice.words })] : [];
}

/** What whoever comes to a line hears first; nothing to whoever is with it already, or returns to their place in it. */
export function noticeOfLine(line: LineId, { services, turn, conversation }: TurnContext): readonly Sentence[] {
  const { place, memory } = conversation;
  const isThere = ('line' in place && place.line === line) || memory?.wait?.line === line;
  const notice = isThere ? null : services.notice?.(turn.at, line);
  return notice ? [sentence('notice', { words: notice.words })] : [];
}

/**
 * What a caller hears where the first menu would be, while nobody is on duty: since when there are people again, and what works now.
 * @param isGreeting whether it begins with a greeting: the first time, and whenever it is asked for again
 * @returns null while somebody is on duty
 */
export function closedGreeting(context: TurnContext, isGreeting: boolean): Sentence | null {
  const standing = context.standing(context.line('general'));
  if (standing.open) return null;
  const values = { because: standing.because, reopens: standing.reopensAt ?? context.turn.at };
  if (!isGreeting) return sentence('courtesy.nobody-there', values);
  const { reply } = context.content.cases.clocks;
  return sentence('greeting.closed', { ...values, within: withinWords(reply.voicemail ?? reply.usual) });
}
