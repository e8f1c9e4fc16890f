import type { Archive } from './archive.js';
import { type NumberShape, numberShape } from './number-shape.js';
import { readWholeXml } from './xml.js';

/** What a number in a cell means, by the number of its style. */
export type NumberFormats = readonly NumberFormat[];

/** A number, a day with or without a time, or hours that may be more than a day's. */
export type NumberFormat = FormatOfTexts &
  ({ readonly meaning: 'day' | 'hours' } | { readonly meaning: 'number'; readonly shapes: readonly NumberShape[] });

interface FormatOfTexts {
  readonly code: string;
  /** What it makes of a text; null where texts are shown as they are. */
  readonly forTexts: NumberShape | null;
}

/** Formats whose code is not in the file (ECMA-376, 18.8.30). */
const builtins: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '#,##0;-#,##0',
  6: '#,##0;[Red]-#,##0',
  7: '#,##0.00;-#,##0.00',
  8: '#,##0.00;[Red]-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  37: '#,##0;(#,##0)',
  38: '#,##0;[Red](#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;[Red](#,##0.00)',
  41: '#,##0',
  42: '#,##0',
  43: '#,##0.00',
  44: '#,##0.00',
  48: '##0.0E+0',
};

export const generalFormat = formatOf('General');

/** Dates of all languages are 14-22 and 45-47, of Chinese 27-36 and 50-58. */
function builtinFormat(id: number): NumberFormat {
  if (id === 46) return { meaning: 'hours', code: '[h]:mm:ss', forTexts: null };
  const isDay = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return isDay ? { meaning: 'day', code: 'yyyy-mm-dd', forTexts: null } : formatOf(builtins[id] ?? 'General');
}

/**
 * Tells a format by its code: `yyyy/m/d h:mm` is a day, `[h]:mm` hours, `0.0"d"` and `[Red]0` numbers.
 * Only its first section counts for that, which is for positive numbers.
 */
export function formatOf(code: string): NumberFormat {
  const sections = sectionsOf(code);
  const forTexts = shapeForTexts(sections);
  const bare = unquoted(sections[0] ?? '');
  if (/\[(h+|m+|s+)\]/i.test(bare)) return { meaning: 'hours', code, forTexts };
  const letters = bare.replace(/\[[^\]]*\]/g, '').replace(/general|standard|g\/通用格式|e[+-]/gi, '');
  if (/[ymdhs]/i.test(letters)) return { meaning: 'day', code, forTexts };
  return { meaning: 'number', code, shapes: sections.slice(0, 3).map(numberShape), forTexts };
}

/** A fourth section is for texts, and so is the last one if it has an `@`. */
function shapeForTexts(sections: readonly string[]): NumberShape | null {
  const section = sections[3] ?? sections.at(-1) ?? '';
  if (section === '@' || (sections.length < 4 && !unquoted(section).includes('@'))) return null;
  return numberShape(section);
}

/** A section without what it shows as it stands. */
function unquoted(section: string): string {
  return section.replace(/"[^"]*"|\\.|_.|\*./g, '');
}

/** For positive numbers, negative ones, zero, and texts, with semicolons between that are not in quotes. */
function sectionsOf(code: string): readonly string[] {
  const sections = [''];
  for (const [piece] of code.matchAll(/"[^"]*"|\\.|_.|\*.|./gsu)) {
    if (piece === ';') sections.push('');
    else sections.push((sections.pop() ?? '') + piece);
  }
  return sections;
}

/** Reads what the styles make of numbers. */
export async function readNumberFormats(archive: Archive, part: string | null): Promise<NumberFormats> {
  const formats: NumberFormat[] = [];
  if (part === null || !archive.has(part)) return formats;
  const own = new Map<number, NumberFormat>();
  let isCellFormats = false;
  await readWholeXml(archive, part, {
    open(name, attributes) {
      if (name === 'cellXfs') isCellFormats = true;
      const id = Number(attributes.numFmtId ?? 0);
      if (name === 'numFmt') own.set(id, formatOf(attributes.formatCode ?? ''));
      // The custom formats stand before the styles (ECMA-376, CT_Stylesheet).
      if (name === 'xf' && isCellFormats) formats.push(own.get(id) ?? builtinFormat(id));
    },
    close(name) {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return formats;
}
