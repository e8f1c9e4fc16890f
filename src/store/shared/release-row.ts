import { factsOf } from '../../domain/disclosure/facts.js';
import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import {
  DamagedRelease,
  type Release,
  type ReleaseBody,
  type ReleasePlan,
  type ReleaseState,
  type Version,
} from '../../domain/disclosure/release.js';
import type { AuditedVersion, InForce } from '../../domain/disclosure/stores.js';

/** A release as {@link releaseColumns} are read: truth values are 0 and 1, lists are JSON. */
export type ReleaseRow = Omit<Release, 'sample' | 'columns' | 'header'> & {
  readonly sample: number;
  readonly columns: string;
  readonly header: string;
  /** The newest position when it was made: whatever came later may have changed its records. */
  readonly basedOn: number;
};

/** The columns that a new release is written with; {@link newReleaseValues} gives their values. */
export const newReleaseColumns = `
  dataset, state, sample, columns, reason, legal_basis, made_by, made_at, source, file, header, fetched_at,
  sha256, versions, growth, root`;

/** All columns of `release`, by name: a later version may add some while this one still runs. */
export const releaseColumns = `
  no, dataset, state, sample, columns, reason, legal_basis AS "legalBasis", made_by AS "madeBy", made_at AS "madeAt",
  source, file, header, fetched_at AS "fetchedAt", sha256, versions, growth, root, approved_by AS "approvedBy",
  approved_at AS "approvedAt", published_at AS "publishedAt", position, previous, hash, based_on AS "basedOn"`;

/** @throws DamagedRelease when its names cannot be read */
export function releaseOf({ basedOn: _, ...row }: ReleaseRow): Release {
  const columns = namesIn(row, 'columns');
  return { ...row, sample: row.sample === 1, columns, header: namesIn(row, 'header') };
}

/** @throws DamagedRelease when the column does not hold a JSON array of texts */
function namesIn(row: Pick<ReleaseRow, 'no' | 'columns' | 'header'>, column: 'columns' | 'header'): readonly string[] {
  try {
    const names: unknown = JSON.parse(row[column]);
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  } catch {
    // Said below.
  }
  throw new DamagedRelease(row.no, `its ${column} are no list of names`);
}

const nothingYet: ReleaseBody = { sha256: '', versions: 0, growth: 0, root: '' };

export function newReleaseValues(plan: ReleasePlan, state: ReleaseState, body = nothingYet): (string | number)[] {
  const { dataset, sample, columns, reason, legalBasis, madeBy, madeAt, source, file, header, fetchedAt } = plan;
  const { sha256, versions, growth, root } = body;
  const what = [dataset, state, Number(sample), JSON.stringify(columns)];
  const why = [reason, legalBasis, madeBy, madeAt];
  const whence = [source, file, JSON.stringify(header), fetchedAt];
  return [...what, ...why, ...whence, sha256, versions, growth, root];
}

/** The columns of a {@link Version}. */
export const versionColumns = 'v.line, v.id, v.change, v.fields AS "values", v.raw, v.previous, v.hash';

/** A version with what it takes to compare a new one with it, as {@link inForceColumns} are read. */
export type InForceRow = Omit<InForce, 'sample' | 'columns'> & Pick<ReleaseRow, 'sample' | 'columns'>;

export const inForceColumns = 'v.id, v.change, r.sample, r.columns, v.fields AS "values", v.hash';

export function inForceOf(row: InForceRow): InForce {
  return { ...row, sample: row.sample === 1, columns: JSON.parse(row.columns) };
}

/** A version with what a reader needs of its release, as {@link recordColumns} are read. */
export type RecordRow = Omit<DisclosureRecord, 'sample' | 'fields'> &
  Pick<ReleaseRow, 'sample' | 'columns'> &
  Pick<Version, 'values' | 'line'>;

export const recordColumns = `
  r.dataset, v.id, r.sample, r.columns, v.fields AS "values", v.change, v.hash, v.line, r.position,
  r.published_at AS "publishedAt", r.reason`;

export function recordOf(row: RecordRow): DisclosureRecord {
  const { dataset, id, sample, change, hash, position, publishedAt, reason } = row;
  const fields = factsOf(JSON.parse(row.columns) as readonly string[], row.values);
  return { dataset, id, sample: sample === 1, fields, change, hash, position, publishedAt, reason };
}

/** A version as an audit reads it, its keys as a JSON array of pairs. */
export type AuditedRow = Omit<AuditedVersion, 'keys'> & { readonly keys: string };

export function auditedOf(row: AuditedRow): AuditedVersion {
  const pairs = JSON.parse(row.keys) as readonly (readonly [string, string])[];
  return { ...row, keys: pairs.map(([field, value]) => ({ field, value })) };
}
