import type { EitherConnection } from '../../database/either-database.js';
import type { Effect } from '../../domain/conversation/effect.js';
import { insertCase } from './cases.js';
import { insertMessage } from './outbox.js';
import { noteUnanswered } from './unanswered.js';

/** Writes one effect in the transaction of its turn. @returns `known` when the world has gone on and the turn is stale */
type Apply<E extends Effect> = (connection: EitherConnection, effect: E) => Promise<'done' | 'known'>;

/** How each kind of effect is stored; a new kind is a line here, and the compiler asks for it. */
const applies: { readonly [Kind in Effect['kind']]: Apply<Extract<Effect, { kind: Kind }>> } = {
  'open-case': async (connection, effect) => ((await insertCase(connection, effect.case)) ? 'done' : 'known'),
  'note-unanswered': async (connection, { what, at }) => {
    await noteUnanswered(connection, what, at);
    return 'done';
  },
  send: async (connection, { message }) => {
    await insertMessage(connection, message);
    return 'done';
  },
};

/**
 * Stores what a turn changes, in the turn's own transaction.
 * @returns false when one of them is known already: the transaction must be undone
 */
export async function applyEffects(connection: EitherConnection, effects: readonly Effect[]): Promise<boolean> {
  for (const effect of effects) {
    const apply = applies[effect.kind] as Apply<Effect>;
    if ((await apply(connection, effect)) === 'known') return false;
  }
  return true;
}

/** Undoes the transaction of a turn that came too late. */
export class Stale extends Error {}
