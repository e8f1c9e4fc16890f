import type { Case } from './case.js';
import type { Conversation } from './conversation.js';
import type { Change, RecordKey, Release, ReleaseBody, ReleasePlan, ReleaseState, Version } from './publication.js';

/** Tells the time; the only way anything in the service learns it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** Where chance comes from: verification codes now, draws later. */
export interface Entropy {
  /** @returns that many decimal digits, uniform */
  digits(count: number): string;
}

/** An answer exactly as a channel sent it, so that a retry can be given the same bytes. */
export interface Answer {
  readonly contentType: string;
  readonly body: string;
}

/** A stored answer and what it answered. */
export interface StoredAnswer extends Answer {
  readonly at: number;
}

/** All that one turn changes, written together or not at all. */
export interface TurnOutcome {
  readonly deliveryId: string;
  /** As it is after the turn; its revision is one more than the turn began from. */
  readonly conversation: Conversation;
  readonly answer: Answer;
  readonly cases: readonly Case[];
}

/** Conversations, turn by turn, and the cases that turns open. */
export interface ConversationStore {
  /** Reads what a turn needs in one go. */
  take(conversationId: string, deliveryId: string): Promise<TakenTurn>;
  /**
   * Writes a turn's outcome durably: after `committed`, a killed process loses nothing of it.
   * @returns `stale` when another turn came first, this delivery already has an answer, or one of its cases is already
   * known: nothing is written then
   */
  commit(outcome: TurnOutcome): Promise<'committed' | 'stale'>;
  /** Deletes a conversation with all its answers, and takes the person out of the cases it opened. */
  forget(conversationId: string): Promise<void>;
  /** Deletes answers older than this, which no provider will ask for again; where a conversation stands is kept. */
  dropAnswersBefore(at: number): Promise<number>;
  /** Deletes conversations whose last turn is older than this, with all they hold. @returns how many */
  dropConversationsBefore(at: number): Promise<number>;
}

export interface TakenTurn {
  readonly conversation: Conversation | null;
  readonly answered: StoredAnswer | null;
}

export interface CaseStore {
  /** @returns the next number for that day (`20161003`): `201610030001`; numbers are never given twice */
  nextNumber(day: string): Promise<string>;
  /** Opens a case outside a turn; the same `sourceId` again is no new case. */
  open(newCase: Case): Promise<'opened' | 'known'>;
  bySource(sourceId: string): Promise<Case | null>;
  list(): Promise<readonly Case[]>;
  /** Takes the person out of cases opened before this; the cases stay under their numbers. @returns how many had one */
  forgetPersonsBefore(at: number): Promise<number>;
}

/** A record as the public may know it: one version of it. */
export interface DisclosureRecord {
  readonly dataset: string;
  readonly id: string;
  /** True for made-up sample data: it is shown as 示例 everywhere. */
  readonly sample: boolean;
  /** Its fields as text by their schema names; a tombstone has only those it is found by. */
  readonly fields: Readonly<Record<string, string>>;
  readonly change: Change;
  /** The version's own hash: equal hashes are equal facts. */
  readonly hash: string;
  /** The place of its release in the chain. */
  readonly position: number;
  readonly publishedAt: number;
  readonly reason: string;
}

/** Where a reader of all versions stands: behind this line of the release at this position. */
export interface Cursor {
  readonly position: number;
  readonly line: number;
}

/** A version with its place, as feeds and exports read it. */
export interface PlacedRecord extends DisclosureRecord {
  readonly line: number;
}

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
   * @returns a function that gives the right back, which the end of the process does too; null while another has it
   */
  lock(): Promise<(() => Promise<void>) | null>;
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
  /** How many versions a release has, on whatever lines. */
  sizeOf(release: number): Promise<number>;
  census(): Promise<Census>;
}

/** Content as it was when a conversation began, so that it can finish on it after a restart. */
export interface ContentStore {
  save(version: string, files: string): Promise<void>;
  load(version: string): Promise<string | null>;
}

/** Some rows of a table, for a backup that any of the databases can restore. */
export interface TableChunk {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Everything in and out, table by table, whatever the database. */
export interface Archive {
  /** Reads every table as of one moment, while others go on writing. */
  dump(): AsyncGenerator<TableChunk>;
  /** Fills an empty, migrated database; all of it or nothing. @throws Error when it is not empty, or a chunk does not fit */
  load(chunks: AsyncIterable<TableChunk>): Promise<void>;
}

/**
 * Data about persons, which is not kept for ever: stored answers, conversations, who is behind a case, and words that were
 * not understood, which may tell of somebody.
 */
export type PersonalData = 'answers' | 'conversations' | 'case-persons' | 'unanswered';

/** What a retention rule (保存期限) removed: how much, never whose. */
export interface RetentionRun {
  readonly ranAt: number;
  /** The rule's id in `data/retention.yaml`. */
  readonly rule: string;
  /** Whatever was older was removed. */
  readonly cutoff: number;
  readonly removed: number;
}

/** What was removed because its time was over, for the record. */
export interface RetentionStore {
  /** Notes a run; of two of one rule in the same millisecond the second is kept. */
  log(run: RetentionRun): Promise<void>;
  /** @returns the newest first */
  list(limit: number): Promise<readonly RetentionRun[]>;
  /** @returns how much is older than this and would be removed; nothing is */
  count(what: PersonalData, before: number): Promise<number>;
}

/** Something that people said and nobody was helped by: its words, without the person and what they named. */
export interface Unanswered {
  readonly text: string;
  /** Whether it was asked back, sent elsewhere, or nothing was made of it. */
  readonly band: 'unsure' | 'outside' | 'nothing';
  /** The intent that it was nearest to. */
  readonly nearest: string | null;
  readonly times: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What was not understood, for staff to learn from. */
export interface UnansweredStore {
  /** Counts it; words that are there already are counted once more. */
  note(what: Pick<Unanswered, 'text' | 'band' | 'nearest'>, at: number): Promise<void>;
  /** @returns the most frequent first */
  list(limit: number): Promise<readonly Unanswered[]>;
  /** Removes those that are dealt with. @returns how many there were */
  remove(texts: readonly string[]): Promise<number>;
  /** Removes what was last said before this. @returns how many there were */
  dropBefore(at: number): Promise<number>;
}

/** Everything kept, behind one face; each database implements this and passes one contract suite. */
export interface Store {
  readonly conversations: ConversationStore;
  readonly cases: CaseStore;
  readonly records: RecordStore;
  readonly publications: PublicationStore;
  readonly archive: Archive;
  readonly contents: ContentStore;
  readonly retention: RetentionStore;
  readonly unanswered: UnansweredStore;
  /** @returns the names of the migrations that were applied now */
  migrate(): Promise<readonly string[]>;
  /** Fails when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
