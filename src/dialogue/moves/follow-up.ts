import { categoryOf, type Intent } from '../../domain/content/content.js';
import type { Memory } from '../../domain/conversation/memory.js';
import { withoutFillers } from '../../domain/language/fillers.js';
import {
  aspectOf,
  type FoundAnswer,
  type Heard,
  namesNothing,
  type Tie,
  tellsOf,
  tieOf,
  type Understanding,
  withoutEmpty,
} from '../../understanding/index.js';
import type { TurnContext } from '../turn/context.js';
import type { Move } from '../turn/move.js';
import { askedBefore, type Before } from './before.js';
import { isOfWhatItTells, namedInAnswers } from './named-in-answers.js';
import { isOfBureauAlone, telephoneOfBureau } from './of-bureau.js';
import { otherWay } from './other-way.js';
import { type Asked, toAnswer, toIntent } from './to-intent.js';

/** From here on, a message by itself is about another matter, whatever was asked before. */
const surelyAnother = 0.8;
/** Below this, it is surely not the bureau's. */
const surelyOutside = 0.2;
/** Below this, it is not, where what was asked before has no answer to it. */
const hardlyInside = 0.35;
/** From here on, it is likelier the bureau's than others'. */
const likelyInside = 0.5;
/** So many characters name a matter by themselves. */
const enough = 4;
/** So much of what was asked before is understood together with what follows. */
const longestQuestion = 60;

/** A thing that is named alone: 那水果呢, 空运的. */
const thingAlone = /^(?:那么|那|还有|换成)?(?!要是|如果|万一)(\p{Script=Han}{2,4}?)(?:的|的呢|呢)[?？]?$/u;
/** What others decide, whatever was asked of before: 那关税呢, after a wine. A passport, an invoice or an insurance may be asked of ours. */
const ofOthers =
  /^(?:那么?|还有|哦)?[，,]?(?:关税|进口税|消费税|增值税|退税|签证|社保|公积金|驾照|车牌|违章|堆存费|滞箱费|押箱费|机票|外汇)(?:的|怎么办|怎么算|多少|要交吗|要吗)?呢?[?？]?$/u;
const asksSomething = /[吗么呢][?？!！。 ]*$/u;
/** What comes of any matter. */
const outcomes = /[出拿取领]?(?:检验结果|结果|报告|证明)/gu;

/**
 * A follow-up is understood together with what was asked before, and said to be: 还是关于「…」. It is one when it names nothing by itself
 * (那要多少钱呢); and when it is tied to what came before (那猫呢), or short, unless it is surely about another matter by itself, or surely
 * not the bureau's.
 *
 * @example after 我想从日本带只狗回天津: 隔离多久 is asked of the dog, although by itself it is nearest to cattle for breeding
 * @example 那我想投诉, 还有产地证怎么办, 红烧肉怎么做: none of them is a follow-up
 */
export async function followUp(heard: Heard, memory: Memory, context: TurnContext): Promise<Move | null> {
  const before = askedBefore(memory, context);
  if (!before) return null;
  const listed = namedInList(heard.said, context);
  if (listed !== null && before.intent) return toNamedAnswer(before, before.intent, listed, context);
  const turned = await otherWay(heard, before, context);
  if (turned) return turned;
  const isBare = namesNothing(heard.said) || namesNothing(withoutOutcome(heard.said));
  const isOfMatter = isOfWhatItTells(heard.said, before);
  const tie = isBare || isOfMatter ? 'bound' : tieOf(heard.said);
  if (tie === 'apart') return null;
  // Bare words are asked of the bureau itself where that was asked about: 你们几点下班, then 在哪里.
  const isOfBureau = isBare && before.intent !== null && categoryOf(before.intent) === 'general';
  const alone = isBare && !isOfBureau ? null : await context.understood(heard);
  const own = before.intent && isOfBureauAlone(alone) ? namedInAnswers(heard.said, before.intent.answers, true) : null;
  if (own !== null && before.intent) return toNamedAnswer(before, before.intent, own, context);
  if (alone && (isOfBureau ? alone.band === 'sure' : standsAlone(alone, heard.said, tie, before))) return null;
  const both = await understandTogether(before, heard, tie, context);
  // 费用, after a fumigation, is no complaint of what it cost.
  const together = isBare && both?.kind === 'line' ? null : both;
  const telephone = isBare && !isAnswer(together) ? await telephoneOfBureau(heard, context) : null;
  if (telephone) return telephone;
  if (together && isToldAgain(together, heard.said, context))
    return tie === 'bound' ? whatThereIs(before, heard, context) : otherwise(heard, before, context);
  if (isOfMatter && together && !isAbout(together, before)) return whatThereIs(before, heard, context);
  // What is only short may still be understood by itself; not as others' business, where it is likelier the bureau's.
  const isAlone = tie === 'short' && !(alone?.band === 'outside' && alone.inside >= likelyInside);
  return together ?? (isAlone ? null : whatThereIs(before, heard, context));
}

/** 多久出结果 and 那报告要几天 name a matter to whoever has asked about none. */
function withoutOutcome(words: string): string {
  return words.replace(outcomes, '');
}

/**
 * Whether a follow-up leads to the answer that has just been told, and which says nothing of what it names: then it is not answered.
 * @example 那猫呢, where what was told of dogs is told of cats as well: it is answered
 */
