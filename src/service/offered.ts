import type { Offered } from '../content/known.js';
import { lookupsOn } from '../disclosure/lookups/registry.js';
import { identifierKinds } from '../domain/identifiers/identifiers.js';

/** What the code has for content to name. */
export const offered: Offered = {
  lookups: new Map([...lookupsOn(new Map())].map(([id, { fields }]) => [id, fields])),
  identifierKinds: Object.keys(identifierKinds),
};
