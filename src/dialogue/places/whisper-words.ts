import { word } from '../../content/wording.js';
import type { Content } from '../../domain/content/content.js';
import type { Conversation } from '../../domain/conversation/conversation.js';
import { type Memory, rememberedMs } from '../../domain/conversation/memory.js';
import type { Line } from '../../domain/hotline/line.js';
import { type PhraseValue, sentence } from '../../domain/language/phrases.js';

/** Whoever waited less hears nothing of it said. */
const worthSayingMs = 10_000;
const minuteMs = 60_000;

/**
 * What a colleague hears on picking up: which line, that the caller speaks English, how long the caller has waited, and that a life is in
 * danger, or what they have just looked up or asked.
 * @param caller null where nothing is known of them
 * @param at in ms since 1970
 * @example '口岸通关来电，等了四十秒，刚查过施检流程，请按一接听。'
 */
export function whisperWords(
  line: Line,
  caller: Pick<Conversation, 'place' | 'memory'> | null,
  content: Content,
  at: number,
): string {
  const waited = waitedWords(caller?.place, at);
  const isInDanger = caller?.place.at === 'handoff' && caller.place.wait?.isUrgent === true;
  const about = isInDanger ? sentence('whisper.danger') : aboutWords(caller?.memory ?? {}, content, at);
  const language = isEnglish(caller?.memory ?? {}, at) ? sentence('whisper.english') : '';
  return word(content, 'voice', sentence('handoff.whisper', { line: line.name, language, waited, about }));
}

function isEnglish({ english, subject, record }: Memory, at: number): boolean {
  const isRecent = english !== undefined && at - english.at <= rememberedMs;
  return isRecent && english.at >= Math.max(subject?.at ?? 0, record?.at ?? 0);
}

function waitedWords(place: Conversation['place'] | undefined, at: number): PhraseValue {
  const since = place?.at === 'handoff' ? place.wait?.enteredAt : undefined;
  const waitedMs = since === undefined ? 0 : at - since;
  if (waitedMs < worthSayingMs) return '';
  if (waitedMs < minuteMs) return sentence('whisper.seconds', { count: Math.floor(waitedMs / worthSayingMs) * 10 });
  return sentence('whisper.minutes', { count: Math.floor(waitedMs / minuteMs) });
}

function aboutWords({ record, subject }: Memory, { forms, intents }: Content, at: number): PhraseValue {
  const isRecent = (one: { readonly at: number } | undefined): boolean => !!one && at - one.at <= rememberedMs;
  const form = isRecent(record) ? forms.get(record?.form ?? '') : undefined;
  if (form) return sentence('whisper.looked-up', { title: form.title });
  const intent = isRecent(subject) ? intents.find(({ id }) => id === subject?.intent) : undefined;
  return intent ? sentence('whisper.asked', { title: intent.title }) : '';
}
