import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsIn } from '../content/check-phrases.js';
import type { Offered } from '../content/known.js';
import { phrasesFile } from '../content/read-documents.js';
import { lookupsOn } from '../disclosure/lookups/registry.js';
import type { Words } from '../domain/content/content.js';
import { identifierKinds } from '../domain/identifiers/identifiers.js';
import { packageFolder } from './installation.js';

let own: ReadonlyMap<string, Words> | null = null;

/** What the code has for content to name, and the words that come with it. */
export const offered: Offered = {
  lookups: new Map([...lookupsOn(new Map())].map(([id, { fields }]) => [id, fields])),
  identifierKinds: Object.keys(identifierKinds),
  words() {
    const file = join(packageFolder(), phrasesFile);
    own ??= existsSync(file) ? wordsIn(readFileSync(file, 'utf8')) : new Map();
    return own;
  },
};
