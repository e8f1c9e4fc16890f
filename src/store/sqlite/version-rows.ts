import type { Connection } from './connection.js';
import { headBytes, joined, type VersionBytes } from './version-bytes.js';

// Reading JSON would be most of what adding a plain row costs. The recursion goes from one row to the next.
const numberAt = (place: string, digits: number) => `cast(cast(substr(?2, ${place}, ${digits}) AS TEXT) AS INTEGER)`;
const textAt = (place: string, bytes: string) => `cast(substr(?2, ${place}, ${bytes}) AS TEXT)`;
const next = `row.start + ${headBytes} + row.id + row.fields`;
const plainRows = `
  WITH RECURSIVE row (start, id, fields) AS (
    SELECT 1, ${numberAt('54', 4)}, ${numberAt('58', 7)}
    UNION ALL
    SELECT ${next}, ${numberAt(`${next} + 53`, 4)}, ${numberAt(`${next} + 57`, 7)} FROM row WHERE ${next} < length(?2)
  )`;
const plain = {
  line: numberAt('row.start', 10),
  id: textAt(`row.start + ${headBytes}`, 'row.id'),
  fields: textAt(`row.start + ${headBytes} + row.id`, 'row.fields'),
  hash: textAt('row.start + 10', '43'),
};

const addPlainSql = `${plainRows}
  INSERT INTO version (release, line, id, fields, hash)
  SELECT ?1, ${plain.line}, ${plain.id}, ${plain.fields}, ${plain.hash} FROM row WHERE true
  ON CONFLICT (id, release) DO NOTHING`;

const repeatedPlainSql = `${plainRows}
  SELECT ${plain.line} AS line FROM row CROSS JOIN version v ON v.id = ${plain.id} AND v.release = ?1
  WHERE v.line <> ${plain.line}`;

const jsonRows = 'json_each(cast(?2 AS TEXT)) AS given';

const addJsonSql = `
  INSERT INTO version (release, line, id, fields, hash, change, raw, previous)
  SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
  FROM ${jsonRows} WHERE true
  ON CONFLICT (id, release) DO NOTHING`;

const repeatedJsonSql = `
  SELECT given.value ->> 0 AS line FROM ${jsonRows}
  CROSS JOIN version v ON v.id = given.value ->> 1 AND v.release = ?1
  WHERE v.line <> given.value ->> 0`;

const addKeysSql = `
  INSERT OR IGNORE INTO version_key (release, line, field, value)
  SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(cast(?2 AS TEXT))
  WHERE value ->> 0 NOT IN (SELECT value FROM json_each(?3))`;

const statements = {
  plain: { add: addPlainSql, repeated: repeatedPlainSql },
  json: { add: addJsonSql, repeated: repeatedJsonSql },
};

/**
 * Adds versions to their releases, made ready one after another, in as few statements as their order allows.
 * @returns for each, the lines that were not taken, for their id is in the release already
 */
export async function addVersions(connection: Connection, parts: readonly VersionBytes[]): Promise<number[][]> {
  const results: number[][] = [];
  for (const run of runsOf(parts)) results.push(...(await addRun(connection, run)));
  return results;
}

/** @returns whether that takes one statement, which is a transaction by itself */
export function isOneStatement(parts: readonly VersionBytes[]): boolean {
  return runsOf(parts).length <= 1 && parts.every(({ keys }) => keys === null);
}

/** Neighbours that go together. */
type Run = readonly [VersionBytes, ...VersionBytes[]];

function runsOf(parts: readonly VersionBytes[]): readonly Run[] {
  const runs: [VersionBytes, ...VersionBytes[]][] = [];
  for (const part of parts) {
    const run = runs.at(-1);
    if (run && run[0].release === part.release && run[0].form === part.form) run.push(part);
    else runs.push([part]);
  }
  return runs;
}

async function addRun(connection: Connection, run: Run): Promise<number[][]> {
  const [first, ...others] = run;
  const { release, count, form, rows, keys } = joined(first, others);
  const { add, repeated } = statements[form];
  const added = await connection.run(add, [release, rows]);
  const results: number[][] = [];
  for (const part of run) {
    const lines = added === count ? [] : await connection.all<{ line: number }>(repeated, [release, part.rows]);
    results.push(lines.map(({ line }) => line));
  }
  if (keys) await connection.run(addKeysSql, [release, keys, JSON.stringify(results.flat())]);
  return results;
}
