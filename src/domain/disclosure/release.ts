import { hash as digest } from 'node:crypto';
import { CodedError } from '../errors/errors.js';
import { factsOf } from './facts.js';

/**
 * What a version does to the public record: publishes it, corrects it, withdraws it (撤回), or ends its publication
 * because its term is over (到期). The last two leave a tombstone.
 */
export type Change = 'published' | 'corrected' | 'withdrawn' | 'expired';

export function isTombstone(change: Change): boolean {
  return change === 'withdrawn' || change === 'expired';
}

/**
 * Where a release (发布批次) stands. `loading` is being written and belongs to one process; whatever is not `published`
 * is invisible outside.
 */
export type ReleaseState = 'loading' | 'draft' | 'approved' | 'published' | 'discarded';

/** Why something is published, on what ground, by whom, and where it came from. */
export interface ReleasePlan {
  readonly dataset: string;
  /** True for made-up sample data: it is shown as 示例 everywhere. */
  readonly sample: boolean;
  /** The names of the fields, in the order in which its versions hold their values. */
  readonly columns: readonly string[];
  readonly reason: string;
  readonly legalBasis: string;
  readonly madeBy: string;
  readonly madeAt: number;
  /** Who gave the data, such as a system's name. */
  readonly source: string;
  /** The file's name without its folder; empty when there was none. */
  readonly file: string;
  /** The file's columns in their order, by the names of their fields; empty when there was no table. */
  readonly header: readonly string[];
  /** When it was fetched from the source, in milliseconds since 1970. */
  readonly fetchedAt: number;
}

/** On what terms a release is made: by whom, with whose approval, why, and whence. */
export interface ReleaseTerms {
  readonly madeBy: string;
  /** Who approves it; null: it stays a draft. */
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly legalBasis: string;
  readonly source: string;
  readonly fetchedAt: number;
}

/** What a draft turned out to hold. */
export interface ReleaseBody {
  /** SHA-256 of the source file, hex; empty when there was none. */
  readonly sha256: string;
  readonly versions: number;
  /** Records that become public, less those that cease to be: what the dataset grows by. */
  readonly growth: number;
  /** SHA-256 over the hashes of its versions, in the order of their lines. */
  readonly root: string;
}

/** A set of versions that become public together: one import, or one correction. */
export interface Release extends ReleasePlan, ReleaseBody {
  readonly no: number;
  readonly state: ReleaseState;
  readonly approvedBy: string | null;
  readonly approvedAt: number | null;
  readonly publishedAt: number | null;
  /** Its place in the chain of published releases, from 1. */
  readonly position: number | null;
  /** The hash of the release before it in the chain; empty for the first. */
  readonly previous: string | null;
  readonly hash: string | null;
}

/** One version of one record, as it is kept. */
export interface Version {
  readonly id: string;
  readonly change: Change;
  /** Where it stood in the source file, from 1; a number of its own in the release when there was none. */
  readonly line: number;
  /** The values as a JSON array of texts, in the order of the release's columns; a tombstone holds only what it is found by. */
  readonly values: string;
  /**
   * The row as it stood in the file (a JSON array of its cells, or the line of JSON), where that is more than the values;
   * null when the values in the order of the header are the row. {@link rawRow} gives it in either case.
   */
  readonly raw: string | null;
  /** The hash of the record's version before this one; null for its first. */
  readonly previous: string | null;
  readonly hash: string;
}

/** Something a record can be found by besides its id. */
export interface RecordKey {
  readonly field: string;
  readonly value: string;
}

/** @returns the SHA-256 that seals a version: what it says, what it is found by, whence it came, and the version before it */
export function versionHash(
  dataset: string,
  version: Omit<Version, 'hash'> & { readonly keys: readonly RecordKey[] },
): string {
  const { id, change, line, values, keys, raw, previous } = version;
  const found = keys.length === 0 ? '' : JSON.stringify(keys.map(({ field, value }) => [field, value]).sort());
  // None of these holds a line break but the raw text, which comes last.
  const text = `${previous ?? ''}\n${dataset}\n${id}\n${change}\n${line}\n${values}\n${found}\n${raw ?? ''}`;
  // In Base64 it takes half the time to write: it is most of what a version costs.
  return digest('sha256', text, 'base64url');
}

/** @returns the row of the source file that a version was made from; null when there was no file */
export function rawRow(
  version: Pick<Version, 'raw' | 'values'>,
  { columns, header }: Pick<ReleasePlan, 'columns' | 'header'>,
): string | null {
  if (version.raw !== null || header.length === 0) return version.raw;
  const facts = factsOf(columns, version.values);
  return JSON.stringify(header.map((name) => facts[name] ?? ''));
}

/** A published release without the hash that seals it. */
export type SealedParts = Omit<Release, 'no' | 'state' | 'hash'>;

/**
 * @returns the SHA-256 that seals a release: who, why, whence, the hash over its versions, and the release before it.
 * The number it had as a draft is not part of it.
 */
export function releaseHash(release: SealedParts): string {
  const { dataset, sample, columns, reason, legalBasis, madeBy, madeAt, approvedBy, approvedAt, publishedAt } = release;
  const { source, file, header, sha256, fetchedAt, versions, growth, root, position, previous } = release;
  const why = [reason, legalBasis, madeBy, madeAt, approvedBy, approvedAt, publishedAt];
  const whence = [source, file, header, sha256, fetchedAt];
  const what = [dataset, sample, columns, versions, growth, root];
  return digest('sha256', JSON.stringify([position, previous, what, why, whence]), 'hex');
}

/** A release that somebody changed past the database's own rules, so that it cannot even be read. */
export class DamagedRelease extends CodedError {
  readonly code = 'damaged-release';
  constructor(
    readonly release: number,
    readonly what: string,
  ) {
    super(`Release ${release} is damaged: ${what}. Compare with a backup; yibo audit checks the whole chain.`);
  }
}

/** Why a release cannot take a step; the message is for the person who asked. */
export class PublicationRefused extends CodedError {
  constructor(
    readonly code:
      | 'same-person'
      | 'unnamed'
      | 'wrong-state'
      | 'unknown-release'
      | 'outdated'
      | 'busy'
      | 'unknown-record',
    message: string,
  ) {
    super(message);
  }
}
