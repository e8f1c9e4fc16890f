import type { Clock } from '../../domain/ports.js';
import type { RetentionRule } from './rules.js';
import { carryOut, type RetentionStores, type RuleOutcome } from './run.js';

type Say = (fields: object, message: string) => void;

export interface RetentionDuty {
  readonly rules: readonly RetentionRule[];
  readonly store: RetentionStores;
  readonly clock: Clock;
  readonly log: { readonly info: Say; readonly debug: Say; readonly error: Say };
}

const firstAfterMs = 5_000;
const everyMs = 3_600_000;

/**
 * Carries out the retention rules soon after the start, when callers have been let in, and then every hour.
 * @returns a function that stops it, after the rule that is being carried out
 */
export function keepRetention(duty: RetentionDuty): () => Promise<void> {
  let isStopped = false;
  let underWay: Promise<void> = Promise.resolve();
  let timer = setTimeout(begin, firstAfterMs).unref();
  function begin(): void {
    underWay = runAll(duty, () => isStopped).finally(() => {
      if (!isStopped) timer = setTimeout(begin, everyMs).unref();
    });
  }
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await underWay;
  };
}

async function runAll({ rules, store, clock, log }: RetentionDuty, isStopped: () => boolean): Promise<void> {
  for (const rule of rules) {
    if (isStopped()) return;
    tell(log, await carryOut(store, rule, clock.now()));
  }
}

/** One line for each rule; a rule that removed nothing is worth no line in an ordinary log. */
function tell(log: RetentionDuty['log'], { rule, cutoff, removed, error }: RuleOutcome): void {
  const fields = { rule, cutoff: new Date(cutoff).toISOString(), removed };
  if (error) log.error({ ...fields, err: error }, 'retention: a rule failed; the others go on');
  else if (removed > 0) log.info(fields, 'retention: removed what is older');
  else log.debug(fields, 'retention: nothing is older');
}
