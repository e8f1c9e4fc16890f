import { createHmac } from 'node:crypto';
import type { Answers } from '../../domain/conversation/answers.js';
import type { GuessCount } from '../../domain/guessing/stores.js';
import { keypadSignature } from '../../domain/identifiers/identifiers.js';
import type { Secret } from '../lookups/lookup.js';
import type { GuessRules, Room } from './rules.js';

/** Who asks, as far as a channel can tell. */
export interface Asker {
  /** Where, for the record only. */
  readonly channel: string;
  /** The conversation that is going on, and none before it under the same name; null where there is none. */
  readonly conversation: string | null;
  /** A telephone number or an openid; null where it is withheld. */
  readonly person: string | null;
  /** The network address; null where it is none of theirs. */
  readonly address: string | null;
}

/** What one question is counted against. */
export interface Limits {
  /** The asker's own: each of them must have room. */
  readonly own: readonly GuessCount[];
  /** Shared with strangers: where one has no room left, the question must have a lane in it. */
  readonly shared: readonly Shared[];
}

export interface Shared {
  readonly all: GuessCount;
  /** Room for one miss, for those who have caused none of the others: who guesses cannot take it from who does not. */
  readonly lane: GuessCount;
  /** What all and lanes have together; null where there are only as many lanes as people. */
  readonly most: GuessCount | null;
}

/** How many lanes strangers have who cannot be told apart but by the owner they ask for. */
const lanesOfStrangers = 16;

/** Makes the keys of one database: the same for the same words, and nothing that the words could be read from. */
export type KeyOf = (scope: string, ...words: readonly string[]) => string;

/** @param secret as the database has it */
export function keysWith(secret: string): KeyOf {
  return (scope, ...words) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([scope, ...words]))
      .digest('base64url')
      .slice(0, 22);
}

/**
 * @param answers what is asked for
 * @example
 * // A caller with a number: the call and the number must have room; and the declaration, or this number in it; and so the owner.
 * limitsOf({ channel: 'phone', conversation: 'call:CA1', person: '+8613…', address: null }, secret, answers, rules, keyOf)
 */
export function limitsOf(asker: Asker, secret: Secret, answers: Answers, rules: GuessRules, keyOf: KeyOf): Limits {
  const { conversation, person, address } = asker;
  const record = answers[secret.names] ?? '';
  const party = person ?? address ?? conversation ?? '';
  const count = (rule: keyof GuessRules, ...words: readonly string[]) => ({
    key: keyOf(rule, ...words),
    ...rules[rule],
  });
  const lane = (rule: keyof GuessRules, ...words: readonly string[]) => ({
    key: keyOf(`${rule}-lane`, ...words),
    ...laneIn(rules[rule]),
  });
  const own = [
    ...(conversation === null ? [] : [count('conversation', conversation)]),
    ...(person === null ? [] : [count('caller', person)]),
  ];
  // An owner is the same whether written or pressed on keys.
  const owner = keypadSignature(answers[secret.proves] ?? '');
  const asked = [
    { all: count('declaration', record), lane: lane('declaration', record, party), most: null },
    { all: count('owner', owner), lane: lane('owner', owner, party), most: null },
  ];
  if (person !== null) return { own, shared: asked };
  const [rule, ...whose] = address === null ? (['withheld'] as const) : (['address', address] as const);
  const { atOnce, everyMs } = rules[rule];
  const most = { key: keyOf(`${rule}-most`, ...whose), atOnce: atOnce + lanesOfStrangers, everyMs };
  return { own, shared: [{ all: count(rule, ...whose), lane: lane(rule, ...whose, owner), most }, ...asked] };
}

/** One miss, which is forgiven when the whole would be. */
function laneIn({ atOnce, everyMs }: Room): Room {
  return { atOnce: 1, everyMs: atOnce * everyMs };
}
