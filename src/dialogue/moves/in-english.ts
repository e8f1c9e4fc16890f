import type { English, EnglishAnswer, EnglishPart } from '../../domain/content/english.js';
import { courtesyInEnglish, englishIn, heardInEnglish, partsAskedIn } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { isInEnglish, remembered } from './remembered.js';

/** Chinese people write with more than this of their own characters. */
const anyLatin = /[a-z]{2}|[\u3040-\u30ff\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f\uac00-\ud7af]/i;

/** Whoever writes English, or another language, is answered in English. What they write for people, and what names a record, is left as it is. */
export function speaksEnglish(context: TurnContext): Move | null {
  const { heard, content, conversation } = context;
  const { at } = conversation.place;
  const isForPeople =
    at === 'question' || at === 'message' || at === 'callback' || at === 'waiting' || at === 'handoff';
  if (!content.english || !heard || isForPeople || !anyLatin.test(heard.text)) return null;
  const talk = inTalk(heard.text, content.english, context);
  if (talk) return talk;
  const found = heardInEnglish(heard, content.english);
  return found && { kind: 'english', answer: found.answer };
}

/** A courtesy, unless the talk is in Chinese so far; and what is asked about what was just answered: how much, where. */
function inTalk(text: string, english: English, context: TurnContext): Move | null {
  const { at } = context.conversation.place;
  if (at === 'form' || at === 'options' || at === 'candidates' || at === 'colleague') return null;
  const memory = remembered(context);
  const isAfterEnglish = isInEnglish(memory);
  const isInChinese = !isAfterEnglish && (memory.subject ?? memory.record ?? memory.open) !== undefined;
  const courtesy = isInChinese ? null : courtesyInEnglish(text, english, isAfterEnglish);
  if (courtesy) return { kind: 'english-courtesy', courtesy };
  const last = isAfterEnglish ? english.answers.find(({ id }) => id === memory.english?.answer) : undefined;
  const parts = last ? partsOf(text, last, english) : [];
  return last && parts.length > 0 ? { kind: 'english', answer: last, parts } : null;
}

/** Words of the last answer name nothing else (how long is the quarantine), unless they ask for what has an answer of its own. */
function partsOf(text: string, last: EnglishAnswer, english: English): readonly EnglishPart[] {
  const bare = partsAskedIn(text, english);
  const isOther = bare.length === 0 && (englishIn(text, english)?.answer ?? last) !== last;
  return bare.length > 0 || isOther ? bare : partsAskedIn(text, english, last);
}
