const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** XML 1.0 has no place for most control characters, lone surrogates and two others; nor has a chat. */
const illegalCharacters = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Finds, fast, the texts that may have some: hardly any has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones looked for.
const suspicious = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** @returns the text with lone surrogates replaced and characters that XML forbids removed */
export function legalText(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.toWellFormed().replace(illegalCharacters, '');
}

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
