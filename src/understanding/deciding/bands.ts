import type { Intent } from '../../domain/content/content.js';
import type { Classes } from './classes.js';

/**
 * What is done with a message: answered, asked back (您是想问 A，还是 B), sent elsewhere, or said not to be understood at all.
 */
export type Band = 'sure' | 'unsure' | 'outside' | 'nothing';

/**
 * Where the bands part, as probabilities. They were chosen on texts that no model was trained on, so that 95 of 100 questions
 * within the bureau's lines are answered: `npx yibo evaluate` shows what they do.
 */
export const limits = {
  /** How flat probabilities are: with this they are as often right as they say. */
  temperature: 0.14,
  /** Below this, it is held not to be the bureau's: to answer what is another's is worse than to ask once more. */
  inside: 0.9,
  /** From here up to `inside`, it may be the bureau's all the same: it is refused, and one thing that it may be is offered. */
  perhapsInside: 0.5,
  /** What is offered in a refusal is likelier than this. */
  plausible: 0.15,
  /** From here on, one category is believed. */
  sure: 0.46,
  /** Below this, so little of the message is known that nothing is believed. */
  known: 0.3,
} as const;

const worthOffering = 0.05;
const mostOptions = 3;

/** A decision, with what it rests on. */
export interface Decision {
  readonly band: Band;
  /** What was understood, or what it is most likely; null when nothing is. */
  readonly intent: Intent | null;
  /** Up to three that it may be, when it is not sure; outside, the one that it may be all the same, or none. */
  readonly options: readonly Intent[];
  /** How likely it is the bureau's. */
  readonly inside: number;
  /** How likely it is of the category of `intent`. */
  readonly category: number;
}

/**
 * Decides by how likely each intent is. An intent may be unlikely by itself and its category certain: then the category is
 * what is answered from.
 * @param probabilities of the intents of `classes`, in their order
 * @param shareKnown what share of the message the model has ever met, from 0 to 1
 * @example pet-entry 0.40, pet-exit 0.35, food-label 0.20: both pets are of one line, so the decision is sure, and pet-entry
 */
export function decide(probabilities: Float64Array, shareKnown: number, classes: Classes): Decision {
  const shares = sharesOf(probabilities, classes);
  const inside = 1 - (shares[classes.outside] ?? 0);
  const isOutside = inside < limits.inside;
  const best = isOutside ? classes.outside : likeliestInside(shares, classes);
  const category = shares[best] ?? 0;
  const decision = { intent: likeliestOf(best, probabilities, classes), options: [], inside, category };
  if (shareKnown < limits.known) return { band: 'nothing', ...decision };
  if (isOutside) return { band: 'outside', ...decision, options: perhapsMeant(inside, probabilities, classes) };
  if (category >= limits.sure) return { band: 'sure', ...decision };
  const options = optionsAmong(probabilities, classes);
  return options.length === 0 ? { band: 'nothing', ...decision } : { band: 'unsure', ...decision, options };
}

/** The one that a refusal offers: what the bureau's most likely is, where that is plausible. */
function perhapsMeant(inside: number, probabilities: Float64Array, classes: Classes): Intent[] {
  if (inside < limits.perhapsInside) return [];
  const [first] = optionsAmong(probabilities, classes, limits.plausible);
  return first && !first.courtesy ? [first] : [];
}

/** How likely each category is. */
function sharesOf(probabilities: Float64Array, { categoryOf, categories }: Classes): Float64Array {
  const shares = new Float64Array(categories.length);
  for (let index = 0; index < probabilities.length; index++) {
    const category = categoryOf[index] as number;
    if (category >= 0) shares[category] = (shares[category] as number) + (probabilities[index] as number);
  }
  return shares;
}

function likeliestInside(shares: Float64Array, { outside }: Classes): number {
  let best = -1;
  for (let category = 0; category < shares.length; category++) {
    if (category !== outside && (best < 0 || (shares[category] as number) > (shares[best] as number))) best = category;
  }
  return best;
}

function likeliestOf(category: number, probabilities: Float64Array, { categoryOf, intents }: Classes): Intent | null {
  let best = -1;
  for (let index = 0; index < probabilities.length; index++) {
    if (categoryOf[index] !== category) continue;
    if (best < 0 || (probabilities[index] as number) > (probabilities[best] as number)) best = index;
  }
  return intents[best] ?? null;
}

/** Up to three that are the bureau's business, each likely enough to be meant. */
export function optionsAmong(
  probabilities: Float64Array,
  { categoryOf, intents, outside }: Classes,
  leastLikely = worthOffering,
): Intent[] {
  const likely: { readonly intent: Intent; readonly probability: number }[] = [];
  for (let index = 0; index < probabilities.length; index++) {
    const probability = probabilities[index] as number;
    if (probability < leastLikely || categoryOf[index] === outside) continue;
    const intent = intents[index];
    if (intent && isBusiness(intent)) likely.push({ intent, probability });
  }
  likely.sort((a, b) => b.probability - a.probability);
  return likely.slice(0, mostOptions).map(({ intent }) => intent);
}

/** Small talk and what works everywhere are never what somebody was trying to ask. */
function isBusiness({ leadsTo, answers }: Intent): boolean {
  if (leadsTo.kind === 'line') return leadsTo.line !== 'general' || answers.length > 1;
  return leadsTo.kind === 'form' || leadsTo.kind === 'menu';
}
