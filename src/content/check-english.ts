import type { ContentDocument, Path } from '../authored/document.js';
import { suggestion } from '../authored/problem.js';
import type { Dangers } from '../domain/content/danger.js';
import type { English, EnglishPart } from '../domain/content/english.js';
import type { Fact } from '../domain/content/facts.js';
import { type PhraseKey, phraseValues } from '../domain/language/phrases.js';
import type { Words } from '../domain/language/words.js';
import { refuseStrangeDangers } from './check-dangers.js';
import { refuseStrangeValues } from './check-phrases.js';
import type { EnglishFile } from './english-shape.js';
import type { Read } from './read-documents.js';
import { factNamed, placeholdersOf } from './wording.js';

const valuesOf: Readonly<Record<keyof EnglishFile['says'], readonly string[]>> = {
  other: [],
  after: [],
  afterClosed: [],
  sample: [],
  open: [],
  closed: ['reopens'],
  connecting: [],
  unattended: [],
  record: [],
  kept: ['caseNo'],
};
const way = "[a-z0-9'*-]+(?:\\+[a-z0-9'*-]+)*";
const ways = `${way}(?:\\|${way})*`;
/** What one line of `heard` may be made of. */
const line = new RegExp(`^${ways}(?: ${ways})*$`);
/** A fact of so many characters, among them a digit, stands nowhere by chance. */
const longEnoughToQuote = 8;

/**
 * Each answer is named once, can be heard, and is reviewed before it is due; sentences use their own values, and what is a fact is quoted.
 * @param facts null: not all are known, and none is called unknown
 */
export function checkEnglish({ document, file }: Read<EnglishFile>, facts: ReadonlyMap<string, Fact> | null): void {
  const names = new Set<string>();
  const check = (path: Path, words: Words, values: readonly string[]): void => {
    refuseStrangeValues(document, path, words, values, facts);
    for (const template of new Set([words.voice, words.text])) refuseStrangeFacts(document, path, template, facts);
  };
  file.answers.forEach(({ answer, heard, words, parts = {}, reviewed, reviewBy }, index) => {
    const path = ['answers', index];
    if (names.has(answer)) document.refuse([...path, 'answer'], `"${answer}" is there already. Choose another name.`);
    names.add(answer);
    refuseUnheard(document, [...path, 'heard'], heard);
    check([...path, 'words'], { voice: words, text: words }, ['standing']);
    for (const [part, told] of Object.entries(parts))
      if (told) check([...path, 'parts', part], { voice: told, text: told }, ['standing']);
    if (reviewBy <= reviewed)
      document.refuse([...path, 'reviewBy'], `"${reviewBy}" is not after ${reviewed}. Set the next review.`);
  });
  for (const [part, heard] of Object.entries(file.asks ?? {}))
    if (heard) refuseUnheard(document, ['asks', part], heard);
  file.courtesies?.forEach(({ said = [], alsoSaid = [], words }, index) => {
    refuseUnheard(document, ['courtesies', index, 'said'], said);
    refuseUnheard(document, ['courtesies', index, 'alsoSaid'], alsoSaid);
    check(['courtesies', index, 'words'], words, ['standing', 'after']);
  });
  for (const [key, words] of Object.entries(file.says))
    if (words) check(['says', key], words, valuesOf[key as keyof EnglishFile['says']]);
  for (const [key, words] of Object.entries(file.calls ?? {})) {
    if (isPhrase(key)) check(['calls', key], { voice: words, text: words }, phraseValues[key]);
    else document.refuse(['calls', key], `is a phrase that is never said. Remove it.${suggestion(key, phraseKeys)}`);
  }
  refuseStrangeDangers(document, file);
}

const phraseKeys = Object.keys(phraseValues);

function isPhrase(key: string): key is PhraseKey {
  return Object.hasOwn(phraseValues, key);
}

function refuseUnheard(document: ContentDocument, path: Path, heard: readonly string[]): void {
  for (const one of heard)
    if (!line.test(one))
      document.refuseLine(
        path,
        one,
        `"${one}" cannot be heard. Write small words: dog|cat bring*, or me+back for two side by side.`,
      );
}

/** A fact that is quoted has English words, and none is written out a second time. */
function refuseStrangeFacts(
  document: ContentDocument,
  path: Path,
  template: string,
  facts: ReadonlyMap<string, Fact> | null,
): void {
  for (const { value } of placeholdersOf(template)) {
    const fact = facts?.get(factNamed(value) ?? '');
    if (fact?.values.some(({ english }) => english === null))
      document.refuse(path, `quotes "${fact.id}", which has no words in English. Give each of its values english:.`);
  }
  for (const { id, values } of facts?.values() ?? []) {
    const copied = values.find(({ english }) => english !== null && isTelling(english) && template.includes(english));
    if (copied) document.refuse(path, `says "${copied.english}" itself, which is a fact. Write {fact:${id}}.`);
  }
}

function isTelling(english: string): boolean {
  return english.length >= longEnoughToQuote && /\d/.test(english);
}

export function englishOf({ answers, says, words, calls = {}, courtesies = [], asks = {} }: EnglishFile): English {
  return {
    // One sentence after another: there is a blank between.
    calls: new Map([
      ['handoff.connecting', { ...says.connecting, voice: `${says.connecting.voice} ` }],
      ...Object.entries(calls).map(([key, told]) => [key as PhraseKey, { voice: `${told} `, text: told }] as const),
    ]),
    answers: answers.map(({ answer, do: does = null, parts = {}, ...rest }) => ({
      id: answer,
      does,
      parts: mapOf(parts),
      ...rest,
    })),
    courtesies: courtesies.map(({ courtesy, said = [], alsoSaid = [], ...rest }) => ({
      kind: courtesy,
      said,
      alsoSaid,
      ...rest,
    })),
    asks: mapOf(asks),
    commonWords: new Set(words.toLowerCase().split(/\s+/)),
    says: { ...says, sample: says.sample ?? null },
  };
}

function mapOf<T>(ofParts: { readonly [Part in EnglishPart]?: T | undefined }): ReadonlyMap<EnglishPart, T> {
  const given = Object.entries(ofParts).filter(([, one]) => one !== undefined);
  return new Map(given as [EnglishPart, T][]);
}

/** The dangers that are spoken of in English come after the others. */
export function withEnglish(dangers: Dangers, file: EnglishFile | undefined): Dangers {
  if (!file?.dangers) return dangers;
  const kinds = file.dangers.map(({ danger, help = [], ...rest }) => ({ id: danger, help, isEnglish: true, ...rest }));
  return { kinds: [...dangers.kinds, ...kinds], harmless: [...dangers.harmless, ...(file.harmless ?? [])] };
}
