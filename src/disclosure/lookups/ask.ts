import type { Answers } from '../../domain/conversation/answers.js';
import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';
import type { Fact } from './fact.js';
import { factsOfGone } from './gone.js';
import type { Lookup } from './lookup.js';

/** What was asked. */
export interface Question {
  readonly answers: Answers;
  /** False when the answers are keys of a telephone. */
  readonly letters: boolean;
  /** Which of several records was chosen; absent when none has been. */
  readonly id?: string;
}

/** What the disclosure database says to it. */
export type Finding =
  | { readonly kind: 'unknown' }
  /** Several records answer to it; one has to be chosen. */
  | { readonly kind: 'several'; readonly records: readonly DisclosureRecord[] }
  /** It was withdrawn or its term is over; the facts say so, and nothing of what it held. */
  | { readonly kind: 'gone'; readonly record: DisclosureRecord; readonly facts: readonly Fact[] }
  | {
      readonly kind: 'told';
      readonly record: DisclosureRecord;
      readonly parts: readonly DisclosureRecord[];
      readonly facts: readonly Fact[];
    };

const maxAttempts = 5;

/**
 * Asks the disclosure database. Every channel asks here, so that each is told the same, by the same path whether nothing
 * is known or the answers do not belong together. All that is told was public at one moment: when the record changes
 * while its parts are being read, it is asked again from the beginning.
 */
export async function ask(lookup: Lookup, records: RecordStore, { answers, letters, id }: Question): Promise<Finding> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const found = await lookup.find(records, answers, letters);
    const chosen = id === undefined ? found : found.filter((one) => one.id === id);
    const [record, ...others] = chosen;
    if (!record) return { kind: 'unknown' };
    if (others.length > 0) return { kind: 'several', records: chosen };
    if (isTombstone(record.change)) return { kind: 'gone', record, facts: factsOfGone(record) };
    if (!lookup.parts) return { kind: 'told', record, parts: [], facts: lookup.facts(record, []) };
    const parts = await lookup.parts(record, records);
    const now = await records.get(record.dataset, record.id);
    if (now?.hash === record.hash) return { kind: 'told', record, parts, facts: lookup.facts(record, parts) };
  }
  throw new Error(`a record of ${lookup.dataset} changed ${maxAttempts} times while it was being read`);
}

/** @returns the place in the chain of the newest release in an answer: a later answer that says more has a later one */
export function newestPosition({
  record,
  parts = [],
}: {
  record: DisclosureRecord;
  parts?: readonly DisclosureRecord[];
}): number {
  return Math.max(record.position, ...parts.map(({ position }) => position));
}
