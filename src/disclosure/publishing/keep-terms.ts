import type { Store } from '../../domain/store.js';
import type { Clock } from '../../domain/time/clock.js';
import type { Datasets } from '../../schemas/schema.js';
import { expireRecords } from './expire-records.js';
import type { PublicationTerms } from './publication-terms.js';
import { publishAfterAppeal } from './publish-after-appeal.js';

type Say = (fields: object, message: string) => void;

export interface TermsDuty {
  readonly store: Pick<Store, 'records' | 'publications'>;
  readonly datasets: Datasets;
  readonly terms: PublicationTerms;
  readonly clock: Clock;
  readonly log: { readonly info: Say; readonly error: Say };
}

/**
 * Ends the publication of what is due, publishes what waited for the end of an appeal period, once, and logs what it did; a failure is logged, and the
 * next run tries again.
 */
export async function keepTerms(
  { store, datasets, terms, clock, log }: TermsDuty,
  isStopped: () => boolean,
): Promise<void> {
  try {
    const doubt = await doubtAbout(clock.now(), store);
    if (doubt !== null) {
      log.error({ now: new Date(clock.now()).toISOString() }, `publication: no term is ended, since ${doubt}`);
      return;
    }
    for await (const { rule, ids, release } of expireRecords({ store, datasets, terms, now: clock.now() })) {
      const fields = { rule: rule.id, dataset: rule.dataset, ids, release: release?.no ?? null };
      log.info(fields, 'publication: the term of these records is over');
      if (isStopped()) return;
    }
    for await (const { dataset, ids, release } of publishAfterAppeal({ store, datasets, terms, now: clock.now() })) {
      log.info(
        { dataset, ids, release: release?.no ?? null },
        'publication: the appeal period of these records is over',
      );
      if (isStopped()) return;
    }
  } catch (error) {
    log.error({ err: error }, 'publication: terms could not be kept; the next run tries again');
  }
}

/** Releases come daily; a clock that is further ahead of the newest is more likely wrong than the bureau that quiet. */
const likelyMs = 60 * 86_400_000;

/** Ending publication cannot be undone, and a machine's clock can be years wrong. @returns why not to trust it, or null */
async function doubtAbout(now: number, { publications }: TermsDuty['store']): Promise<string | null> {
  const publishedAt = (await publications.last())?.publishedAt ?? now;
  if (publishedAt > now) return 'the newest release is later than the clock. Set the clock of this machine.';
  if (now - publishedAt <= likelyMs) return null;
  return 'nothing was released for 60 days by this clock. Set it; or, if it is right, end what is due with npx yibo expire --yes.';
}