function isToldAgain(move: Move, words: string, context: TurnContext): boolean {
  const { place } = context.conversation;
  if (move.kind !== 'go' || move.place.at !== 'topic' || place.at !== 'topic' || place.answer === null) return false;
  if (move.place.intent !== place.intent || move.place.answer !== place.answer) return false;
  const named = withoutEmpty(words);
  const told = context.intent(place.intent)?.answers[place.answer];
  const aspect = aspectOf(words);
  // 收不收费, after what stands for 几天能拿到，收不收钱: it was said, and is said again.
  if (told && aspect !== null && named === '' && tellsOf(aspect, told.asked[0] ?? '')) return false;
  return named === '' || !told || ![...told.asked, told.words.text].some((text) => text.includes(named));
}

function isAnswer(move: Move | null): boolean {
  return move?.kind === 'go' && move.place.at === 'topic' && move.place.answer !== null;
}

function isAbout(move: Move, { intent }: Before): boolean {
  return move.kind === 'go' && move.place.at === 'topic' && move.place.intent === intent?.id;
}

/** What is no follow-up after all, where it is surely something by itself; else what there is to know of the matter. */
async function otherwise(heard: Heard, before: Before, context: TurnContext): Promise<Move | null> {
  const { band, intent, inside, category } = await context.understood(heard);
  const isOther = band === 'sure' && intent !== before.intent && category >= surelyAnother;
  return isOther || (band === 'outside' && inside < hardlyInside) ? null : whatThereIs(before, heard, context);
}

function standsAlone(
  { band, intent, category: belief, inside }: Understanding,
  words: string,
  tie: Tie,
  before: Before,
): boolean {
  // 孕妇呢, after a vaccination, is asked of it, whatever it is like by itself.
  if (band === 'outside')
    return ofOthers.test(words) || (inside < surelyOutside && !(tie === 'tied' && thingAlone.test(words)));
  if (band !== 'sure' || !intent || tie === 'bound') return false;
  // 能退回去吗 asks about the parcel: to go back is a wish, and no question.
  if (intent.leadsTo.kind === 'back') return !asksSomething.test(words);
  if (intent === before.intent) return tie === 'short';
  if (belief < surelyAnother) return false;
  // Within a category only what names enough is another matter: 那边境贸易怎么报检 is, 隔离多久 is not.
  // What is asked of the bureau itself is one thing each: its telephone is not its car park.
  const category = categoryOf(intent);
  const isOther = before.intent === null || category === 'general' || category !== categoryOf(before.intent);
  return isOther || withoutEmpty(words).length >= enough;
}

/** Both as one question: the matter is that of both, the answer is to the last. */
async function understandTogether(before: Before, heard: Heard, tie: Tie, context: TurnContext): Promise<Move | null> {
  // What stands before it would stand in the middle of both: 谢谢，那要多少钱呢.
  const last = withoutFillers(heard.withoutPerson);
  const asks = aspectOf(heard.said) !== null;
  // What was asked last is asked again of what is named now: 隔离多久, then 那猫呢.
  const followUp = asks || before.followUp === undefined ? last : `${before.followUp}，${last}`;
  const about = tie === 'bound' && before.intent ? { about: before.intent.id } : {};
  const whole = `${before.question}，${followUp}`;
  const { band, intent, answer } = await context.understand(whole, { followUp, ...about });
  if (band !== 'sure' || !intent) return null;
  // 水果呢, after 燕窝: what is told of birds' nests alone says nothing of fruit.
  const isOfOther =
    answer?.intent === before.intent && (tie === 'tied' || tie === 'bound') && !namesThing(answer, heard.said);
  if (isOfOther) return whatThereIs({ ...before, intent }, heard, context);
  const lead = (answer?.intent ?? intent) === before.intent ? 'thread.still' : undefined;
  const asked: Asked = asks
    ? { question: before.question, followUp: last, lead }
    : { question: `${before.question.slice(0, longestQuestion)}，${last}`, followUp: before.followUp, lead };
  if (answer || intent.answers.length === 0) return toIntent(intent, answer, asked, context);
  return whatThereIs({ question: asked.question, followUp: asked.followUp, intent }, heard, context);
}

/** Whether an answer, or a question that it is for, says the thing that is named alone: 水果呢. */
function namesThing({ intent, index }: FoundAnswer, words: string): boolean {
  const thing = withoutEmpty(thingAlone.exec(words)?.[1] ?? '');
  const told = intent.answers[index];
  return thing.length < 2 || !told || [...told.asked, told.learnt].some((text) => text.includes(thing));
}

/** Where no answer fits: the only one that names what is named, else what there is to know of the matter, and its people. */
function whatThereIs(before: Before, heard: Heard, context: TurnContext): Move | null {
  const { intent, question, followUp: last } = before;
  if (!intent || intent.answers.length === 0) return null;
  const named = namedInAnswers(heard.said, intent.answers);
  if (named !== null && !isAt(intent, named, context)) return toNamedAnswer(before, intent, named, context);
  return toAnswer(intent, null, { question, followUp: last, lead: 'thread.no-answer' }, context);
}

function toNamedAnswer({ question }: Before, intent: Intent, index: number, context: TurnContext): Move {
  return toAnswer(intent, index, { question, lead: 'thread.still' }, context);
}

function isAt(intent: Intent, answer: number, { conversation: { place } }: TurnContext): boolean {
  return place.at === 'topic' && place.intent === intent.id && place.answer === answer;
}

/** Which question of the list that was just shown is asked, by what it names: 备案要多久 of 出口食品备案要多久. */
function namedInList(words: string, context: TurnContext): number | null {
  const { place } = context.conversation;
  if (place.at !== 'topic' || place.answer !== null) return null;
  return namedInAnswers(words, context.intent(place.intent)?.answers ?? [], true);
}
