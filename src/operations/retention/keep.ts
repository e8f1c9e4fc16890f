import type { Clock } from '../../domain/time/clock.js';
import type { RetentionRule } from './rules.js';
import { carryOut, type RetentionStores, type RuleOutcome } from './run.js';

type Say = (fields: object, message: string) => void;

export interface RetentionDuty {
  readonly rules: readonly RetentionRule[];
  readonly store: RetentionStores;
  readonly clock: Clock;
  readonly log: { readonly info: Say; readonly debug: Say; readonly error: Say };
}

/** Carries out the retention rules, one after the other; stopped, it leaves the rest to the next run. */
export async function keepRetention(
  { rules, store, clock, log }: RetentionDuty,
  isStopped: () => boolean,
): Promise<void> {
  for (const rule of rules) {
    if (isStopped()) return;
    tell(log, await carryOut(store, rule, clock.now(), isStopped));
  }
}

/** One line for each rule; a rule that removed nothing is worth no line in an ordinary log. */
function tell(log: RetentionDuty['log'], { rule, cutoff, removed, error }: RuleOutcome): void {
  const fields = { rule, cutoff: new Date(cutoff).toISOString(), removed };
  if (error) log.error({ ...fields, err: error }, 'retention: a rule failed; the others go on');
  else if (removed > 0) log.info(fields, 'retention: removed what is older');
  else log.debug(fields, 'retention: nothing is older');
}
