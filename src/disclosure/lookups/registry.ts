import { car } from './car.js';
import type { Lookup } from './lookup.js';
import { progress } from './progress.js';
import { wine } from './wine.js';

/** Every lookup, in the order in which they are tried on an identifier that several could mean. */
export const lookups: ReadonlyMap<string, Lookup> = new Map([progress, car, wine].map((lookup) => [lookup.id, lookup]));

/** What each lookup's identifiers are known by in a message. */
export const slotRules: ReadonlyMap<string, Lookup['slots']> = new Map(
  [...lookups].map(([id, { slots }]) => [id, slots]),
);
