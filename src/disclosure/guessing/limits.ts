import { createHmac } from 'node:crypto';
import type { Answers } from '../../domain/conversation/answers.js';
import type { GuessCount } from '../../domain/guessing/stores.js';
import { keypadSignature } from '../../domain/identifiers/identifiers.js';
import type { Secret } from '../lookups/lookup.js';
import type { GuessRules, Room } from './rules.js';

/** Who asks, as far as a channel can tell. */
export interface Asker {
  /** Where: `phone`, `wechat`, `api`, `page`. */
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
  /** Room for a miss or two, for those who have caused none of the others: who guesses cannot take it from who does not. */
  readonly lane: GuessCount;
  /** What all and lanes have together; null where there are only as many lanes as people. */
  readonly most: GuessCount | null;
}

/** How many lanes strangers have who cannot be told apart but by the owner they ask for. */
const lanesOfStrangers = 16;

/** Who asks for a record that others guess at may mistype it once, and is answered all the same. */
const missesInLane = 2;

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
 * // A caller with a number: the call and the number must have room; and the declaration, or this number in it; so the owner; and all calls together.
 * limitsOf({ channel: 'phone', conversation: 'call:CA1', person: '+8613…', address: null }, secret, answers, rules, keyOf)
 */
export function limitsOf(asker: Asker, secret: Secret, answers: Answers, rules: GuessRules, keyOf: KeyOf): Limits {
  const { channel, conversation, person, address } = asker;
  const record = answers[secret.names] ?? '';
  const party = person ?? address ?? conversation ?? '';
  const count = (rule: keyof GuessRules, ...words: readonly string[]) => ({
    key: keyOf(rule, ...words),
    ...rules[rule],
  });
  const lane = (rule: keyof GuessRules, misses: number, ...words: readonly string[]) => ({
    key: keyOf(`${rule}-lane`, ...words),
    ...laneIn(rules[rule], misses),
  });
  const own = [
    ...(conversation === null ? [] : [count('conversation', conversation)]),
    ...(person === null ? [] : [count('caller', person)]),
  ];
  // An owner is the same whether written or pressed on keys.
  const owner = keypadSignature(answers[secret.proves] ?? '');
  const asked = [
    { all: count('declaration', record), lane: lane('declaration', missesInLane, record, party), most: null },
    { all: count('owner', owner), lane: lane('owner', missesInLane, owner, party), most: null },
  ];
  /** Of strangers: what one of them asks for is all that tells them apart. */
  const among = (rule: 'address' | 'withheld' | 'everybody', ...whose: readonly string[]): Shared => {
    const { atOnce, everyMs } = rules[rule];
    const most = { key: keyOf(`${rule}-most`, ...whose), atOnce: atOnce + lanesOfStrangers, everyMs };
    return { all: count(rule, ...whose), lane: lane(rule, 1, ...whose, owner), most };
  };
  // Who has a thousand addresses keeps nobody from the telephone, nor who has a thousand numbers from the pages.
  const everybody = among('everybody', address === null ? channel : 'network');
  if (person !== null) return { own, shared: [...asked, everybody] };
  const strangers = address === null ? among('withheld') : among('address', address);
  return { own, shared: [strangers, ...asked, everybody] };
}

/** So many misses, each of which is forgiven when the whole would be. */
function laneIn({ atOnce, everyMs }: Room, misses: number): Room {
  return { atOnce: misses, everyMs: atOnce * everyMs };
}
