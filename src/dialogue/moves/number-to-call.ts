import { numberOf } from '../../cases/new-case.js';
import { telephoneIn } from '../../domain/identifiers/telephone.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from '../turn/context.js';

/** @returns the telephone number in what was just said; null where none is said, or half of one */
export function numberSaid({ heard, turn: { input } }: TurnContext): string | null {
  // Digits that are said alone are keys.
  const words = heard?.message.text ?? (input.kind === 'speech' ? input.text : '');
  const telephone = telephoneIn(words);
  return telephone && 'number' in telephone ? telephone.number : null;
}

/**
 * For whoever wishes to be called back (回电) on the telephone: the number that they say with the wish, or said with it before.
 * @example 回我电话13912345678 from +8613800138000: '13912345678', also where they press 1 for it later in the call
 */
export function numberGiven(context: TurnContext): string | null {
  return numberSaid(context) ?? context.conversation.memory?.numberGiven ?? null;
}

/** @returns the number that they gave, else the one that they call from; null where that is withheld, or none */
export function numberToCall(context: TurnContext): string | null {
  return numberGiven(context) ?? numberOf(context.turn.personId);
}

/** @returns how it is said which number is called: its digits where they gave one, else 您现在这个号码 */
export function numberTold(context: TurnContext): Sentence {
  const phone = numberGiven(context);
  return phone === null ? sentence('callback.this-number') : sentence('callback.number', { phone });
}

/** Whether there is a number to call: of whoever withholds theirs, the one that they gave. */
export function isReachable(context: TurnContext): boolean {
  const { heard, conversation } = context;
  const isWish = (heard?.rule ?? heard?.pattern)?.leadsTo.kind === 'callback';
  const isGiven = conversation.memory?.numberGiven !== undefined || (isWish && numberSaid(context) !== null);
  return context.isCallable || isGiven;
}
