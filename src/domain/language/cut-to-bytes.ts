const ellipsis = '…';
const newline = 0x0a;

/**
 * Cuts words that are too long for one message and marks the cut with `…`. It cuts after a whole line where that keeps
 * at least half, else after a whole character; never inside one.
 * @param maxBytes in UTF-8, the mark included; at least 3
 * @returns the words themselves when they fit
 */
export function cutToBytes(words: string, maxBytes: number): string {
  if (words.length * 3 <= maxBytes) return words;
  const bytes = Buffer.from(words, 'utf8');
  if (bytes.length <= maxBytes) return words;
  const room = maxBytes - Buffer.byteLength(ellipsis);
  const line = bytes.lastIndexOf(newline, room);
  const end = line >= room / 2 ? line : characterBoundary(bytes, room);
  return bytes.toString('utf8', 0, end).trimEnd() + ellipsis;
}

/** The last place at or before `offset` where a character begins. */
function characterBoundary(bytes: Buffer, offset: number): number {
  let boundary = offset;
  while (boundary > 0 && ((bytes[boundary] ?? 0) & 0xc0) === 0x80) boundary--;
  return boundary;
}
