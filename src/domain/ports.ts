import type { Case } from './case.js';
import type { Conversation } from './conversation.js';

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
}

/** One published fact sheet of a dataset, its fields as text by their schema names. */
export interface DisclosureRecord {
  readonly dataset: string;
  readonly id: string;
  /** True for made-up sample data: it is shown as 示例 everywhere. */
  readonly sample: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

/** A record to be written, with the keys it can be found by besides its id. */
export interface RecordToStore extends DisclosureRecord {
  readonly keys: readonly RecordKey[];
}

export interface RecordKey {
  readonly field: string;
  readonly value: string;
}

/** The disclosure database. */
export interface RecordStore {
  get(dataset: string, id: string): Promise<DisclosureRecord | null>;
  /** @returns the records that carry this key, in the order of their ids, at most `limit` */
  findByKey(dataset: string, field: string, value: string, limit: number): Promise<readonly DisclosureRecord[]>;
  count(dataset: string): Promise<number>;
  /** @returns the first few sample records of a dataset, by their ids */
  samples(dataset: string, limit: number): Promise<readonly DisclosureRecord[]>;
  /** Writes all of them or none; a record with the same id is replaced. */
  putAll(records: AsyncIterable<RecordToStore> | Iterable<RecordToStore>): Promise<PutSummary>;
}

export interface PutSummary {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Content as it was when a conversation began, so that it can finish on it after a restart. */
export interface ContentStore {
  save(version: string, files: string): Promise<void>;
  load(version: string): Promise<string | null>;
}

/** Everything kept, behind one face; each database implements this and passes one contract suite. */
export interface Store {
  readonly conversations: ConversationStore;
  readonly cases: CaseStore;
  readonly records: RecordStore;
  readonly contents: ContentStore;
  /** @returns the names of the migrations that were applied now */
  migrate(): Promise<readonly string[]>;
  /** Fails when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
