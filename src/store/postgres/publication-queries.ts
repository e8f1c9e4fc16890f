import { releaseColumns } from '../release-row.js';

// As in records.ts, OFFSET 0 and LIMIT 1 keep the steps in the order in which they are written.

const versionColumns = 'v.line, v.id, v.change, v.fields, v.raw, v.previous, v.hash';

export const releaseSql = `SELECT ${releaseColumns} FROM release WHERE no = $1`;

export const lastOfChainSql = `
  SELECT ${releaseColumns} FROM release WHERE position > 0 ORDER BY position DESC LIMIT 1`;

export const listSql = `
  SELECT ${releaseColumns} FROM release
  WHERE ($1::text IS NULL OR dataset = $1) AND ($2::text IS NULL OR state = $2) ORDER BY no DESC LIMIT $3`;

export const chainSql = `SELECT ${releaseColumns} FROM release WHERE position > $1 ORDER BY position LIMIT $2`;

export const inForceSql = `
  SELECT v.* FROM unnest($1::text[]) AS wanted (id)
  CROSS JOIN LATERAL (
    SELECT v.id, v.change, r.sample, r.columns, v.fields, v.hash
    FROM (SELECT * FROM version WHERE id = wanted.id OFFSET 0) AS v
    CROSS JOIN LATERAL (SELECT * FROM release WHERE no = v.release LIMIT 1) AS r
    WHERE r.dataset = $2 AND r.position > 0 ORDER BY r.position DESC LIMIT 1
  ) AS v`;

export const historySql = `
  SELECT ${versionColumns}, v.release FROM (SELECT * FROM version WHERE id = $1 OFFSET 0) AS v
  CROSS JOIN LATERAL (SELECT * FROM release WHERE no = v.release LIMIT 1) AS r
  WHERE r.dataset = $2 AND r.position > 0 ORDER BY r.position`;

export const versionsOfSql = `
  SELECT ${versionColumns}, before.hash AS before, (
    SELECT coalesce(json_agg(json_build_array(k.field, k.value)), '[]')::text FROM version_key AS k
    WHERE k.release = v.release AND k.line = v.line OFFSET 0
  ) AS keys
  FROM (SELECT * FROM release WHERE no = $1 LIMIT 1) AS r
  CROSS JOIN LATERAL (SELECT * FROM version WHERE release = r.no AND line > $2 ORDER BY line LIMIT $3) AS v
  LEFT JOIN LATERAL (
    SELECT w.hash FROM (SELECT * FROM version WHERE id = v.id OFFSET 0) AS w
    CROSS JOIN LATERAL (SELECT * FROM release WHERE no = w.release LIMIT 1) AS s
    WHERE s.dataset = r.dataset AND s.position < coalesce(r.position, ${Number.MAX_SAFE_INTEGER})
    ORDER BY s.position DESC LIMIT 1
  ) AS before ON true
  ORDER BY v.line`;

/** How many versions were published in a dataset behind a position. */
export const laterSql = `
  SELECT coalesce(sum(versions), 0)::bigint AS n FROM release WHERE dataset = $1 AND position > $2`;

/** A record of the draft that a later release has changed, looked for from whichever side has fewer versions. */
export const outdatedSql = {
  fromDraft: `
    SELECT v.id FROM (SELECT id FROM version WHERE release = $1 OFFSET 0) AS v
    CROSS JOIN LATERAL (SELECT release FROM version WHERE id = v.id AND release <> $1 OFFSET 0) AS w
    CROSS JOIN LATERAL (SELECT * FROM release WHERE no = w.release LIMIT 1) AS s
    WHERE s.dataset = $2 AND s.position > $3 LIMIT 1`,
  fromLater: `
    SELECT v.id FROM (SELECT no FROM release WHERE dataset = $2 AND position > $3 OFFSET 0) AS s
    CROSS JOIN LATERAL (SELECT id FROM version WHERE release = s.no OFFSET 0) AS w
    CROSS JOIN LATERAL (SELECT id FROM version WHERE id = w.id AND release = $1 LIMIT 1) AS v LIMIT 1`,
};
