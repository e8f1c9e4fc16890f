import { numberArray, textArray } from '../../database/postgres/arrays.js';
import type { Connection } from '../../database/postgres/connection.js';
import type { StagedVersion } from '../../domain/disclosure/stores.js';

const columns = 'release, line, id, fields, hash';

// Most versions are a record's first, as its row stood in the file: they need four values.
const addFirstSql = `
  INSERT INTO version (${columns})
  SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[])
  ON CONFLICT (id, release) DO NOTHING`;

const addSql = `
  INSERT INTO version (${columns}, change, raw, previous)
  SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
  ON CONFLICT (id, release) DO NOTHING`;

const addKeysSql = `
  INSERT INTO version_key (release, line, field, value)
  SELECT $1, * FROM unnest($2::bigint[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`;

const repeatedSql = `
  SELECT given.line FROM unnest($2::bigint[], $3::text[]) AS given (line, id)
  CROSS JOIN LATERAL (SELECT line FROM version WHERE id = given.id AND release = $1 LIMIT 1) AS v
  WHERE v.line <> given.line`;

/** Adds versions to a release, in their order. @returns the lines that were not taken, for their id is in the release already */
export async function addVersions(
  connection: Connection,
  release: number,
  versions: readonly StagedVersion[],
): Promise<number[]> {
  const added = versions.every(isFirstAsItStood)
    ? await connection.run(addFirstSql, [release, ...commonValues(versions)])
    : await connection.run(addSql, [release, ...commonValues(versions), ...otherValues(versions)]);
  const repeated = added === versions.length ? [] : await findRepeated(connection, release, versions);
  await addKeys(connection, release, versions, repeated);
  return repeated;
}

function isFirstAsItStood({ change, raw, previous }: StagedVersion): boolean {
  return change === 'published' && raw === null && previous === null;
}

function commonValues(versions: readonly StagedVersion[]): (string | Buffer)[] {
  return [
    numberArray(versions.map(({ line }) => line)),
    textArray(versions.map(({ id }) => id)),
    textArray(versions.map(({ values }) => values)),
    textArray(versions.map(({ hash }) => hash)),
  ];
}

function otherValues(versions: readonly StagedVersion[]): (string | Buffer)[] {
  return [
    textArray(versions.map(({ change }) => change)),
    textArray(versions.map(({ raw }) => raw)),
    textArray(versions.map(({ previous }) => previous)),
  ];
}

async function findRepeated(
  connection: Connection,
  release: number,
  versions: readonly StagedVersion[],
): Promise<number[]> {
  const lines = numberArray(versions.map(({ line }) => line));
  const ids = textArray(versions.map(({ id }) => id));
  const rows = await connection.all<{ line: number }>(repeatedSql, [release, lines, ids]);
  return rows.map(({ line }) => line);
}

async function addKeys(
  connection: Connection,
  release: number,
  versions: readonly StagedVersion[],
  repeated: readonly number[],
): Promise<void> {
  if (versions.every(({ keys }) => keys.length === 0)) return;
  const left = new Set(repeated);
  const keys = versions.flatMap(({ line, keys }) => (left.has(line) ? [] : keys.map((key) => ({ line, ...key }))));
  if (keys.length === 0) return;
  await connection.run(addKeysSql, [
    release,
    numberArray(keys.map(({ line }) => line)),
    textArray(keys.map(({ field }) => field)),
    textArray(keys.map(({ value }) => value)),
  ]);
}
