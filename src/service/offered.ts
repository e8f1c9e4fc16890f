import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dangersIn } from '../content/check-dangers.js';
import { wordsIn } from '../content/check-phrases.js';
import type { Offered } from '../content/known.js';
import { dangersFile, phrasesFile } from '../content/read-documents.js';
import { lookupsOn } from '../disclosure/lookups/registry.js';
import type { Dangers } from '../domain/content/danger.js';
import { identifierKinds } from '../domain/identifiers/identifiers.js';
import type { Words } from '../domain/language/words.js';
import { packageFolder } from './installation.js';

let ownWords: ReadonlyMap<string, Words> | null = null;
let ownDangers: Dangers | null = null;

/** What the code has for content to name, and the words that come with it. */
export const offered: Offered = {
  lookups: new Map([...lookupsOn(new Map())].map(([id, { fields }]) => [id, fields])),
  identifierKinds: Object.keys(identifierKinds),
  words() {
    ownWords ??= wordsIn(ownFile(phrasesFile));
    return ownWords;
  },
  dangers() {
    ownDangers ??= dangersIn(ownFile(dangersFile));
    return ownDangers;
  },
};

function ownFile(path: string): string {
  const file = join(packageFolder(), path);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
