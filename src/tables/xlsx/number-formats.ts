import type { Archive } from './archive.js';
import { readWholeXml } from './xml.js';

/** What a number in a cell means: itself, a day with or without a time, or hours that may be more than a day's. */
export type NumberMeaning = 'number' | 'day' | 'hours';

/** By the number of a cell's style. */
export type NumberFormats = readonly NumberMeaning[];

/** Formats whose code is not in the file: dates of all languages (14-22, 45-47), and of Chinese (27-36, 50-58). */
function builtinMeaning(id: number): NumberMeaning {
  if (id === 46) return 'hours';
  const isDay = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  return isDay ? 'day' : 'number';
}

/**
 * Tells a format by its code: `yyyy/m/d h:mm` is a day, `[h]:mm` hours, `0.0"d"` and `[Red]0` numbers.
 * Only its first section counts, which is for positive numbers.
 */
export function codeMeaning(code: string): NumberMeaning {
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '');
  const [positive = ''] = bare.split(';');
  if (/\[(h+|m+|s+)\]/i.test(positive)) return 'hours';
  const letters = positive.replace(/\[[^\]]*\]/g, '').replace(/general|standard/i, '');
  return /[ymdhs]/i.test(letters) ? 'day' : 'number';
}

/** Reads what the styles make of numbers. */
export async function readNumberFormats(archive: Archive, part: string | null): Promise<NumberFormats> {
  const meanings: NumberMeaning[] = [];
  if (part === null || !archive.has(part)) return meanings;
  const own = new Map<number, NumberMeaning>();
  let isCellFormats = false;
  await readWholeXml(archive, part, {
    open(name, attributes) {
      if (name === 'cellXfs') isCellFormats = true;
      const id = Number(attributes.numFmtId ?? 0);
      if (name === 'numFmt') own.set(id, codeMeaning(attributes.formatCode ?? ''));
      // The custom formats stand before the styles (ECMA-376, CT_Stylesheet).
      if (name === 'xf' && isCellFormats) meanings.push(own.get(id) ?? builtinMeaning(id));
    },
    close(name) {
      if (name === 'cellXfs') isCellFormats = false;
    },
  });
  return meanings;
}
