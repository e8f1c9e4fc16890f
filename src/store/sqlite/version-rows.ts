import type { StagedVersion } from '../../domain/ports.js';
import type { Connection } from './connection.js';

// Most versions are a record's first, as its row stood in the file: they need four values. Reading JSON would be most of
// what adding such a row costs, so these come as one run of bytes: for each the line (10 digits), the hash (43 signs), how
// many bytes the id has (4 digits) and the values (7 digits), then both. The recursion goes from one to the next.
const headBytes = 64;
const numberAt = (place: string, digits: number) => `cast(cast(substr(?2, ${place}, ${digits}) AS TEXT) AS INTEGER)`;
const textAt = (place: string, bytes: string) => `cast(substr(?2, ${place}, ${bytes}) AS TEXT)`;
const next = `row.start + ${headBytes} + row.id + row.fields`;
const firstRows = `
  WITH RECURSIVE row (start, id, fields) AS (
    SELECT 1, ${numberAt('54', 4)}, ${numberAt('58', 7)}
    UNION ALL
    SELECT ${next}, ${numberAt(`${next} + 53`, 4)}, ${numberAt(`${next} + 57`, 7)} FROM row WHERE ${next} < length(?2)
  )`;
const first = {
  line: numberAt('row.start', 10),
  id: textAt(`row.start + ${headBytes}`, 'row.id'),
  fields: textAt(`row.start + ${headBytes} + row.id`, 'row.fields'),
  hash: textAt('row.start + 10', '43'),
};

const addFirstSql = `${firstRows}
  INSERT INTO version (release, line, id, fields, hash)
  SELECT ?1, ${first.line}, ${first.id}, ${first.fields}, ${first.hash} FROM row WHERE true
  ON CONFLICT (id, release) DO NOTHING`;

const repeatedFirstSql = `${firstRows}
  SELECT ${first.line} AS line FROM row CROSS JOIN version v ON v.id = ${first.id} AND v.release = ?1
  WHERE v.line <> ${first.line}`;

const otherRows = 'json_each(cast(?2 AS TEXT)) AS given';

const addSql = `
  INSERT INTO version (release, line, id, fields, hash, change, raw, previous)
  SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
  FROM ${otherRows} WHERE true
  ON CONFLICT (id, release) DO NOTHING`;

const repeatedSql = `
  SELECT given.value ->> 0 AS line FROM ${otherRows}
  CROSS JOIN version v ON v.id = given.value ->> 1 AND v.release = ?1
  WHERE v.line <> given.value ->> 0`;

const addKeysSql = `
  INSERT OR IGNORE INTO version_key (release, line, field, value)
  SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(cast(?2 AS TEXT))
  WHERE value ->> 0 NOT IN (SELECT value FROM json_each(?3))`;

/** Versions made ready for the database: as bytes, which cost next to nothing while they wait for their turn. */
export interface PreparedVersions {
  readonly hasKeys: boolean;
  /** @returns the lines that were not taken, for their id is in the release already */
  add(connection: Connection): Promise<number[]>;
}

export function prepareVersions(release: number, versions: readonly StagedVersion[]): PreparedVersions {
  const firsts = versions.filter(isFirstAsItStood);
  const others = firsts.length === versions.length ? [] : versions.filter((version) => !isFirstAsItStood(version));
  const parts = [
    {
      count: firsts.length,
      rows: Buffer.from(firsts.map(firstRow).join('')),
      add: addFirstSql,
      repeated: repeatedFirstSql,
    },
    { count: others.length, rows: bytesOf(others.map(otherRow)), add: addSql, repeated: repeatedSql },
  ].filter(({ count }) => count > 0);
  const keys = versions.flatMap(({ line, keys }) => keys.map(({ field, value }) => [line, field, value]));
  return addition(release, parts, keys.length === 0 ? null : bytesOf(keys));
}

interface Part {
  readonly count: number;
  readonly rows: Buffer;
  /** Statements that take the release and the rows. */
  readonly add: string;
  readonly repeated: string;
}

/** On its own, so that nothing but the bytes is kept while it waits. */
function addition(release: number, parts: readonly Part[], keys: Buffer | null): PreparedVersions {
  return {
    hasKeys: keys !== null,
    async add(connection) {
      const repeated: number[] = [];
      for (const part of parts) {
        const added = await connection.run(part.add, [release, part.rows]);
        if (added === part.count) continue;
        const rows = await connection.all<{ line: number }>(part.repeated, [release, part.rows]);
        repeated.push(...rows.map(({ line }) => line));
      }
      if (keys) await connection.run(addKeysSql, [release, keys, JSON.stringify(repeated)]);
      return repeated;
    },
  };
}

function bytesOf(rows: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify(rows));
}

function firstRow({ line, id, values, hash }: StagedVersion): string {
  // Adding the next power of ten and leaving its 1 out is the quick way to leading zeros.
  const place = String(1e10 + line).slice(1);
  const sizes = String(1e11 + Buffer.byteLength(id) * 1e7 + Buffer.byteLength(values)).slice(1);
  return place + hash + sizes + id + values;
}

function otherRow(version: StagedVersion): (string | number | null)[] {
  const { line, id, values, hash, change, raw, previous } = version;
  return [line, id, values, hash, change, raw, previous];
}

function isFirstAsItStood({ change, raw, previous, hash, id }: StagedVersion): boolean {
  return change === 'published' && raw === null && previous === null && hash.length === 43 && id.length < 2_000;
}
