import type { Connection } from '../../database/sqlite/connection.js';
import type { StagedVersion } from '../../domain/disclosure/stores.js';

/**
 * Adds many versions with one statement: they are packed into bytes, and SQL takes the bytes apart. A statement for each
 * would go to another thread and back a million times in an import; of JSON the reading alone would cost more than all else.
 *
 * Most versions are a record's first, and say what their row said. They are packed plain, one behind the other: a head of
 * 64 bytes, the id, the values. Vehicle SCBES63W6GC000700 from line 12 is (blanks and line breaks are only here):
 * @example
 * 0000000012 Zk9…43 signs…w4Q 0017 0000061
 * SCBES63W6GC000700 ["SCBES63W6GC000700","123456","宾利","2016-08-12","合格"]
 */
export interface PackedVersions {
  readonly release: number;
  /** How many versions. */
  readonly count: number;
  /** Where one version needs more than that, all come as a JSON array, so that they are added in their order. */
  readonly form: 'plain' | 'json';
  readonly rows: Buffer;
  /** A JSON array of line, field and value; null when none has a key. */
  readonly keys: Buffer | null;
}

/** Where a plain row has what, in bytes; its id begins behind them. */
const head = {
  line: { at: 0, length: 10 },
  hash: { at: 10, length: 43 },
  idBytes: { at: 53, length: 4 },
  valueBytes: { at: 57, length: 7 },
  length: 64,
} as const;

/** Packed versions cost next to nothing while they wait for their turn. */
export function packVersions(release: number, versions: readonly StagedVersion[]): PackedVersions {
  const isPlain = versions.every(isPlainVersion);
  const keys = versions.flatMap(({ line, keys }) => keys.map(({ field, value }) => [line, field, value]));
  return {
    release,
    count: versions.length,
    form: isPlain ? 'plain' : 'json',
    rows: isPlain ? plainRows(versions) : jsonBytes(versions.map(jsonRow)),
    keys: keys.length === 0 ? null : jsonBytes(keys),
  };
}

function isPlainVersion({ change, raw, previous, hash, id }: StagedVersion): boolean {
  return (
    change === 'published' && raw === null && previous === null && hash.length === head.hash.length && id.length < 2_000
  );
}

let scratch: Buffer = Buffer.alloc(0);

/** Writes into a buffer that is used again: making a text of each row first was a third of the main thread's work. */
function plainRows(versions: readonly StagedVersion[]): Buffer {
  const most = versions.reduce((sum, { id, values }) => sum + head.length + 3 * (id.length + values.length), 0);
  if (most > scratch.length) scratch = Buffer.allocUnsafeSlow(most);
  let start = 0;
  for (const { line, id, values, hash } of versions) {
    const idBytes = scratch.write(id, start + head.length);
    const valueBytes = scratch.write(values, start + head.length + idBytes);
    writeDigits(line, start, head.line);
    scratch.write(hash, start + head.hash.at, 'latin1');
    writeDigits(idBytes, start, head.idBytes);
    writeDigits(valueBytes, start, head.valueBytes);
    start += head.length + idBytes + valueBytes;
  }
  return Buffer.from(scratch.subarray(0, start));
}

/** Writes a number in decimal, with zeros before it. */
function writeDigits(number: number, start: number, { at, length }: { readonly at: number; readonly length: number }) {
  let rest = number;
  for (let index = start + at + length - 1; index >= start + at; index--) {
    const more = Math.floor(rest / 10);
    scratch[index] = 48 + rest - 10 * more;
    rest = more;
  }
}

function jsonRow(version: StagedVersion): (string | number | null)[] {
  const { line, id, values, hash, change, raw, previous } = version;
  return [line, id, values, hash, change, raw, previous];
}

function jsonBytes(rows: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify(rows));
}

// In each statement ?1 is the release and ?2 the packed rows. SQL counts bytes from 1.
type Part = Exclude<keyof typeof head, 'length'>;
const textOf = (from: string, bytes: string | number) => `cast(substr(?2, ${from}, ${bytes}) AS TEXT)`;
const inHead = (start: string, part: Part) => textOf(`${start} + ${head[part].at}`, head[part].length);
const numberIn = (start: string, part: Part) => `cast(${inHead(start, part)} AS INTEGER)`;
const next = `row.start + ${head.length} + row.idBytes + row.valueBytes`;

