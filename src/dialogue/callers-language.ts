import type { Memory } from '../domain/conversation/memory.js';
import { heardInEnglish } from '../understanding/index.js';
import { isInEnglish, remembered } from './moves/remembered.js';
import type { TurnContext } from './turn/context.js';

const chinese = /\p{Script=Han}/u;

/**
 * On the telephone, whoever speaks English is spoken to in English, also when they press a key or wait; words in Chinese end it. In chat, what is written
 * says so each time.
 */
export function inCallersLanguage(context: TurnContext): TurnContext {
  const { content, turn, heard } = context;
  if (turn.can.medium === 'text' || !content.english) return context;
  if (heard && chinese.test(heard.text)) return context;
  const isEnglish = isInEnglish(remembered(context)) || (heard && heardInEnglish(heard, content.english) !== null);
  return isEnglish ? context.inEnglish() : context;
}

/** @returns what is remembered of a call in English: whoever waits for long still speaks it then */
export function languageRemembered({ language, conversation, turn }: TurnContext): Memory {
  if (language === 'zh') return {};
  return { english: { answer: conversation.memory?.english?.answer ?? null, at: turn.at } };
}
