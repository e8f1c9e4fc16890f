import type { Dialect } from '../../database/dialect.js';
import type { EitherConnection } from '../../database/either-database.js';
import type { Effect } from '../../domain/conversation/effect.js';
import { askCallback } from './callbacks.js';
import { keepCalls } from './calls.js';
import { addEvents, numberOfEvents } from './case-events.js';
import { addToCase, insertCase, noteReopened } from './cases.js';
import { insertMessages, mostMessages } from './owed-messages.js';
import { wantRecording } from './recordings.js';
import { reserveInTransaction } from './seat-reservations.js';
import { noteUnanswered } from './unanswered.js';
import { enterLine, noteWaiting } from './waiting.js';

/**
 * Writes effects of one kind in the transaction of their turns: those of many turns come together.
 * @returns false when the world has gone on, and one of them is known already
 */
type Apply<E extends Effect> = (
  connection: EitherConnection,
  effects: readonly E[],
  dialect: Dialect,
) => Promise<boolean>;

/** How each kind of effect is stored; a new kind is a line here, and the compiler asks for it. */
const applies: { readonly [Kind in Effect['kind']]: Apply<Extract<Effect, { kind: Kind }>> } = {
  'reserve-seats': (connection, effects, dialect) => {
    const reservations = effects.map(({ reservation }) => reservation);
    return reserveInTransaction(connection, reservations, dialect);
  },
  'open-case': async (connection, effects) => {
    for (const effect of effects) if (!(await insertCase(connection, effect.case))) return false;
    return true;
  },
  'add-to-case': async (connection, effects) => {
    for (const { caseNo, text, addition } of effects) await addToCase(connection, caseNo, text, addition);
    return true;
  },
  'case-event': async (connection, effects, dialect) => {
    for (const { caseNo, event } of effects) {
      const known = await numberOfEvents(connection, caseNo, dialect);
      if (!(await addEvents(connection, caseNo, [event], known))) return false;
      if (event.kind === 'reopened') await noteReopened(connection, caseNo);
    }
    return true;
  },
  wait: async (connection, effects, dialect) => {
    await enterLine(
      connection,
      effects.map(({ waiting }) => waiting),
      dialect,
    );
    return true;
  },
  'wait-no-more': async (connection, effects, dialect) => {
    await noteWaiting(connection, effects, dialect);
    return true;
  },
  'keep-call': async (connection, effects, dialect) => {
    const calls = effects.map(({ call }) => call);
    await keepCalls(connection, calls, dialect);
    return true;
  },
  'note-unanswered': async (connection, effects, dialect) => {
    await noteUnanswered(connection, effects, dialect);
    return true;
  },
  'ask-callback': async (connection, effects) => {
    for (const { callback } of effects) await askCallback(connection, callback);
    return true;
  },
  'want-recording': async (connection, effects) => {
    for (const { recording } of effects) await wantRecording(connection, recording);
    return true;
  },
  send: async (connection, effects) => {
    for (let from = 0; from < effects.length; from += mostMessages)
      await insertMessages(
        connection,
        effects.slice(from, from + mostMessages).map(({ message }) => message),
      );
    return true;
  },
};

/** Those that are stored whatever is known already, or make a script fail. */
const askNothing: ReadonlySet<Effect['kind']> = new Set([
  ...(['reserve-seats', 'wait', 'wait-no-more', 'keep-call', 'note-unanswered'] as const),
]);

/** @returns whether effects can be stored without asking the database anything: by a {@link Script} */
export function asksNothing(effects: readonly Effect[]): boolean {
  return effects.every(({ kind }) => askNothing.has(kind));
}

/**
 * Stores what turns change, in the turns' own transaction.
 * @returns false when one of them is known already: the transaction must be undone
 */
export async function applyEffects(
  connection: EitherConnection,
  effects: readonly Effect[],
  dialect: Dialect,
): Promise<boolean> {
  for (const kind of Object.keys(applies) as Effect['kind'][]) {
    const own = effects.filter((effect) => effect.kind === kind);
    const apply = applies[kind] as Apply<Effect>;
    if (own.length > 0 && !(await apply(connection, own, dialect))) return false;
  }
  return true;
}

/** Undoes the transaction of a turn that came too late. */
export class Stale extends Error {}
