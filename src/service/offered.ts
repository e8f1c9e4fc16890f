import type { Offered } from '../content/known.js';
import { lookups } from '../disclosure/lookups/registry.js';
import { identifierKinds } from '../domain/identifiers/identifiers.js';

/** What the code has for content to name. */
export const offered: Offered = {
  lookups: new Map([...lookups].map(([id, lookup]) => [id, lookup.fields])),
  identifierKinds: Object.keys(identifierKinds),
};
