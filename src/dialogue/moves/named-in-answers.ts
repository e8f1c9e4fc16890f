import type { FaqAnswer } from '../../domain/content/content.js';
import { aspectOf, lettersOf, tellsOf, withoutEmpty } from '../../understanding/index.js';
import type { Before } from './before.js';

/** What is shorter names nothing. */
const fewest = 2;
/** Longer messages say more than a name. */
const longest = 14;
/** What many matters have: it is of the one that was asked about, where that tells of it. */
const shared = /^(?:不|打|吃|先|再|必须|罚)*(疫苗|预防针|隔离|罚款|罚|芯片|证书|审批|熏蒸)(?:吗|呢|打)*$/u;

/**
 * Which answer names what somebody asks on about, and says something of what is asked of it.
 * @param isListOnly whether only the questions count that stand for them in a list
 * @returns its place; null where none does, or several do
 * @example 还有卫生证书呢, of answers to 出口食品生产企业备案怎么申请 and 出口食品卫生证书怎么办: the second
 */
export function namedInAnswers(words: string, answers: readonly FaqAnswer[], isListOnly = false): number | null {
  const named = withoutEmpty(words);
  if (named.length < fewest || lettersOf(words).length > longest) return null;
  const aspect = aspectOf(words);
  const asks = (text: string) => text.includes(named) && (aspect === null || tellsOf(aspect, text));
  const standFor = placesOf(answers, ({ asked: [first = ''] }) => asks(first));
  if (standFor.length > 0 || isListOnly) return only(standFor);
  const asked = placesOf(answers, (one) => one.asked.some(asks));
  if (asked.length > 0) return only(asked);
  // What only mentions it in passing says nothing of its price.
  return aspect === null ? only(placesOf(answers, ({ learnt }) => learnt.includes(named))) : null;
}

function placesOf(answers: readonly FaqAnswer[], isFit: (answer: FaqAnswer) => boolean): readonly number[] {
  return answers.flatMap((answer, index) => (isFit(answer) ? [index] : []));
}

function only(places: readonly number[]): number | null {
  return places.length === 1 ? (places[0] ?? null) : null;
}

/** Whether a message asks for what many matters have, and the one that was asked about tells of: 要打什么疫苗, after a dog. */
export function isOfWhatItTells(words: string, { intent }: Before): boolean {
  const word = shared.exec(withoutEmpty(words))?.[1];
  return (
    word !== undefined &&
    (intent?.answers.some(({ asked, learnt }) => [...asked, learnt].some((text) => text.includes(word))) ?? false)
  );
}