/** Goes from one row to the next: where each begins, and how long its id and its values are. */
const plainTable = `
  WITH RECURSIVE row (start, idBytes, valueBytes) AS (
    SELECT 1, ${numberIn('1', 'idBytes')}, ${numberIn('1', 'valueBytes')}
    UNION ALL
    SELECT ${next}, ${numberIn(next, 'idBytes')}, ${numberIn(next, 'valueBytes')} FROM row WHERE ${next} < length(?2)
  )`;
const plain = {
  line: numberIn('row.start', 'line'),
  id: textOf(`row.start + ${head.length}`, 'row.idBytes'),
  values: textOf(`row.start + ${head.length} + row.idBytes`, 'row.valueBytes'),
  hash: inHead('row.start', 'hash'),
};
const jsonTable = 'json_each(cast(?2 AS TEXT)) AS given';

/** For each form: `add` takes the first version of each id, `repeated` finds the lines that were not taken. */
const statements = {
  plain: {
    add: `${plainTable}
      INSERT INTO version (release, line, id, fields, hash)
      SELECT ?1, ${plain.line}, ${plain.id}, ${plain.values}, ${plain.hash} FROM row WHERE true
      ON CONFLICT (id, release) DO NOTHING`,
    repeated: `${plainTable}
      SELECT ${plain.line} AS line FROM row CROSS JOIN version v ON v.id = ${plain.id} AND v.release = ?1
      WHERE v.line <> ${plain.line}`,
  },
  json: {
    add: `
      INSERT INTO version (release, line, id, fields, hash, change, raw, previous)
      SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
      FROM ${jsonTable} WHERE true
      ON CONFLICT (id, release) DO NOTHING`,
    repeated: `
      SELECT given.value ->> 0 AS line FROM ${jsonTable}
      CROSS JOIN version v ON v.id = given.value ->> 1 AND v.release = ?1
      WHERE v.line <> given.value ->> 0`,
  },
};

const addKeysSql = `
  INSERT OR IGNORE INTO version_key (release, line, field, value)
  SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(cast(?2 AS TEXT))
  WHERE value ->> 0 NOT IN (SELECT value FROM json_each(?3))`;

/**
 * Adds versions to their releases, in as few statements as their order allows.
 * @returns for each, the lines that were not taken, for their id is in the release already
 */
export async function addVersions(connection: Connection, parts: readonly PackedVersions[]): Promise<number[][]> {
  const results: number[][] = [];
  for (const run of runsOf(parts)) results.push(...(await addRun(connection, run)));
  return results;
}

/** @returns whether that takes one statement, which is a transaction by itself */
export function isOneStatement(parts: readonly PackedVersions[]): boolean {
  return runsOf(parts).length <= 1 && parts.every(({ keys }) => keys === null);
}

/** Neighbours of one release and one form, which go together. */
type Run = readonly [PackedVersions, ...PackedVersions[]];

function runsOf(parts: readonly PackedVersions[]): readonly Run[] {
  const runs: [PackedVersions, ...PackedVersions[]][] = [];
  for (const part of parts) {
    const run = runs.at(-1);
    if (run && run[0].release === part.release && run[0].form === part.form) run.push(part);
    else runs.push([part]);
  }
  return runs;
}

async function addRun(connection: Connection, run: Run): Promise<number[][]> {
  const [{ release, form }] = run;
  const { add, repeated } = statements[form];
  const rows = run.map((part) => part.rows);
  const added = await connection.run(add, [release, form === 'plain' ? joinedBytes(rows) : joinedJson(rows)]);
  const isComplete = added === run.reduce((sum, { count }) => sum + count, 0);
  const results: number[][] = [];
  for (const part of run) {
    const lines = isComplete ? [] : await connection.all<{ line: number }>(repeated, [release, part.rows]);
    results.push(lines.map(({ line }) => line));
  }
  const keys = run.flatMap((part) => part.keys ?? []);
  if (keys.length > 0) await connection.run(addKeysSql, [release, joinedJson(keys), JSON.stringify(results.flat())]);
  return results;
}

function joinedBytes(parts: readonly Buffer[]): Buffer {
  const [only] = parts.length === 1 ? parts : [];
  return only ?? Buffer.concat(parts);
}

/** Joins JSON arrays that are not empty: `[1,2]` and `[3]` become `[1,2,3]`. */
function joinedJson(arrays: readonly Buffer[]): Buffer {
  const inner = arrays.flatMap((array, index) => [Buffer.from(index === 0 ? '[' : ','), array.subarray(1, -1)]);
  return joinedBytes([...inner, Buffer.from(']')]);
}
