import type { Datasets } from '../../schemas/schema.js';
import { car } from './car.js';
import type { Lookup } from './lookup.js';
import { progress } from './progress.js';
import { recordLookup } from './record-lookup.js';
import { wine } from './wine.js';

const plans = [car, wine];

/**
 * Every lookup, in the order in which they are tried on an identifier that several could mean. A new one is a line here.
 * @param datasets what they ask; their schemas say what fields are called
 */
export function lookupsOn(datasets: Datasets): ReadonlyMap<string, Lookup> {
  const all = [progress, ...plans.map((plan) => recordLookup(plan, datasets.get(plan.dataset) ?? null))];
  return new Map(all.map((lookup) => [lookup.id, lookup]));
}

/** What each lookup's identifiers are known by in a message, whatever the datasets. */
export const slotRules: ReadonlyMap<string, Lookup['slots']> = new Map(
  [progress, ...plans].map(({ id, slots }) => [id, slots]),
);
