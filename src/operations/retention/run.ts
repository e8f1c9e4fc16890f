import { setTimeout as pause } from 'node:timers/promises';
import type { Forgetful } from '../../domain/care/forgetful.js';
import type { RetentionRun } from '../../domain/care/stores.js';
import type { Store } from '../../domain/store.js';
import { before } from '../../domain/time/duration.js';
import type { RetentionRule } from './rules.js';

export type RetentionStores = Pick<Store, 'forgetful' | 'retention'>;

/** What a rule did, or would do; `error` when it could not, or not to the end. */
export interface RuleOutcome extends RetentionRun {
  readonly error: Error | null;
}

/** After each piece, so that turns go first: a piece takes a few milliseconds, and is never hurried after another. */
const pauseMs = 25;

/**
 * Carries out a rule, a piece at a time, and notes what it has removed so far: also of a process that was killed nothing
 * but the last piece is missing in the account. A failure is told, not thrown: other rules go on.
 * @param isStopped asked between pieces: what is left waits for the next run
 */
export async function carryOut(
  store: RetentionStores,
  rule: RetentionRule,
  now: number,
  isStopped: () => boolean = () => false,
): Promise<RuleOutcome> {
  const run = { ranAt: now, rule: rule.id, cutoff: before(now, rule.after) };
  let removed = 0;
  try {
    for await (const more of whoKeeps(store, rule).remove(run.cutoff)) {
      removed += more;
      if (removed > 0) await store.retention.log({ ...run, removed });
      if (isStopped()) break;
      await pause(pauseMs);
    }
    return { ...run, removed, error: null };
  } catch (error) {
    return { ...run, removed, error: errorOf(error) };
  }
}

/** Counts what a rule would remove, and removes nothing. */
export async function foresee(store: RetentionStores, rule: RetentionRule, now: number): Promise<RuleOutcome> {
  const run = { ranAt: now, rule: rule.id, cutoff: before(now, rule.after), removed: 0 };
  try {
    return { ...run, removed: await whoKeeps(store, rule).count(run.cutoff), error: null };
  } catch (error) {
    return { ...run, error: errorOf(error) };
  }
}

/** @throws Error for a rule that was not held against the kinds there are */
function whoKeeps({ forgetful }: RetentionStores, { id, what }: RetentionRule): Forgetful {
  const found = forgetful.find(({ kind }) => kind === what);
  if (!found) throw new Error(`nobody keeps "${what}", which the rule ${id} is about`);
  return found;
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
