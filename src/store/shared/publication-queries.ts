import type { Dialect, Step } from '../../database/dialect.js';
import { inForceColumns, newReleaseColumns, releaseColumns, versionColumns } from './release-row.js';
import { releaseOfVersion, versions } from './steps.js';

export const releaseSql = `SELECT ${releaseColumns} FROM release WHERE no = $1`;

export const lastOfChainSql = `SELECT ${releaseColumns} FROM release WHERE position > 0 ORDER BY position DESC LIMIT 1`;

export const listSql = `
  SELECT ${releaseColumns} FROM release
  WHERE (CAST($1 AS text) IS NULL OR dataset = $1) AND (CAST($2 AS text) IS NULL OR state = $2)
  ORDER BY no DESC LIMIT $3`;

export const chainSql = `SELECT ${releaseColumns} FROM release WHERE position > $1 ORDER BY position LIMIT $2`;

/** What `Census` wants to know. */
export const censusSql = `
  SELECT (SELECT count(*) FROM release WHERE position IS NOT NULL) AS releases,
    (SELECT min(release) FROM version WHERE release NOT IN (SELECT no FROM release)) AS missing`;

/** How many versions were published in a dataset behind a position. */
export const laterSql = `
  SELECT CAST(coalesce(sum(versions), 0) AS bigint) AS n FROM release WHERE dataset = $1 AND position > $2`;

/**
 * A version that its id, or one of its keys, does not lead to. Each key is looked for as whoever asks for it would: a range of one line
 * has the planner take the key that begins with the value, where equality would have it take the way by release and line.
 */
export const astraySql = `
  SELECT v.line, v.id FROM version AS v
  WHERE v.release = $1 AND v.line > $2 AND v.line <= $3 AND (
    coalesce((SELECT w.line FROM version AS w WHERE w.id = v.id AND w.release = v.release LIMIT 1), -1) <> v.line
    OR EXISTS (
      SELECT 1 FROM version_key AS k WHERE k.release = v.release AND k.line = v.line AND NOT EXISTS (
        SELECT 1 FROM version_key AS p
        WHERE p.value = k.value AND p.field = k.field AND p.release = k.release AND p.line BETWEEN k.line AND k.line)))
  ORDER BY v.line LIMIT 1`;

const newReleaseParameters = newReleaseColumns.split(',').map((_, place) => `$${place + 1}`);

export const addReleaseSql = `
  INSERT INTO release (${newReleaseColumns}, based_on)
  VALUES (${newReleaseParameters.join(', ')}, (SELECT coalesce(max(position), 0) FROM release)) RETURNING no`;

/** A release that was loading becomes a draft. */
export const bodySql = `
  UPDATE release SET state = 'draft', sha256 = $1, versions = $2, growth = $3, root = $4
  WHERE no = $5 AND state = 'loading'`;

export const approveSql = "UPDATE release SET state = 'approved', approved_by = $1, approved_at = $2 WHERE no = $3";

export const publishSql = `
  UPDATE release SET state = 'published', published_at = $1, position = $2, previous = $3, hash = $4 WHERE no = $5`;

export const discardSql = "UPDATE release SET state = 'discarded' WHERE no = $1 AND state IN ('draft', 'approved')";

/** The queries that go through several tables, and those that are given a list. */
export function publicationQueries({ inOrder, isOneOf, rowsOf, arrays }: Dialect) {
  const laterReleases: Step = { table: 'release', as: 's', where: 's.dataset = $2 AND s.position > $3' };
  return {
    /** In the order of publication: the last of each id is the one in force. */
    inForce: `
      SELECT ${inForceColumns}
      FROM ${inOrder([{ table: rowsOf('$1'), as: 'wanted' }, versions('v.id = wanted.value'), releaseOfVersion()])}
      WHERE r.dataset = $2 AND r.position > 0 ORDER BY r.position`,
    history: `
      SELECT ${versionColumns}, v.release FROM ${inOrder([versions('v.id = $1'), releaseOfVersion()])}
      WHERE r.dataset = $2 AND r.position > 0 ORDER BY r.position`,
    versionsOf: `
      SELECT ${versionColumns},
        (SELECT w.hash FROM ${inOrder([versions('w.id = v.id', 'w'), releaseOfVersion('w', 's')])}
         WHERE s.dataset = r.dataset AND s.position < coalesce(r.position, ${Number.MAX_SAFE_INTEGER})
         ORDER BY s.position DESC LIMIT 1) AS before,
        (SELECT ${arrays(['k.field', 'k.value'])} FROM version_key AS k
         WHERE k.release = v.release AND k.line = v.line) AS keys
      FROM ${inOrder([
        { table: 'release', as: 'r', where: 'r.no = $1', isOne: true },
        { ...versions('v.release = r.no AND v.line > $2'), order: 'v.line', limit: '$3' },
      ])}
      ORDER BY v.line LIMIT $3`,
    /** A record of the draft that a later release has changed, looked for from whichever side has fewer versions. */
    outdated: {
      fromDraft: `
        SELECT v.id FROM ${inOrder([
          versions('v.release = $1'),
          versions('w.id = v.id AND w.release <> $1', 'w'),
          releaseOfVersion('w', 's'),
        ])}
        WHERE s.dataset = $2 AND s.position > $3 LIMIT 1`,
      fromLater: `
        SELECT v.id FROM ${inOrder([
          laterReleases,
          versions('w.release = s.no', 'w'),
          { ...versions('v.id = w.id AND v.release = $1'), isOne: true },
        ])} LIMIT 1`,
    },
    unstage: ['version_key', 'version'].map(
      (table) => `DELETE FROM ${table} WHERE release = $1 AND ${isOneOf('line', '$2', 'numbers')}`,
    ),
  };
}
