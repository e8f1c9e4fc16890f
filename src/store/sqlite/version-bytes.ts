import type { StagedVersion } from '../../domain/disclosure/stores.js';

/** Versions as bytes, made ready for one statement: they cost next to nothing while they wait for their turn. */
export interface VersionBytes {
  readonly release: number;
  /** How many versions. */
  readonly count: number;
  /** `plain`: the records' first versions, as their rows stood in the file. */
  readonly form: 'plain' | 'json';
  readonly rows: Buffer;
  /** A JSON array of line, field and value; null when none has a key. */
  readonly keys: Buffer | null;
}

/** How long the numbers and the hash are that stand before each plain row. */
export const headBytes = 64;

/**
 * Turns versions into what a statement takes. Those that need four values only, as nearly all do, come as one run of bytes:
 * for each the line (10 digits), the hash (43 signs), how many bytes the id has (4 digits) and the values (7 digits),
 * then both. Where one of them needs more, all come as JSON, so that they are added in their order.
 */
export function versionBytes(release: number, versions: readonly StagedVersion[]): VersionBytes {
  const isPlain = versions.every(isFirstAsItStood);
  const keys = versions.flatMap(({ line, keys }) => keys.map(({ field, value }) => [line, field, value]));
  return {
    release,
    count: versions.length,
    form: isPlain ? 'plain' : 'json',
    rows: isPlain ? plainRows(versions) : jsonBytes(versions.map(jsonRow)),
    keys: keys.length === 0 ? null : jsonBytes(keys),
  };
}

/** @returns those of one release and form as one, in their order */
export function joined(first: VersionBytes, others: readonly VersionBytes[]): VersionBytes {
  if (others.length === 0) return first;
  const parts = [first, ...others];
  const { release, form } = first;
  const rows = parts.map((part) => part.rows);
  const keys = parts.flatMap((part) => part.keys ?? []);
  return {
    release,
    count: parts.reduce((sum, { count }) => sum + count, 0),
    form,
    rows: form === 'plain' ? Buffer.concat(rows) : joinedJson(rows),
    keys: keys.length === 0 ? null : joinedJson(keys),
  };
}

function isFirstAsItStood({ change, raw, previous, hash, id }: StagedVersion): boolean {
  return change === 'published' && raw === null && previous === null && hash.length === 43 && id.length < 2_000;
}

function jsonRow(version: StagedVersion): (string | number | null)[] {
  const { line, id, values, hash, change, raw, previous } = version;
  return [line, id, values, hash, change, raw, previous];
}

function jsonBytes(rows: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify(rows));
}

const [bracket, comma, closingBracket] = [Buffer.from('['), Buffer.from(','), Buffer.from(']')];

/** Joins JSON arrays that are not empty. */
function joinedJson(arrays: readonly Buffer[]): Buffer {
  const inner = arrays.flatMap((array, place) => [place === 0 ? bracket : comma, array.subarray(1, -1)]);
  return Buffer.concat([...inner, closingBracket]);
}

let scratch: Buffer = Buffer.alloc(0);

/**
 * Written byte by byte into a buffer that is used again: putting texts together first, and numbers into text, was a third
 * of what the main thread did in an import.
 */
function plainRows(versions: readonly StagedVersion[]): Buffer {
  const most = versions.reduce((sum, { id, values }) => sum + headBytes + 3 * (id.length + values.length), 0);
  if (most > scratch.length) scratch = Buffer.allocUnsafeSlow(most);
  let at = 0;
  for (const { line, id, values, hash } of versions) {
    const idBytes = scratch.write(id, at + headBytes);
    const valueBytes = scratch.write(values, at + headBytes + idBytes);
    writeDigits(line, at, 10);
    scratch.write(hash, at + 10, 'latin1');
    writeDigits(idBytes, at + 53, 4);
    writeDigits(valueBytes, at + 57, 7);
    at += headBytes + idBytes + valueBytes;
  }
  return Buffer.from(scratch.subarray(0, at));
}

/** Writes a number in decimal, with zeros before it. */
function writeDigits(number: number, from: number, count: number): void {
  let rest = number;
  for (let place = from + count - 1; place >= from; place--) {
    const more = Math.floor(rest / 10);
    scratch[place] = 48 + rest - 10 * more;
    rest = more;
  }
}
