import type { Clock, Store } from '../domain/ports.js';
import { expireRecords } from './expire-records.js';
import type { PublicationTerms } from './publication-terms.js';
import type { Datasets } from './schema.js';

type Say = (fields: object, message: string) => void;

export interface TermsDuty {
  readonly store: Pick<Store, 'records' | 'publications'>;
  readonly datasets: Datasets;
  readonly terms: PublicationTerms;
  readonly clock: Clock;
  readonly log: { readonly info: Say; readonly error: Say };
}

/** Ends the publication of what is due, once, and logs what it ended; a failure is logged, and the next run tries again. */
export async function keepTerms(
  { store, datasets, terms, clock, log }: TermsDuty,
  isStopped: () => boolean,
): Promise<void> {
  try {
    for await (const { rule, ids, release } of expireRecords({ store, datasets, terms, now: clock.now() })) {
      const fields = { rule: rule.id, dataset: rule.dataset, ids, release: release?.no ?? null };
      log.info(fields, 'publication: the term of these records is over');
      if (isStopped()) return;
    }
  } catch (error) {
    log.error({ err: error }, 'publication: terms could not be kept; the next run tries again');
  }
}
