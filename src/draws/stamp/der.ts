/** One value of DER (X.690): its tag, and where what it holds begins and ends. */
export interface DerValue {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

/** Bytes that are no DER, or not the value that is looked for. */
export class DerFault extends Error {}

export const tags = {
  integer: 0x02,
  octets: 0x04,
  objectId: 0x06,
  sequence: 0x30,
  generalizedTime: 0x18,
  explicit0: 0xa0,
} as const;

/**
 * Reads the value that begins at a place.
 * @param limit where the value around it ends
 * @throws DerFault where there is none of that tag, or it does not end inside
 */
export function derAt(bytes: Uint8Array, at: number, limit: number, tag: number): DerValue {
  const first = bytes[at + 1];
  if (at + 2 > limit || first === undefined || bytes[at] !== tag)
    throw new DerFault(`byte ${at} does not begin a value of tag ${tag}`);
  let [start, length] = [at + 2, first];
  if (first >= 0x80) {
    const many = first - 0x80;
    if (many < 1 || many > 4 || start + many > limit) throw new DerFault(`byte ${at + 1} says no length`);
    length = 0;
    for (const byte of bytes.subarray(start, start + many)) length = length * 256 + byte;
    start += many;
  }
  if (start + length > limit) throw new DerFault(`the value at byte ${at} does not end inside what holds it`);
  return { tag, start, end: start + length };
}

/** Writes a value of DER. */
export function der(tag: number, ...parts: readonly (readonly number[] | Uint8Array)[]): Uint8Array {
  const body = parts.flatMap((part) => [...part]);
  const lengths: number[] = [];
  for (let left = body.length; left > 0; left = Math.floor(left / 256)) lengths.unshift(left % 256);
  const length = body.length < 0x80 ? [body.length] : [0x80 + lengths.length, ...lengths];
  return Uint8Array.from([tag, ...length, ...body]);
}
