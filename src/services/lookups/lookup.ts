import type { Answers } from '../../domain/conversation.js';
import type { Sentence } from '../../domain/phrases.js';
import type { DisclosureRecord, RecordStore } from '../../domain/ports.js';

/** A question the disclosure database can answer (查询). */
export interface Lookup {
  /** As forms name it in `lookup:`. */
  readonly id: string;
  /** The dataset its records are in. */
  readonly dataset: string;
  /** The fields a form must fill in. */
  readonly fields: readonly string[];
  /** Whether a verification code (验证码) is asked for before anything is revealed. */
  readonly challenge: boolean;
  /**
   * Picks what it can use from the identifiers in a message, such as `120000116000001` and `1101960H79`.
   * @returns the answers found, maybe not all; null when none is this lookup's
   */
  recognise(identifiers: readonly string[]): Answers | null;
  /**
   * Finds the records that the answers name: none, one, or several that share a keypad signature.
   * @param letters false when the answers are keys of a telephone
   */
  find(records: RecordStore, answers: Answers, letters: boolean): Promise<readonly DisclosureRecord[]>;
  /** What there is to say about a record, every fact of it, oldest first. */
  tell(record: DisclosureRecord, records: RecordStore): Promise<readonly Sentence[]>;
  /** What tells this record from another with the same keypad signature, offered on a key. */
  candidate(record: DisclosureRecord, key: string): Sentence;
}
