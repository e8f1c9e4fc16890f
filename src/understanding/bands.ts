import { type Content, categoryOf, type Intent } from '../domain/content/content.js';
import type { Ranked } from './model/model.js';

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
  temperature: 0.12,
  /** Below this, it is held not to be the bureau's. */
  inside: 0.5,
  /** From here on, it surely is. */
  surelyInside: 0.9,
  /** From here on, one category is believed. */
  sure: 0.5,
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
  /** Two or three that it may be, when it is not sure. */
  readonly options: readonly Intent[];
  /** How likely it is the bureau's. */
  readonly inside: number;
  /** How likely it is of the category of `intent`. */
  readonly category: number;
}

/**
 * Decides by the ranked intents. An intent may be unlikely by itself and its category certain: then the category is what is
 * answered from.
 * @param shareKnown what share of the message the model has ever met, from 0 to 1
 */
export function decide(ranked: readonly Ranked[], shareKnown: number, content: Content): Decision {
  const places = placesOf(content);
  const categories = new Map<string, number>();
  for (const { intent, probability } of ranked) {
    const category = places.get(intent)?.category;
    if (category !== undefined) categories.set(category, (categories.get(category) ?? 0) + probability);
  }
  const inside = 1 - (categories.get('outside') ?? 0);
  const isOutside = inside < limits.inside;
  const bestCategory = isOutside ? 'outside' : likeliest(categories);
  const category = categories.get(bestCategory) ?? 0;
  const best = ranked.find(({ intent }) => places.get(intent)?.category === bestCategory);
  const decision = { intent: (best && places.get(best.intent)?.intent) ?? null, options: [], inside, category };
  if (shareKnown < limits.known) return { ...decision, band: 'nothing' };
  if (isOutside) return { ...decision, band: 'outside' };
  if (inside >= limits.surelyInside && category >= limits.sure) return { ...decision, band: 'sure' };
  const options = optionsAmong(ranked, places);
  return options.length === 0 ? { ...decision, band: 'nothing' } : { ...decision, band: 'unsure', options };
}

/** Up to three that are the bureau's business, each likely enough to be meant. */
function optionsAmong(ranked: readonly Ranked[], places: ReadonlyMap<string, Placed>): Intent[] {
  const options: Intent[] = [];
  for (const { intent: id, probability } of ranked) {
    const placed = places.get(id);
    if (options.length === mostOptions || probability < worthOffering) break;
    if (placed && placed.category !== 'outside' && isBusiness(placed.intent)) options.push(placed.intent);
  }
  return options;
}

/** Small talk and what works everywhere are never what somebody was trying to ask. */
function isBusiness({ leadsTo, answers }: Intent): boolean {
  if (leadsTo.kind === 'line') return leadsTo.line !== 'general' || answers.length > 1;
  return leadsTo.kind === 'form' || leadsTo.kind === 'menu';
}

/** An intent with its category. */
interface Placed {
  readonly intent: Intent;
  readonly category: string;
}

const known = new WeakMap<Content, ReadonlyMap<string, Placed>>();

function placesOf(content: Content): ReadonlyMap<string, Placed> {
  const places =
    known.get(content) ??
    new Map(content.intents.map((intent) => [intent.id, { intent, category: categoryOf(intent) }]));
  known.set(content, places);
  return places;
}

function likeliest(categories: ReadonlyMap<string, number>): string {
  let best = '';
  let most = -1;
  for (const [category, probability] of categories) {
    if (category !== 'outside' && probability > most) [best, most] = [category, probability];
  }
  return best;
}
