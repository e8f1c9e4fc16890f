import type { Case } from '../domain/cases/case.js';
import type { Effect } from '../domain/conversation/effect.js';
import type { TurnOutcome } from '../domain/conversation/stores.js';
import type { Store } from '../domain/store.js';

/** What else is written, always, when a case is stored. */
export type WithCase = (opened: Case) => readonly Effect[];

/**
 * A store in which no case is stored without what goes with it: who is told, what is fetched. Whoever opens one (a turn's effect, a recording
 * whose caller has hung up) need not know of it, and it is one transaction: a case that exists is told of, and one that is told of exists.
 * @example accompanied(store, (opened) => notificationsOf(opened, settings).map((message) => ({ kind: 'send', message })))
 */
export function accompanied(store: Store, withCase: WithCase): Store {
  const { conversations, cases } = store;
  const besides = (effect: Effect): readonly Effect[] =>
    effect.kind === 'open-case' ? [effect, ...withCase(effect.case)] : [effect];
  return {
    ...store,
    conversations: inheriting(conversations, {
      commit(outcome: TurnOutcome) {
        const { effects } = outcome;
        if (!effects.some(({ kind }) => kind === 'open-case')) return conversations.commit(outcome);
        return conversations.commit({ ...outcome, effects: effects.flatMap(besides) });
      },
    }),
    cases: inheriting(cases, {
      open: (newCase: Case, others: readonly Effect[] = []) => cases.open(newCase, [...others, ...withCase(newCase)]),
    }),
  };
}

/** The same object, but for what is said anew. */
function inheriting<T extends object>(whole: T, anew: Partial<T>): T {
  return Object.assign(Object.create(whole), anew);
}
