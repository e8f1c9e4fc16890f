import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/**
 * How much of the non-ASCII bytes must form characters of UTF-8, or its three-byte ones alone, for a text to be UTF-8
 * with some damage. Chinese in GB18030 forms two-byte ones by chance, but hardly ever those of three bytes.
 */
const utf8Share = 0.8;
const longUtf8Share = 0.3;

/**
 * Whether bytes that are no valid UTF-8 were meant to be. Such bytes may well decode as GB18030, into characters nobody
 * wrote, and nothing would be noticed.
 */
export function looksLikeUtf8(bytes: Uint8Array): boolean {
  let nonAscii = 0;
  let fitting = 0;
  let fittingLong = 0;
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const length = lead < 0x80 ? 1 : utf8Length(bytes, at);
    if (lead >= 0x80) {
      nonAscii += Math.max(1, length);
      fitting += length;
      if (length > 2) fittingLong += length;
    }
    at += Math.max(1, length);
  }
  return fitting >= utf8Share * nonAscii || fittingLong >= longUtf8Share * nonAscii;
}

/** @returns how many bytes the character of UTF-8 at this place has; 0 when there is none */
function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let place = 1; place < length; place++) {
    if (((bytes[at + place] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}

/** The 3,755 characters in daily use, the first level of GB2312. */
const daily = new Set(
  new TextDecoder('gb18030').decode(
    Uint8Array.from(
      Array.from({ length: 40 * 94 }, (_, place) => [0xb0 + Math.floor(place / 94), 0xa1 + (place % 94)]).flat(),
    ),
  ),
);

/**
 * Whether a text in GB18030 has some UTF-8 in it: a run of bytes that is valid as such, with a character of three bytes; and that has a
 * byte from 80 to A0, or makes characters in daily use alone. Common Chinese in GB18030 has no such byte and never begins a run like
 * that; of three characters that begin with a seldom one, five in a million do.
 * @example utf8Within(Buffer.from('丰桥')) // true, though its bytes are 涓版ˉ in GB18030 as well
 */
export function utf8Within(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; ) {
    if ((bytes[at] ?? 0) < 0x80) {
      at++;
      continue;
    }
    const start = at;
    let isSeldom = false;
    let isLong = false;
    for (; (bytes[at] ?? 0) >= 0x80; at++) {
      const byte = bytes[at] ?? 0;
      if (byte <= 0xa0) isSeldom = true;
      else if (byte >= 0xe0) isLong = true;
    }
    const run = bytes.subarray(start, at);
    if (isLong && isUtf8(run) && (isSeldom || isDaily(run.toString()))) return true;
  }
  return false;
}

function isDaily(text: string): boolean {
  return [...text].every((character) => daily.has(character));
}

/** Private use (造字), unassigned, and the control characters of Latin-1: hardly in any text that people wrote. */
const oddCharacter = /[\p{Co}\p{Cn}\u0080-\u009f\ufffd]/u;
const oddCharacters = new RegExp(oddCharacter, 'gu');
const nonAscii = /[^\p{ASCII}]/gu;
/** How many of the characters that are no ASCII may be odd: Chinese in Big5, read as GB18030, has ten times as many. */
const oddShare = 0.02;

/**
 * Whether bytes that decode as GB18030 are likely to be just that. The characters in daily use have two high bytes; a
 * text in a Western encoding, where a high byte mostly stands before a letter, decodes too.
 */
export function mayBeGb18030(bytes: Uint8Array): boolean {
  let high = 0;
  let low = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    const trail = bytes[++at] ?? 0;
    if (trail < 0x40) at += 2;
    else if (trail < 0x80) low++;
    else high++;
  }
  return low <= high;
}

/** @returns the first of a text's odd characters, where there are so many that it may be in another encoding; or null */
export function oddCharacterIn(text: string): string | null {
  const odd = text.match(oddCharacters)?.length ?? 0;
  if (odd === 0 || odd <= oddShare * (text.match(nonAscii)?.length ?? 0)) return null;
  return oddCharacter.exec(text)?.[0] ?? null;
}
