import type { PersonalData, RetentionRun } from '../../domain/care/stores.js';
import type { Store } from '../../domain/store.js';
import { before } from '../../domain/time/duration.js';
import type { RetentionRule } from './rules.js';

export type RetentionStores = Pick<Store, 'conversations' | 'cases' | 'retention' | 'unanswered'>;

/** What a rule did, or would do; `error` when it could not. */
export interface RuleOutcome extends RetentionRun {
  readonly error: Error | null;
}

/** How each is removed. */
const remove: Readonly<Record<PersonalData, (store: RetentionStores, cutoff: number) => Promise<number>>> = {
  answers: ({ conversations }, cutoff) => conversations.dropAnswersBefore(cutoff),
  conversations: ({ conversations }, cutoff) => conversations.dropConversationsBefore(cutoff),
  'case-persons': ({ cases }, cutoff) => cases.forgetPersonsBefore(cutoff),
  unanswered: ({ unanswered }, cutoff) => unanswered.dropBefore(cutoff),
};

/** Carries out a rule and notes what it removed. A failure is told, not thrown: other rules go on. */
export async function carryOut(store: RetentionStores, rule: RetentionRule, now: number): Promise<RuleOutcome> {
  return outcomeOf(rule, now, async (run) => {
    const removed = await remove[rule.what](store, run.cutoff);
    if (removed > 0) await store.retention.log({ ...run, removed });
    return removed;
  });
}

/** Counts what a rule would remove, and removes nothing. */
export async function foresee(store: RetentionStores, rule: RetentionRule, now: number): Promise<RuleOutcome> {
  return outcomeOf(rule, now, ({ cutoff }) => store.retention.count(rule.what, cutoff));
}

async function outcomeOf(
  rule: RetentionRule,
  now: number,
  work: (run: RetentionRun) => Promise<number>,
): Promise<RuleOutcome> {
  const run = { ranAt: now, rule: rule.id, cutoff: before(now, rule.after), removed: 0 };
  try {
    return { ...run, removed: await work(run), error: null };
  } catch (error) {
    return { ...run, error: error instanceof Error ? error : new Error(String(error)) };
  }
}
