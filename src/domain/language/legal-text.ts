/** XML 1.0 has no place for most control characters, lone surrogates and two others; nor has a voice or a chat. */
const illegalCharacters = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

/** Finds, fast, the texts that may have some: hardly any has. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones looked for.
const suspicious = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** @returns the text with lone surrogates replaced and characters that XML forbids removed */
export function legalText(text: string): string {
  if (!suspicious.test(text)) return text;
  return text.toWellFormed().replace(illegalCharacters, '');
}
