import type { Content, Intent } from '../domain/content/content.js';
import type { Conversation } from '../domain/conversation/conversation.js';
import type { Reply } from '../domain/conversation/reply.js';
import type { PhraseKey } from '../domain/language/phrases.js';

/** What one message of a chat came to. */
export interface Outcome {
  /** All that is read in answer. */
  readonly words: string;
  /** Whether something was told, asked back, refused as others' business, connected, looked up, or none of these. */
  readonly kind: 'told' | 'asked-back' | 'refused' | 'person' | 'form' | 'record' | 'nothing';
  /**
   * What the conversation is about now: an intent (`pet-entry`), several that are offered, `form:progress`, `record:car`,
   * `person` with `line:food`, `menu:main`, `outside`.
   */
  readonly about: readonly string[];
}

/** @param conversation as it is after the message */
export function outcomeOf(replies: readonly Reply[], conversation: Conversation, content: Content): Outcome {
  const words = replies.map((reply) => reply.words).join('\n');
  const isRefused = refusals.some((phrase) => isSaidIn(words, content.phrases.get(phrase)?.text ?? ''));
  const { place, memory, updatedAt } = conversation;
  const subject = memory?.subject?.at === updatedAt ? [memory.subject.intent] : [];
  const of = (kind: Outcome['kind'], ...about: readonly string[]): Outcome => ({
    words,
    kind: isRefused && kind !== 'person' ? 'refused' : kind,
    about: [...new Set([...about, ...(isRefused ? ['outside'] : subject)])],
  });
  if (replies.some(({ verb }) => verb === 'connect')) return of('person', 'person', ...linesOf(place));
  switch (place.at) {
    case 'topic':
      return of(place.answer === null ? 'asked-back' : 'told', place.intent);
    case 'options':
      return of('asked-back', ...place.intents);
    case 'form':
    case 'candidates':
      return of('form', `form:${place.form}`);
    case 'answer':
      return of(place.id === null ? 'nothing' : 'record', `record:${place.form}`);
    case 'menu':
      return of('nothing', `menu:${place.menu}`);
    case 'over':
      return of('nothing');
    default:
      return of('person', 'person', ...linesOf(place));
  }
}

/** @returns the intent whose matter was told, where one was */
export function toldIntent({ kind, about }: Outcome, content: Content): Intent | null {
  return kind === 'told' ? (content.intents.find(({ id }) => about.includes(id)) ?? null) : null;
}

const refusals: readonly PhraseKey[] = ['outside.phone', 'outside.by', 'outside.nobody'];

/** Whether a phrase was said, by the longest of its own words: `{title}不归检验检疫办理，可以拨打 {phone}`. */
function isSaidIn(words: string, phrase: string): boolean {
  const own = phrase.split(/\{[^}]*\}/).sort((one, other) => other.length - one.length)[0] ?? '';
  return own !== '' && words.includes(own);
}

function linesOf(place: Conversation['place']): readonly string[] {
  return 'line' in place ? [`line:${place.line}`] : [];
}
