import { ContentDocument, type Path } from '../authored/document.js';
import type { Dangers } from '../domain/content/danger.js';
import { bareWords, patternSource } from '../domain/language/said-pattern.js';
import { refuseStrangeValues } from './check-phrases.js';
import { dangersFile, type Read } from './read-documents.js';
import { type DangersFile, dangersShape } from './shapes.js';

/** Each kind is named once, its words need nothing, and what is listened for can be heard. */
export function checkDangers({ document, file }: Read<DangersFile>): void {
  refuseStrangeDangers(document, file);
}

/** The same of the dangers that a file holds beside other things. */
export function refuseStrangeDangers(
  document: ContentDocument,
  file: { [Key in keyof DangersFile]?: DangersFile[Key] | undefined },
): void {
  const names = new Set<string>();
  file.dangers?.forEach(({ danger, words, signs }, index) => {
    const path = ['dangers', index];
    if (names.has(danger)) document.refuse([...path, 'danger'], `"${danger}" is there already. Choose another name.`);
    names.add(danger);
    refuseStrangeValues(document, [...path, 'words'], words, []);
    refuseStrangePatterns(document, [...path, 'signs'], signs);
    refuseUnheard(document, [...path, 'signs'], signs, file.harmless ?? []);
  });
  refuseStrangePatterns(document, ['harmless'], file.harmless ?? []);
}

/** A single character is in everything; and what is taken out as harmless is never met. */
function refuseUnheard(document: ContentDocument, path: Path, signs: readonly string[], harmless: readonly string[]) {
  const sources = harmless.flatMap((one) => patternSource(one) ?? []);
  for (const sign of signs) {
    const source = patternSource(sign);
    if (source === null || /[(|…]/.test(sign)) continue;
    const bare = bareWords(sign);
    if (isTooShort(sign)) {
      const message = `"${sign}" is too short: whatever holds it would be a danger. Write two characters or more.`;
      document.refuseLine(path, sign, message);
    } else if (sources.length > 0 && !bare.replace(new RegExp(sources.join('|'), 'gu'), '、').includes(bare)) {
      const message = `"${sign}" is never heard: harmless takes it out before. Remove it from one of the two.`;
      document.refuseLine(path, sign, message);
    }
  }
}

/** Whether a pattern is a single character, which is in everything. */
export function isTooShort(pattern: string): boolean {
  return !/[(|…]/.test(pattern) && [...bareWords(pattern)].length < 2;
}

/** Refuses patterns that cannot be read. */
export function refuseStrangePatterns(document: ContentDocument, path: Path, patterns: readonly string[]): void {
  for (const pattern of patterns) {
    if (patternSource(pattern) !== null) continue;
    document.refuseLine(
      path,
      pattern,
      `"${pattern}" is no pattern. Write words, (a|b) for either, (a|) for what may be left out, and … at most twice; no other signs, and no fillers (嗯, 那个).`,
    );
  }
}

export function dangersOf({ dangers, harmless = [] }: DangersFile): Dangers {
  const kinds = dangers.map(({ danger, help = [], ...rest }) => ({ id: danger, help, ...rest }));
  return { kinds, harmless };
}

/** @returns the rules of a file; none when it cannot be read */
export function dangersIn(text: string): Dangers {
  const file = new ContentDocument(dangersFile, text).read(dangersShape);
  return file ? dangersOf(file) : { kinds: [], harmless: [] };
}
