import type { StagedVersion } from '../../domain/ports.js';
import type { Connection } from './connection.js';

// Most versions are a record's first, as its row stood in the file: they need four values. Reading JSON would be most of
// what adding such a row costs, so these come as one run of bytes: for each the line (10 digits), the hash (43 signs), how
// many bytes the id has (4 digits) and the values (7 digits), then both. The recursion goes from one to the next.
const headBytes = 64;
const numberAt = (place: string, digits: number) => `cast(cast(substr(?2, ${place}, ${digits}) AS TEXT) AS INTEGER)`;
const addFirstSql = `
  WITH RECURSIVE row (start, id, fields) AS (
    SELECT 1, ${numberAt('54', 4)}, ${numberAt('58', 7)}
    UNION ALL
    SELECT start + ${headBytes} + id + fields,
      ${numberAt(`start + ${headBytes} + id + fields + 53`, 4)}, ${numberAt(`start + ${headBytes} + id + fields + 57`, 7)}
    FROM row WHERE start + ${headBytes} + id + fields < length(?2)
  )
  INSERT INTO version (release, line, id, fields, hash)
  SELECT ?1, ${numberAt('start', 10)}, cast(substr(?2, start + ${headBytes}, id) AS TEXT),
    cast(substr(?2, start + ${headBytes} + id, fields) AS TEXT), cast(substr(?2, start + 10, 43) AS TEXT)
  FROM row WHERE true
  ON CONFLICT (id, release) DO NOTHING`;

const addSql = `
  INSERT INTO version (release, line, id, fields, hash, change, raw, previous)
  SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6
  FROM json_each(cast(?2 AS TEXT)) WHERE true
  ON CONFLICT (id, release) DO NOTHING`;

const addKeysSql = `
  INSERT OR IGNORE INTO version_key (release, line, field, value)
  SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2)`;

const repeatedSql = `
  SELECT given.value ->> 0 AS line FROM json_each(?2) AS given
  CROSS JOIN version v ON v.id = given.value ->> 1 AND v.release = ?1
  WHERE v.line <> given.value ->> 0`;

/** Versions made ready for the database, so that the work on the connection is short. */
export interface PreparedVersions {
  readonly hasKeys: boolean;
  /** @returns the lines that were not taken, for their id is in the release already */
  add(connection: Connection): Promise<number[]>;
}

export function prepareVersions(release: number, versions: readonly StagedVersion[]): PreparedVersions {
  const first = versions.filter(isFirstAsItStood);
  const others = first.length === versions.length ? [] : versions.filter((version) => !isFirstAsItStood(version));
  const firstRows = Buffer.from(first.map(firstRow).join(''));
  const otherRows = Buffer.from(JSON.stringify(others.map(otherRow)));
  const hasKeys = versions.some(({ keys }) => keys.length > 0);
  return {
    hasKeys,
    async add(connection) {
      let added = 0;
      if (first.length > 0) added += await connection.run(addFirstSql, [release, firstRows]);
      if (others.length > 0) added += await connection.run(addSql, [release, otherRows]);
      const repeated = added === versions.length ? [] : await findRepeated(connection, release, versions);
      if (hasKeys) await addKeys(connection, release, versions, repeated);
      return repeated;
    },
  };
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

async function findRepeated(
  connection: Connection,
  release: number,
  versions: readonly StagedVersion[],
): Promise<number[]> {
  const named = versions.map(({ line, id }) => [line, id]);
  const rows = await connection.all<{ line: number }>(repeatedSql, [release, JSON.stringify(named)]);
  return rows.map(({ line }) => line);
}

async function addKeys(
  connection: Connection,
  release: number,
  versions: readonly StagedVersion[],
  repeated: readonly number[],
): Promise<void> {
  const left = new Set(repeated);
  const keys = versions.flatMap(({ line, keys }) =>
    left.has(line) ? [] : keys.map(({ field, value }) => [line, field, value]),
  );
  if (keys.length > 0) await connection.run(addKeysSql, [release, JSON.stringify(keys)]);
}
