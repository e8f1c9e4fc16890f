import type { Verdict } from '../../domain/stickers/verdict.js';
import { sayVerdict } from '../../domain/stickers/verdict-words.js';
import type { TurnContext } from '../turn/context.js';
import { forPeople } from '../turn/for-people.js';
import { type Move, mainMenu } from '../turn/move.js';

/** An address, or a code with its signature, as it stands in a message. */
const written = /https?:\/\/[\x21-\x7e]+|(?<![0-9a-z])[0-9a-z]{6,20}(?:\.[0-9a-z]+){4}/i;
/** Whoever writes more beside it tells something of it. */
const longestBeside = 20;

/** Where a sticker leads, and in which language that is said. */
export interface AboutSticker {
  readonly move: Move;
  readonly context: TurnContext;
}

/**
 * What a sticker with a signature is worth, scanned or written: the verdict (真伪) in words with what was signed, then its record, if it has one.
 * @returns null for anything else; a number alone is looked up like any
 */
export async function aboutSticker(context: TurnContext): Promise<AboutSticker | null> {
  const { input, conversation, services } = context;
  if (!services.stickers || forPeople.has(conversation.place.at)) return null;
  const text = input.kind === 'scan' ? input.content : input.kind === 'text' ? stickerIn(input.text) : null;
  const verdict = text === null ? null : await services.stickers.judge(text);
  if (!verdict || (verdict.sticker === null && verdict.kind !== 'wrong-signature')) return null;
  const isEnglish = input.kind === 'text' && asksInEnglish(input.text);
  return { move: moveFor(verdict, context), context: isEnglish ? context.inEnglish() : context };
}

/** @returns what stands in a message that says little more */
function stickerIn(text: string): string | null {
  const [found] = written.exec(text) ?? [];
  return found !== undefined && text.replace(found, '').trim().length <= longestBeside ? found : null;
}

function asksInEnglish(text: string): boolean {
  return /[a-z]{2}/i.test(text.replace(written, '')) && !/\p{Script=Han}/u.test(text);
}

function moveFor(verdict: Verdict, { content }: TurnContext): Move {
  const { kind, on, sticker } = verdict;
  const lead = sayVerdict(verdict);
  const isOnRecord = kind === 'genuine' || kind === 'withdrawn' || kind === 'too-many-places';
  const form = isOnRecord && sticker ? [...content.forms.values()].find(({ lookup }) => lookup === on) : undefined;
  const [field] = form?.fields ?? [];
  if (!form || !field || !sticker) return { kind: 'go', place: mainMenu, lead };
  const value = on === 'car' ? sticker.subject : sticker.code;
  return { kind: 'go', place: { at: 'form', form: form.id, answers: { [field.name]: value } }, lead };
}
