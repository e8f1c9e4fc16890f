/** Crockford's base32: digits and capitals without I, L, O and U, all of which a QR code holds in five and a half bits. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const digitOf = new Map([...alphabet].map((character, value) => [character, value]));

/**
 * @returns the bytes in base32, the last character filled up with zero bits
 * @example toBase32(Uint8Array.of(255)) // 'ZW'
 */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet.charAt((held << (5 - bits)) & 31);
}

/**
 * Reads it strictly: what is one text is one row of bytes, so that no changed character is overlooked. `O` is not read as `0`.
 * @param length how many bytes there must be
 * @returns null for anything else
 */
export function fromBase32(text: string, length: number): Uint8Array | null {
  if (text.length !== Math.ceil((length * 8) / 5)) return null;
  const bytes = new Uint8Array(length);
  let held = 0;
  let bits = 0;
  let place = 0;
  for (const character of text) {
    const value = digitOf.get(character);
    if (value === undefined) return null;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8 && place < length) {
      bits -= 8;
      bytes[place++] = held >> bits;
    }
    held &= (1 << bits) - 1;
  }
  return held === 0 ? bytes : null;
}
