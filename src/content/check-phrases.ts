import type { ContentDocument, Path } from '../authored/document.js';
import { suggestion } from '../authored/problem.js';
import type { Words } from '../domain/content/content.js';
import { type PhraseKey, phraseValues } from '../domain/language/phrases.js';
import { filters } from './filters.js';
import type { PhrasesFile } from './shapes.js';
import { placeholdersOf } from './wording.js';

/** Every phrase the service says exists, none is left over, and each uses only its own values. */
export function checkPhrases(document: ContentDocument, phrases: PhrasesFile): void {
  const keys = Object.keys(phraseValues) as PhraseKey[];
  for (const key of keys) {
    if (!phrases[key]) document.refuse([], `lacks the phrase "${key}". Add it.`);
  }
  for (const [key, words] of Object.entries(phrases)) {
    const isKnown = Object.hasOwn(phraseValues, key);
    if (isKnown) refuseStrangeValues(document, [key], words, phraseValues[key as PhraseKey]);
    else document.refuse([key], `is a phrase that is never said.${suggestion(key, keys)}`);
  }
}

/** Refuses values in braces that these words are not given, and filters that do not exist. */
export function refuseStrangeValues(
  document: ContentDocument,
  path: Path,
  words: Words,
  known: readonly string[],
): void {
  const templates = words.voice === words.text ? [words.voice] : [words.voice, words.text];
  for (const template of templates) {
    for (const { value, filter } of placeholdersOf(template)) {
      if (!known.includes(value)) {
        const near = known.length > 0 ? suggestion(value, known) : ' No value can be used here.';
        document.refuse(path, `uses {${value}}, which is not known here.${near}`);
      }
      if (filter !== undefined && !filters.has(filter)) {
        document.refuse(
          path,
          `uses the filter "${filter}", which does not exist.${suggestion(filter, filters.keys())}`,
        );
      }
    }
    const unclosed = template.replace(/\{[a-zA-Z]+(\|[a-z-]+)?\}/g, '').match(/[{}]/);
    if (unclosed) document.refuse(path, 'has a brace without its partner. Write {name} or {name|filter}.');
  }
}
