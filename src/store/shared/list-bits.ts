/** So many ordinals are one piece. */
export const ordinalsPerPiece = 32_768;
/** From so many on, a bit for every ordinal takes less than two bytes for each that is in. */
const dense = ordinalsPerPiece / 16;

/**
 * Some of the ordinals of one piece, as a text: two bytes for each (`s`), or a bit for every one (`d`), in base64.
 * @param places within the piece, from 0
 * @example writeBits([0, 2]) // 'sAAACAA=='
 */
export function writeBits(places: ReadonlySet<number>): string {
  if (places.size < dense) {
    const sorted = Uint16Array.from([...places].sort((one, other) => one - other));
    return `s${Buffer.from(sorted.buffer).toString('base64')}`;
  }
  const bits = new Uint8Array(ordinalsPerPiece / 8);
  for (const place of places) bits[place >> 3] = (bits[place >> 3] as number) | (1 << (place & 7));
  return `d${Buffer.from(bits.buffer).toString('base64')}`;
}

/** @returns the places that {@link writeBits} was given */
export function readBits(text: string): Set<number> {
  const bytes = Buffer.from(text.slice(1), 'base64');
  const places = new Set<number>();
  if (text.startsWith('s')) {
    for (let at = 0; at < bytes.length; at += 2) places.add(bytes.readUInt16LE(at));
    return places;
  }
  for (let at = 0; at < bytes.length; at++) {
    for (let rest = bytes[at] as number; rest !== 0; rest &= rest - 1) {
      places.add(at * 8 + (31 - Math.clz32(rest & -rest)));
    }
  }
  return places;
}

/**
 * @param pieces of several lists, the same piece of each
 * @returns the places that are in all of them, in their order
 */
export function inAll(pieces: readonly string[]): readonly number[] {
  const few = pieces.filter((text) => text.startsWith('s')).map((text) => Buffer.from(text.slice(1), 'base64'));
  const many = pieces.filter((text) => text.startsWith('d')).map((text) => Buffer.from(text.slice(1), 'base64'));
  const [first, ...others] = few.sort((one, other) => one.length - other.length);
  if (!first) return inAllBits(many);
  const found: number[] = [];
  const at = others.map(() => 0);
  for (let from = 0; from < first.length; from += 2) {
    const place = first.readUInt16LE(from);
    const isIn = others.every((other, index) => {
      while ((at[index] as number) < other.length && other.readUInt16LE(at[index]) < place)
        at[index] = (at[index] as number) + 2;
      return (at[index] as number) < other.length && other.readUInt16LE(at[index]) === place;
    });
    if (isIn && many.every((bits) => ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0)) found.push(place);
  }
  return found;
}

function inAllBits(all: readonly Buffer[]): readonly number[] {
  const [first, ...others] = all;
  const found: number[] = [];
  for (let at = 0; at < (first?.length ?? 0); at++) {
    let rest = first?.[at] ?? 0;
    for (const bits of others) rest &= bits[at] ?? 0;
    for (; rest !== 0; rest &= rest - 1) found.push(at * 8 + (31 - Math.clz32(rest & -rest)));
  }
  return found;
}
