import { legalText } from '../../domain/language/legal-text.js';

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** @returns a CDATA section that holds exactly this text; `]]>` is split over two */
export function cdata(text: string): string {
  return `<![CDATA[${legalText(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

/**
 * Undoes the five entities of XML and character references, once: `&amp;lt;` is the text `&lt;`.
 * @returns null when there is any other entity
 */
export function unescapeXml(text: string): string | null {
  if (!text.includes('&')) return text;
  let isKnown = true;
  const plain = text.replace(/&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]{2,4}));|&/g, (_whole, decimal, hex, name) => {
    const character = name === undefined ? characterOf(decimal, hex) : entities.get(name);
    if (character === undefined) isKnown = false;
    return character ?? '';
  });
  return isKnown ? plain : null;
}

function characterOf(decimal: string | undefined, hex: string | undefined): string | undefined {
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
