import type { MenuOption } from '../../domain/content/content.js';
import type { Memory } from '../../domain/conversation/memory.js';
import { sentence } from '../../domain/language/phrases.js';
import { type Correction, correctionIn, type Heard, type Understanding } from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { factOfRecord } from './ask-of-record.js';
import { askedBefore, type Before } from './before.js';
import { follow } from './follow.js';
import { isAboutRecord } from './remembered.js';
import { toAnswer, toIntent } from './to-intent.js';
import { inAndOut, replacedIn, turnedRound } from './ways.js';

/** From here on, a message by itself is about another matter. */
const surelyAnother = 0.8;
const another = /^(?:另外?一?|别的|其他的?|下一|换一?)(?:批|辆|瓶|个|台|条|单|票|柜|箱|件)?.{0,4}$/u;

/**
 * Somebody was misunderstood (不是，我问的是出口): what they deny is dropped, and what they mean is understood together with what they
 * asked before; which matter it is now is said. In a form, and after a record, what is meant may also be another form or another record.
 * @returns null where nothing is corrected, and where there is nothing to correct
 */
export async function correct(heard: Heard, memory: Memory, context: TurnContext): Promise<Move | null> {
  const correction = correctionIn(heard.said);
  if (!correction) return null;
  const { place } = context.conversation;
  if (place.at === 'form' || place.at === 'answer' || isAboutRecord(memory)) return ofForm(correction, memory, context);
  const before = askedBefore(memory, context);
  return before ? ofMatter(correction, before, context) : null;
}

async function ofMatter({ meant, said, dropped }: Correction, before: Before, context: TurnContext): Promise<Move> {
  if (meant === '') return sorry(before, context);
  const replaced = replacedIn(before.question, meant, dropped);
  const whole = replaced ?? `${before.question}，${meant}`;
  const alone = replaced === null ? await context.understand(said) : null;
  if (alone && isAnother(alone, before)) return toMeant(alone, said, before, context);
  const together = await context.understand(whole, replaced === null ? { followUp: meant } : {});
  // 出口, where what was understood is 进口酒类报检: it is anything but that.
  const otherWay = together.intent === before.intent ? turnedRound(before.intent?.title ?? '', meant) : null;
  if (otherWay !== null) return askWhich(otherWay, before, context, false);
  const isBack = together.intent?.leadsTo.kind === 'back';
  if (together.band === 'sure' && !isBack && !isToldAgain(together, meant, context))
    return toMeant(together, whole, before, context);
  const index = before.intent?.answers.findIndex(({ asked }) => asked.some((one) => one.includes(meant))) ?? -1;
  if (before.intent && index >= 0) {
    return toAnswer(before.intent, index, { question: questionOf(whole, context), lead: 'thread.still' }, context);
  }
  return askWhich(whole, before, context);
}

function questionOf(text: string, context: TurnContext): string {
  return context.read(text).withoutPerson;
}

/** Goes to what was meant, and says what that is. */
export function toMeant({ intent, answer }: Understanding, text: string, before: Before, context: TurnContext): Move {
  if (!intent) return sorry(before, context);
  const lead = intent === before.intent ? 'thread.still' : 'thread.now';
  return toIntent(intent, answer, { question: questionOf(text, context), lead }, context);
}

/**
 * Asks which is meant, of what is likely if what was understood is not.
 * @param isMaybe whether that may be meant all the same
 */
export async function askWhich(text: string, before: Before, context: TurnContext, isMaybe = true): Promise<Move> {
  const { intent: denied } = before;
  const { options } = await context.understand(text, { except: denied?.id ?? '' });
  if (options.length === 0) return sorry(before, context);
  const intents = [...options, ...(isMaybe && denied?.answers.length ? [denied] : [])].map(({ id }) => id);
  return { kind: 'go', place: { at: 'options', intents, question: questionOf(text, context) } };
}

/** By itself, what is meant counts where it is surely another matter: 红酒标签 after a dog. */
function isAnother({ band, intent, category }: Understanding, { intent: before }: Before): boolean {
  return band === 'sure' && intent !== before && category >= surelyAnother && intent?.leadsTo.kind !== 'back';
}

/** Whether what was just denied would be told again, an answer or the list of them, though it says nothing of what is meant. */
function isToldAgain({ intent, answer }: Understanding, meant: string, context: TurnContext): boolean {
  const { place } = context.conversation;
  const found = answer?.intent ?? intent;
  const isSame = place.at === 'topic' && place.intent === found?.id && place.answer === (answer?.index ?? null);
  if (!isSame) return false;
  const told = answer?.intent.answers[answer.index];
  if (!told) return true;
  // An answer of imports mentions exporters: only the question that it is for says which way it goes.
  const isWay = inAndOut.some((pair) => pair.some((word) => meant.includes(word)));
  return ![...told.asked, isWay ? '' : told.learnt].some((text) => text.includes(meant));
}

async function ofForm({ meant, said }: Correction, memory: Memory, context: TurnContext): Promise<Move | null> {
  const { place } = context.conversation;
  const form = place.at === 'form' || place.at === 'answer' ? place.form : memory.record?.form;
  if (form !== undefined && another.test(meant)) return formAgain(form);
  if (place.at !== 'form' && memory.record) {
    const fact = await factOfRecord(meant, memory.record, context);
    if (fact) return fact;
  }
  // 写错了, after what was looked up in vain.
  if (meant === '') return place.at === 'answer' && place.id === null ? formAgain(place.form) : null;
  const other = place.at === 'form' ? byOrdinal(meant, place.form, context) : null;
  if (other) return other;
  const { band, intent, answer } = await context.understand(said);
  if (band !== 'sure' || !intent) return null;
  return toIntent(intent, answer, { question: questionOf(said, context), lead: 'thread.now' }, context);
}

/** Says sorry with what there is to know; again and again, it counts as not understood. */
function sorry({ intent, question }: Before, context: TurnContext): Move {
  const hint = [sentence('thread.sorry')];
  if (!intent || intent.answers.length === 0) return { kind: 'no-match', hint };
  const move = toAnswer(intent, null, { question }, context);
  return { kind: 'no-match', hint, ...(move.kind === 'go' && { place: move.place }) };
}

function formAgain(form: string): Move {
  return { kind: 'go', place: { at: 'form', form, answers: {} } };
}

/** 不是，是第三个: another of the list that a form was chosen from. */
function byOrdinal(meant: string, form: string, context: TurnContext): Move | null {
  const { ordinal } = context.read(meant);
  if (ordinal === null) return null;
  const leadsHere = ({ leadsTo }: MenuOption): boolean => leadsTo.kind === 'form' && leadsTo.form === form;
  const menu = [...context.content.menus.values()].find(({ options }) => options.some(leadsHere));
  const chosen = menu?.options.filter(({ key }) => /^[1-9]$/.test(key)).at(ordinal);
  return chosen ? follow(chosen.leadsTo, context) : null;
}
