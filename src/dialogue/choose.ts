import type { Option } from '../domain/conversation/reply.js';
import type { Heard } from '../understanding/index.js';
import { listBefore } from './list-before.js';
import { behaviourAt } from './places/behaviours.js';
import type { TurnContext } from './turn/context.js';

/** Longer messages ask something of their own. */
const longest = 40;
/** So much of a label, where no other has it, names it: 什么手续 of 从国外带狗回天津要什么手续. */
const enoughOfLabel = 4;
/** So much may stand beside a label: 报检手续那个. */
const mostBesideLabel = 3;
const digit = /^[1-9]$/;
const besideLabel =
  /^(?:那|就|我|请|要|想|选|問|问|看|查|说|的|是)*(?=..)|(?:那个|那個|那条|那條|那项|这个|這個|这条|的|吧|呀|啊|哦|呢|谢谢)+$/gu;
const yes = /^(?:是|对|嗯|没错|就是|正是|是这个|就这个|就是这个|可以|好|要)(?:的|啊|呀|滴|吧|了)*$/u;

/**
 * Which key somebody means who chose in words what a place offers: by its place (第一个, 二号, 最后那条), by its label or most of it, or
 * by 是的 where one thing was offered alone.
 * @returns the key; empty where no such one is offered (第五个 of two); null where nothing was chosen
 */
export function chosenInWords(context: TurnContext): string | null {
  const { heard } = context;
  const { place } = context.conversation;
  if (!heard || heard.text.length > longest) return null;
  const choices = behaviourAt(place).choices?.(place, context) ?? [];
  const { ordinal } = heard;
  // An answer that offers nothing may be one of a list that was read.
  if (choices.length === 0) return ordinal !== null && listBefore(context) ? '' : null;
  if (ordinal !== null) return byOrdinal(ordinal, choices);
  const bare = bareOf(heard.words);
  const isAlone = place.at === 'options' && choices.length === 1;
  if (isAlone && yes.test(bare)) return choices[0]?.key ?? null;
  return heard.rule || heard.isDenial ? null : byLabel(bareOf(heard.meant.words), choices, place.at !== 'menu');
}

/**
 * @returns whether a digit was written that is not on the list which the place has just shown: it is none of the first menu's then
 * @example 7, where 1 to 5 were offered
 */
export function isOffList(context: TurnContext): boolean {
  const { input } = context;
  const { place } = context.conversation;
  if (input.kind !== 'keys' || !digit.test(input.keys)) return false;
  return (behaviourAt(place).choices?.(place, context) ?? []).some(({ key }) => digit.test(key));
}

/** Where digits are offered, the first is 1; what leads elsewhere (0, *) is not counted. */
function byOrdinal(ordinal: NonNullable<Heard['ordinal']>, choices: readonly Option[]): string {
  const digits = choices.filter(({ key }) => digit.test(key)).toSorted((a, b) => Number(a.key) - Number(b.key));
  return digits.at(ordinal)?.key ?? '';
}

/** @param isPartEnough whether most of a label names it: of lines, 检验检疫 does not */
function byLabel(said: string, choices: readonly Option[], isPartEnough: boolean): string | null {
  const words = said.replace(besideLabel, '');
  if (words.length < 2) return null;
  // A label's blanks and signs only make it shorter.
  const labels = choices
    .filter(({ label }) => words.length - label.length <= mostBesideLabel || label.length >= said.length)
    .map(({ key, label }) => ({ key, label: bareOf(label) }))
    .filter(({ label }) => label.length > 1);
  const named = labels.filter(({ label }) => label === words || label === said);
  const found =
    named.length > 0
      ? named
      : labels.filter(({ label }) => isBeside(words, label) || (isPartEnough && isMostOf(words, label)));
  return found.length === 1 ? (found[0]?.key ?? null) : null;
}

function isBeside(words: string, label: string): boolean {
  return words.includes(label) && words.length - label.length <= mostBesideLabel;
}

function isMostOf(words: string, label: string): boolean {
  return label.includes(words) && (words.length >= enoughOfLabel || words.length * 2 >= label.length);
}

function bareOf(words: string): string {
  return words.toLowerCase().replace(/[\s\p{P}]/gu, '');
}
