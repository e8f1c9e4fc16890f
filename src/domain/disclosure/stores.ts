import type { PublicSeal } from './public-seal.js';
import type { Cursor, DisclosureRecord, PlacedRecord } from './record.js';
import type { Change, RecordKey, Release, ReleaseBody, ReleasePlan, ReleaseState, Version } from './release.js';

export interface ScanRequest {
  readonly dataset: string;
  /** Begins behind this; from the first version when absent. */
  readonly after?: Cursor;
  readonly limit: number;
  /** `current`: only versions that are in force, tombstones left out; `all`: every version. */
  readonly which: 'current' | 'all';
  /** What was public at this moment; now when absent. */
  readonly asOf?: number;
}

/** The disclosure database, as everybody may read it: published versions only. */
export interface RecordStore {
  /**
   * @param asOf what was public at that moment (milliseconds since 1970); now when absent
   * @returns the version in force, which may be a tombstone; null when there was none
   */
  get(dataset: string, id: string, asOf?: number): Promise<DisclosureRecord | null>;
  /** @returns the records whose version in force carries this key, in the order of their ids, at most `limit` */
  findByKey(dataset: string, field: string, value: string, limit: number): Promise<readonly DisclosureRecord[]>;
  /** @returns the versions in force of the records whose ids begin with this one and `/`, in the order of their ids */
  findWithin(dataset: string, id: string, limit: number): Promise<readonly DisclosureRecord[]>;
  /** How many records are in force, tombstones left out. */
  count(dataset: string): Promise<number>;
  /** @returns the first few sample records of a dataset, by their ids */
  samples(dataset: string, limit: number): Promise<readonly DisclosureRecord[]>;
  /** @returns the next versions in the order of publication, then of their lines */
  scan(request: ScanRequest): Promise<readonly PlacedRecord[]>;
}

/** A version to be kept, with what it can be found by. */
export interface StagedVersion extends Version {
  readonly keys: readonly RecordKey[];
}

/** The version of a record that is in force, as a new one is compared with it. */
export interface InForce {
  readonly id: string;
  readonly change: Change;
  readonly sample: boolean;
  readonly columns: readonly string[];
  readonly values: string;
  readonly hash: string;
}

/** One version in a record's history, with the release that holds it. */
export interface HistoricVersion {
  readonly version: Version;
  readonly release: Release;
}

/** What an audit reads of a version: itself, and the hash of the version that stood in force before it. */
export interface AuditedVersion extends StagedVersion {
  readonly before: string | null;
}

/** What an audit counts past every order in which releases could be read, so that none can stand beside the chain. */
export interface Census {
  /** How many releases have a place in the chain, whatever place. */
  readonly releases: number;
  /** The number of a release that has versions and is not there itself; null when there is none. */
  readonly missing: number | null;
}

/** Who approves a release as it is published; `body` where it is loading still. */
export interface Approval {
  readonly by: string;
  readonly body?: ReleaseBody;
}

/** How versions come to be public. Published ones are never changed or deleted; the database itself refuses it. */
export interface PublicationStore {
  /**
   * Takes the right to load a release, of which only one is loaded at a time, and clears away what a killed process left.
   * @param bytes that the load writes at the least, where callers are to be left room on the disk; 0: nothing is asked
   * @returns a function that gives the right back, which the end of the process does too; null while another has it
   */
  lock(bytes?: number): Promise<(() => Promise<void>) | null>;
  /** Begins a release in the state `loading`; only for who holds the lock. @returns its number */
  begin(plan: ReleasePlan): Promise<number>;
  /** @returns the versions in force of those ids; ids that have none are left out */
  inForce(dataset: string, ids: readonly string[]): Promise<ReadonlyMap<string, InForce>>;
  /**
   * Adds versions to a release that is loading, durably. Of an id that comes twice in a release the first is kept.
   * @returns the lines that were not taken for that reason
   */
  stage(release: number, versions: readonly StagedVersion[]): Promise<readonly number[]>;
  /** Takes lines out of a release that is loading; lines that are not in it do no harm. */
  unstage(release: number, lines: readonly number[]): Promise<void>;
  /** Makes a loading release a draft. */
  finish(release: number, body: ReleaseBody): Promise<void>;
  /** Writes a small release at once, as a draft. @returns its number */
  draft(plan: ReleasePlan, body: ReleaseBody, versions: readonly StagedVersion[]): Promise<number>;
  /** Takes a draft or approved release back; of a loading one nothing is left. */
  discard(release: number): Promise<void>;
  /** @throws PublicationRefused when it is no draft, or when the approver is its maker */
  approve(release: number, by: string, at: number): Promise<void>;
  /**
   * Makes an approved release public: from one moment to the next, all of it.
   * @param approval given for a draft, or with its body for a release that is loading: approved and published in one, so
   * that a killed process leaves nothing in between
   * @throws PublicationRefused `outdated` when a record in it has changed since the draft was made
   */
  publish(release: number, at: number, approval?: Approval): Promise<Release>;
  get(release: number): Promise<Release | null>;
  /** @returns the end of the chain, which is the newest release that is public; null when nothing is */
  last(): Promise<Release | null>;
  /** @returns the newest first; of all datasets and states when not told otherwise */
  list(filter: { dataset?: string; state?: ReleaseState; limit: number }): Promise<readonly Release[]>;
  /** @returns the published versions of a record, oldest first */
  history(dataset: string, id: string): Promise<readonly HistoricVersion[]>;
  /**
   * @returns the next published releases of the chain, behind this position
   * @throws DamagedRelease when one cannot be read
   */
  chain(after: number, limit: number): Promise<readonly Release[]>;
  /** @returns the next versions of a release, behind this line, in the order of their lines */
  versionsOf(release: number, afterLine: number, limit: number): Promise<readonly AuditedVersion[]>;
  /**
   * Asks for versions as whoever looks them up would: an index that was damaged leads to another, or to none.
   * @returns the first of those lines that its id, or one of its keys, does not lead to; null when all are found
   */
  astray(
    release: number,
    afterLine: number,
    lastLine: number,
  ): Promise<{ readonly line: number; readonly id: string } | null>;
  /** How many versions a release has, on whatever lines. */
  sizeOf(release: number): Promise<number>;
  census(): Promise<Census>;
}

/** So many rows of a release in a piece: the root over a piece is a node of the tree over all of them. */
export const rowsPerPiece = 512;

/** A piece of the rows of a sealed release, so that one of them is proved without reading all. */
export interface SealedPiece {
  /** Which piece, from 0. */
  readonly no: number;
  /** The line of its first row. */
  readonly firstLine: number;
  /** The root over its rows, hex. */
  readonly root: string;
}

/** The public seals of the chain, from its first release without a gap. One that is there is never changed. */
export interface PublicSealStore {
  /** @returns the newest; null when none is there yet */
  last(): Promise<PublicSeal | null>;
  /** @returns the next, behind this position */
  list(after: number, limit: number): Promise<readonly PublicSeal[]>;
  /**
   * Adds the next seal with the pieces of its rows.
   * @returns false when another process has added it, or the one before it is not the one that it names
   */
  add(seal: PublicSeal, pieces: readonly SealedPiece[]): Promise<boolean>;
  /** @returns the pieces of a release, in their order */
  pieces(position: number): Promise<readonly SealedPiece[]>;
}
