import type { AskedForPerson } from '../../domain/calls/trail.js';
import type { Effect } from '../../domain/conversation/effect.js';
import type { WaitingState } from '../../domain/hotline/waiting.js';

const goesOn: ReadonlySet<WaitingState> = new Set(['waiting', 'ringing', 'self-service']);

/**
 * How far it has come that somebody asked for a person, by what a turn changes in the line that they wait in; what is over stays, until they wait
 * again.
 * @returns undefined where they never asked
 */
export function askedAfter(known: AskedForPerson | undefined, effects: readonly Effect[]): AskedForPerson | undefined {
  let asked = known;
  for (const effect of effects) {
    if (effect.kind === 'wait') {
      const { state, changedAt } = effect.waiting;
      asked = next(asked, state, changedAt);
    } else if (effect.kind === 'wait-no-more' && (!asked || goesOn.has(asked.state))) {
      asked = next(asked, effect.state, effect.at);
    }
  }
  return asked;
}

function next(asked: AskedForPerson | undefined, state: WaitingState, at: number): AskedForPerson {
  return { at: asked?.at ?? at, state, since: asked?.state === state ? asked.since : at };
}
