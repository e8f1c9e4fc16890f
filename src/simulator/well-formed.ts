import { XMLValidator } from 'fast-xml-parser';

/** XML 1.0, "Char": what a document may hold. */
const forbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const reference = /&(?:#x([0-9a-fA-F]+)|#(\d+)|(amp|lt|gt|quot|apos));|&\w*;?/g;
const openSections = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?]]>/g;
const tagInTag = /<[^<>]*</;
const afterRoot = /^[^<]*[^<\s][^<]*$/;

/**
 * What makes a document no XML; the validator of the library overlooks some of it.
 * @returns the fault in words, or null when there is none
 */
export function faultOf(document: string): string | null {
  const unwanted = forbidden.exec(document)?.[0];
  if (unwanted !== undefined) return `holds the character ${codePoint(unwanted)}, which XML forbids`;
  const validity = XMLValidator.validate(document);
  if (validity !== true) return `line ${validity.err.line}: ${validity.err.msg}`;
  if (document.includes('<!DOCTYPE')) return 'declares a document type';
  const plain = document.replace(openSections, '');
  if (tagInTag.test(plain)) return 'has a "<" inside a tag';
  if (afterRoot.test(plain.slice(plain.lastIndexOf('>') + 1))) return 'goes on after its last element';
  for (const [written, hex, decimal, name] of plain.matchAll(reference)) {
    if (name !== undefined) continue;
    const code = hex === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(hex, 16);
    if (!(code <= 0x10ffff) || forbidden.test(String.fromCodePoint(code))) {
      return `"${written}" at ${plain.indexOf(written)} stands for no character`;
    }
  }
  return null;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
