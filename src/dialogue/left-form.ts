import type { FormPlace, Place } from '../domain/conversation/conversation.js';
import { sentence } from '../domain/language/phrases.js';
import { takeAt } from './carry-out.js';
import { toNamed } from './moves/to-named.js';
import { asksOfCode } from './places/challenge.js';
import type { TurnContext } from './turn/context.js';
import { askWords, formAt } from './turn/form-fields.js';
import type { Move, Scene } from './turn/move.js';

/** A form is left for a question in between, and not for the day. */
const keptMs = 30 * 60_000;
/** Longer messages are no entries. */
const longestEntry = 80;
/** Longer ones only mention a code. */
const longestAboutCode = 12;

/**
 * Keeps the form that a question in between was asked in, and says how it goes on after the answer.
 * @param move where the question led
 * @example 查进度, 120000116000001, 体检要空腹吗: the answer, and then 接着查施检流程：请发来 10 位报检单位登记号。
 */
export function keepForm(scene: Scene, move: Move, context: TurnContext): Scene {
  const { place } = context.conversation;
  if (place.at !== 'form' || !isInBetween(move, scene)) return scene;
  const { form, answers, challenge } = place;
  const { title } = formAt(place, context);
  const goesOn = context.say(sentence('form.left', { title, ask: askWords(place, context) }));
  const replies = scene.replies.map((reply, index) =>
    index === scene.replies.length - 1 ? { ...reply, words: context.blocks([reply.words, goesOn]) } : reply,
  );
  const left = { form, answers, at: context.turn.at, ...(challenge !== undefined && { challenge }) };
  return { ...scene, replies, remembers: { ...scene.remembers, form: left } };
}

function isInBetween(move: Move, { place }: Scene): boolean {
  return move.kind === 'outside' || place.at === 'topic' || place.at === 'options';
}

const asks = /[吗么呢嘛？?]|怎|咋|如何|什么|啥|哪|谁|几|多少|多久|能不能|可不可以|要不要|是不是|有没有/u;

/**
 * Whether somebody who fills in a form only tells something, and asks nothing: what is like another authority's there is said of the form.
 * @example 我的车是2016年的, where the number of a car is asked for
 */
export function isToldToForm(move: Move | null, { heard, conversation: { place } }: TurnContext): boolean {
  return place.at === 'form' && move?.kind === 'outside' && heard !== null && !asks.test(heard.words);
}

/** @returns what an entry does to the form that was left; null for whatever is none */
export async function resumeForm(context: TurnContext): Promise<Move | null> {
  const { conversation, heard, turn } = context;
  const left = conversation.memory?.form;
  if (!left || !heard || conversation.place.at === 'form' || turn.at - left.at > keptMs) return null;
  if (heard.words.length > longestEntry || !context.content.forms.has(left.form)) return null;
  const { at: _, ...filled } = left;
  const place: FormPlace = { at: 'form', ...filled };
  const move = await takeAt(place, context.input, context);
  switch (move.kind) {
    case 'go':
      return isFurther(move.place, place) || isAboutCode(heard.words, place, context) ? move : null;
    case 'no-match':
      return move.isEntry ? { kind: 'go', place: move.place ?? place, lead: move.hint ?? [] } : null;
    default:
      return move;
  }
}

/** Whoever left a form that ends with a code goes on with it to ask where the code is: 验证码呢. */
function isAboutCode(words: string, { form }: FormPlace, context: TurnContext): boolean {
  return words.length <= longestAboutCode && context.lookup(form).challenge && asksOfCode(words);
}

function isFurther(now: Place, before: FormPlace): boolean {
  return now.at === 'form' && Object.keys(now.answers).length > Object.keys(before.answers).length;
}

/** Where an entry leads that is wrong here: to the form that it is surely right in; else it is asked for again. */
export async function rightElsewhere(context: TurnContext): Promise<Move | null> {
  const { heard } = context;
  return heard ? toNamed(heard.identifiers, context, { isOnlySure: true }) : null;
}
