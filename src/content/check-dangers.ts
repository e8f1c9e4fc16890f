import { ContentDocument, type Path } from '../authored/document.js';
import type { Dangers } from '../domain/content/danger.js';
import { patternSource } from '../domain/language/said-pattern.js';
import { refuseStrangeValues } from './check-phrases.js';
import { dangersFile, type Read } from './read-documents.js';
import { type DangersFile, dangersShape } from './shapes.js';

/** Each kind is named once, its words need nothing, and what is listened for can be heard. */
export function checkDangers({ document, file }: Read<DangersFile>): void {
  const names = new Set<string>();
  file.dangers.forEach(({ danger, words, signs }, index) => {
    const path = ['dangers', index];
    if (names.has(danger)) document.refuse([...path, 'danger'], `"${danger}" is there already. Choose another name.`);
    names.add(danger);
    refuseStrangeValues(document, [...path, 'words'], words, []);
    refuseStrangePatterns(document, [...path, 'signs'], signs);
  });
  refuseStrangePatterns(document, ['harmless'], file.harmless ?? []);
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
