import { factsOf } from '../domain/disclosure/facts.js';
import type { DisclosureRecord } from '../domain/disclosure/record.js';
import {
  type Change,
  DamagedRelease,
  type Release,
  type ReleaseBody,
  type ReleasePlan,
  type ReleaseState,
  type Version,
} from '../domain/disclosure/release.js';
import type { ChainEnd } from '../domain/disclosure/release-steps.js';
import type { AuditedVersion, InForce } from '../domain/disclosure/stores.js';

/** A row of `release`. */
export interface ReleaseRow {
  readonly no: number;
  readonly dataset: string;
  readonly state: ReleaseState;
  readonly sample: number;
  readonly columns: string;
  readonly reason: string;
  readonly legal_basis: string;
  readonly made_by: string;
  readonly made_at: number;
  readonly source: string;
  readonly file: string;
  readonly header: string;
  readonly fetched_at: number;
  readonly sha256: string;
  readonly versions: number;
  readonly growth: number;
  readonly root: string;
  readonly based_on: number;
  readonly approved_by: string | null;
  readonly approved_at: number | null;
  readonly published_at: number | null;
  readonly position: number | null;
  readonly previous: string | null;
  readonly hash: string | null;
}

export function releaseOf(row: ReleaseRow): Release {
  const { no, dataset, state, reason, source, file, sha256, versions, growth, root, position, previous, hash } = row;
  return {
    no,
    dataset,
    state,
    sample: row.sample === 1,
    columns: namesIn(row, 'columns'),
    reason,
    legalBasis: row.legal_basis,
    madeBy: row.made_by,
    madeAt: row.made_at,
    source,
    file,
    header: namesIn(row, 'header'),
    fetchedAt: row.fetched_at,
    sha256,
    versions,
    growth,
    root,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    publishedAt: row.published_at,
    position,
    previous,
    hash,
  };
}

/** The last of the chain, of which the rest need not be readable. */
export function chainEndOf({ position, published_at, hash }: ReleaseRow): ChainEnd {
  return { position, publishedAt: published_at, hash };
}

/** @throws DamagedRelease when the column does not hold a JSON array of texts */
function namesIn(row: ReleaseRow, column: 'columns' | 'header'): readonly string[] {
  try {
    const names: unknown = JSON.parse(row[column]);
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  } catch {
    // Said below.
  }
  throw new DamagedRelease(row.no, `its ${column} are no list of names`);
}

/** The columns that a new release is written with; {@link newReleaseValues} gives their values. */
export const newReleaseColumns = `
  dataset, state, sample, columns, reason, legal_basis, made_by, made_at, source, file, header, fetched_at,
  sha256, versions, growth, root`;

/** All columns of `release`, by name: a later version may add some while this one still runs. */
export const releaseColumns = `
  no, ${newReleaseColumns}, based_on, approved_by, approved_at, published_at, position, previous, hash`;

const nothingYet: ReleaseBody = { sha256: '', versions: 0, growth: 0, root: '' };

export function newReleaseValues(plan: ReleasePlan, state: ReleaseState, body = nothingYet): (string | number)[] {
  const { dataset, sample, columns, reason, legalBasis, madeBy, madeAt, source, file, header, fetchedAt } = plan;
  const { sha256, versions, growth, root } = body;
  const what = [dataset, state, Number(sample), JSON.stringify(columns)];
  const why = [reason, legalBasis, madeBy, madeAt];
  const whence = [source, file, JSON.stringify(header), fetchedAt];
  return [...what, ...why, ...whence, sha256, versions, growth, root];
}

/** A row of `version`. */
export interface VersionRow {
  readonly line: number;
  readonly id: string;
  readonly change: Change;
  readonly fields: string;
  readonly raw: string | null;
  readonly previous: string | null;
  readonly hash: string;
}

export function versionOf({ line, id, change, fields, raw, previous, hash }: VersionRow): Version {
  return { line, id, change, values: fields, raw, previous, hash };
}

/** A version with what it takes to compare a new one with it. */
export type InForceRow = Pick<VersionRow, 'id' | 'change' | 'fields' | 'hash'> & Pick<ReleaseRow, 'sample' | 'columns'>;

export function inForceOf({ id, change, sample, columns, fields, hash }: InForceRow): InForce {
  return { id, change, sample: sample === 1, columns: JSON.parse(columns), values: fields, hash };
}

/** A version with what a reader needs of its release. */
export interface RecordRow {
  readonly dataset: string;
  readonly id: string;
  readonly sample: number;
  readonly columns: string;
  readonly fields: string;
  readonly change: Change;
  readonly hash: string;
  readonly line: number;
  readonly position: number;
  readonly published_at: number;
  readonly reason: string;
}

export const recordColumns = `
  r.dataset, v.id, r.sample, r.columns, v.fields, v.change, v.hash, v.line, r.position, r.published_at, r.reason`;

export function recordOf(row: RecordRow): DisclosureRecord {
  const { dataset, id, change, hash, position, reason } = row;
  const fields = factsOf(JSON.parse(row.columns) as readonly string[], row.fields);
  const publishedAt = row.published_at;
  return { dataset, id, sample: row.sample === 1, fields, change, hash, position, publishedAt, reason };
}

/** A version as an audit reads it, its keys as a JSON array of pairs. */
export type AuditedRow = VersionRow & { readonly before: string | null; readonly keys: string };

export function auditedOf(row: AuditedRow): AuditedVersion {
  const pairs = JSON.parse(row.keys) as readonly (readonly [string, string])[];
  return { ...versionOf(row), before: row.before, keys: pairs.map(([field, value]) => ({ field, value })) };
}

/** What `Census` wants to know; both databases understand it. */
export const censusSql = `
  SELECT (SELECT count(*) FROM release WHERE position IS NOT NULL) AS releases,
    (SELECT min(release) FROM version WHERE release NOT IN (SELECT no FROM release)) AS missing`;

/** @returns the last row of each record; the rows stand in the order of ids, then of publication */
export function lastOfEach(rows: readonly RecordRow[]): readonly RecordRow[] {
  return rows.filter(({ id }, place) => rows[place + 1]?.id !== id);
}
