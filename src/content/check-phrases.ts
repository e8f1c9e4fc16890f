import { ContentDocument, type Path } from '../authored/document.js';
import { type Problem, suggestion } from '../authored/problem.js';
import { type PhraseKey, phraseValues } from '../domain/language/phrases.js';
import type { Words } from '../domain/language/words.js';
import type { ContentFiles } from './files.js';
import { filters } from './filters.js';
import { phrasesFile, type Read } from './read-documents.js';
import { type PhrasesFile, phrasesShape } from './shapes.js';
import { factNamed, personValue, placeholder, placeholdersOf } from './wording.js';

/** The phrases of a content, complete. */
export interface CompletePhrases {
  readonly phrases: ReadonlyMap<PhraseKey, Words>;
  /** Those that are said in the version's own words, since the content has none. */
  readonly borrowed: readonly PhraseKey[];
  /** The recordings that phrases name: files in data/prompts/. */
  readonly prompts: ReadonlyMap<PhraseKey, string>;
}

/** Words of phrases, menus and forms quote none. */
const noFacts: ReadonlyMap<string, unknown> = new Map();
const keys = Object.keys(phraseValues) as PhraseKey[];

/**
 * Every phrase the service says has words, its own or the version's, and uses only its own values. What is left over, from a version before, is passed over:
 * an update must not silence a service whose content nobody has touched. {@link phraseDoubts} tells of both.
 * @param words the version's own
 */
export function checkPhrases(
  { document, file }: Read<PhrasesFile>,
  words: () => ReadonlyMap<string, Words>,
): CompletePhrases {
  const phrases = new Map<PhraseKey, Words>();
  const borrowed: PhraseKey[] = [];
  const prompts = new Map<PhraseKey, string>();
  for (const key of keys) {
    const { [key]: own } = file;
    if (own) refuseStrangeValues(document, [key], own, phraseValues[key]);
    if (own?.wav !== undefined) {
      prompts.set(key, own.wav);
      if (placeholdersOf(own.voice).length > 0)
        document.refuse([key, 'wav'], 'is a recording of words that change from call to call. Leave it out.');
    }
    const said = own ?? words().get(key);
    if (said) phrases.set(key, said);
    else document.refuse([], `lacks the phrase "${key}". Add it.`);
    if (!own) borrowed.push(key);
  }
  return { phrases, borrowed, prompts };
}

/** @returns the words of a file of phrases; none when it cannot be read */
export function wordsIn(text: string): ReadonlyMap<string, Words> {
  return new Map(Object.entries(new ContentDocument(phrasesFile, text).read(phrasesShape) ?? {}));
}

/** What somebody should look at in the phrases: those that the content lacks, and those that are never said. */
export function phraseDoubts(files: ContentFiles): readonly Problem[] {
  const document = new ContentDocument(phrasesFile, files[phrasesFile] ?? '');
  const phrases = document.read(phrasesShape) ?? {};
  if (document.problems.length > 0) return [];
  for (const key of keys) {
    if (!phrases[key]) document.refuse([], `lacks the phrase "${key}": this version's own words are said. Add it.`);
  }
  for (const key of Object.keys(phrases)) {
    if (Object.hasOwn(phraseValues, key)) continue;
    document.refuse([key], `is a phrase that is never said. Remove it.${suggestion(key, keys)}`);
  }
  return document.problems;
}

/**
 * Refuses values in braces that these words are not given, and filters that do not exist.
 * @param facts those that may be quoted; null: any
 */
export function refuseStrangeValues(
  document: ContentDocument,
  path: Path,
  words: Words,
  known: readonly string[],
  facts: ReadonlyMap<string, unknown> | null = noFacts,
): void {
  const templates = words.voice === words.text ? [words.voice] : [words.voice, words.text];
  for (const template of templates) {
    for (const { value, filter } of placeholdersOf(template)) {
      const fact = factNamed(value);
      if (fact !== null && facts !== noFacts) {
        if (facts && !facts.has(fact))
          document.refuse(path, `quotes "${fact}", which is no fact.${suggestion(fact, facts.keys())}`);
      } else if (!known.includes(value) && value !== personValue) {
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
    const unclosed = template.replace(placeholder, '').match(/[{}]/);
    if (unclosed) document.refuse(path, 'has a brace without its partner. Write {name} or {name|filter}.');
    if (/[｛｝]/.test(template)) document.refuse(path, 'has a full-width brace (｛ or ｝). Write { and }.');
  }
}
