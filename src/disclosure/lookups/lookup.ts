import type { Answers } from '../../domain/conversation/answers.js';
import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import type { IdentifierKindName } from '../../domain/identifiers/identifiers.js';
import type { Sentence } from '../../domain/language/phrases.js';
import type { AskedFact } from './asked.js';
import type { Fact } from './fact.js';
import type { Setting } from './setting.js';

/** A question the disclosure database can answer (查询). */
export interface Lookup {
  /** As forms name it in `lookup:`, and as the API has it in the address. */
  readonly id: string;
  /** The dataset its records are in. */
  readonly dataset: string;
  /** What has to be named, in the order in which it is asked for, and what kind of identifier each is. */
  readonly identifiers: Readonly<Record<string, IdentifierKindName>>;
  /** The names of those: the fields that a form must fill in. */
  readonly fields: readonly string[];
  /** What it needs of the schemas; checked at the start. */
  readonly needs: readonly LookupNeeds[];
  /** Whether a verification code (验证码) is asked for before anything is revealed. */
  readonly challenge: boolean;
  /** What could be guessed; null where the records are open to all. A lookup that has one has a challenge. */
  readonly secret: Secret | null;
  /**
   * What each of those is known by in a message, in the same order: expressions that match an identifier as a whole. They may
   * be narrower than what is taken when it is asked for, since a message names other things, too.
   */
  readonly slots: Readonly<Record<string, readonly RegExp[]>>;
  /**
   * Finds the records that the answers name: none, one, or several that share a keypad signature. A record that is no
   * longer public is found as its tombstone, by whoever could have found it before.
   * @param letters false when the answers are keys of a telephone
   */
  find(records: RecordStore, answers: Answers, letters: boolean): Promise<readonly DisclosureRecord[]>;
  /** Reads the records of other datasets that belong to this one, such as its steps; absent when there are none. */
  parts?(record: DisclosureRecord, records: RecordStore): Promise<readonly DisclosureRecord[]>;
  /** Every fact there is to tell about a record and its parts, in the order in which they are told. */
  facts(record: DisclosureRecord, parts: readonly DisclosureRecord[]): readonly Fact[];
  /** Puts facts into sentences: all of them, and nothing that is not in them. */
  say(facts: readonly Fact[], setting: Setting): readonly Sentence[];
  /**
   * Puts facts into pieces for the ear, where there may be too many to listen to: first what matters most, then, for whoever asks for it, all of them
   * in turn. Absent where they are few.
   * @param piece which, from 0
   */
  sayForEar?(facts: readonly Fact[], setting: Setting, piece: number): SaidInPieces;
  /** What people ask of a record that they were told, and what answers each. */
  readonly asked: readonly AskedFact[];
  /** What tells this record from another with the same keypad signature, offered on a key. */
  candidate(record: DisclosureRecord, key: string): Sentence;
  /** Says that several records share the keys, and that one is to be chosen. */
  several(count: number): Sentence;
}

/** A piece of what there is to say. */
export interface SaidInPieces {
  readonly said: readonly Sentence[];
  /** Whether another piece follows. */
  readonly hasMore: boolean;
}

/** Which of the identifiers names a record, and which proves the right to ask for it: by trying, somebody could find both out. */
export interface Secret {
  readonly names: string;
  readonly proves: string;
}

/** What a lookup needs of a dataset's schema. */
export interface LookupNeeds {
  readonly dataset: string;
  /** The keys that it finds records by. */
  readonly keys: readonly string[];
  /** The fields that it cannot do without; any other may be taken out of the schema, and is told no longer. */
  readonly fields: readonly string[];
}
