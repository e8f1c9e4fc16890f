import type { Content, Intent } from '../../domain/content/content.js';
import type { Characters } from '../model/characters.js';
import { unitsOf } from '../model/features.js';
import { plainWords } from '../model/model.js';
import { ruleWords } from '../reading/exact.js';
import { keyIn } from '../reading/keys.js';
import { normalise } from '../reading/normalise.js';
import { eachPair } from './groups.js';

/** Something about sayings or answers that somebody should look at; nothing stops for it. */
export interface SayingDoubt {
  readonly intent: string;
  readonly about: string;
  readonly message: string;
}

/** From here on, two sayings of one intent teach the same, and two of different intents contradict each other. */
const copies = 0.8;
const leastSayings = 40;

/** Every character as it is: copies are looked for as they are written. */
const asWritten: Characters = {
  simplified: Uint16Array.from({ length: 0x10000 }, (_, code) => code),
  syllable: new Uint16Array(0x10000),
};

/**
 * Finds sayings that contradict or repeat each other, exact words that decide nothing, and intents with few sayings.
 */
export function lintSayings({ intents }: Pick<Content, 'intents'>): SayingDoubt[] {
  return [...rulesThatNeverFire(intents), ...copiesAmong(intents), ...intents.flatMap(tooFew)];
}

/** Exact words that are another rule's already, that are a key, or that nobody can say. */
function rulesThatNeverFire(intents: readonly Intent[]): SayingDoubt[] {
  const owners = new Map<string, string>();
  return intents.flatMap(({ id, exact }) =>
    exact.flatMap((about): SayingDoubt[] => {
      const words = ruleWords(about);
      const owner = owners.get(words);
      owners.set(words, id);
      if (words === '')
        return [{ intent: id, about, message: 'is exact, and holds nothing but signs: it is never met. Remove it.' }];
      if (keyIn(normalise(about)) !== null)
        return [
          { intent: id, about, message: 'is exact, and counts as a key that was pressed: it is never met. Remove it.' },
        ];
      if (owner === undefined) return [];
      const where = owner === id ? 'already' : `of ${owner}, too, and only one of them is met`;
      return [
        { intent: id, about, message: `is exact ${where}: case, blanks and signs make no difference. Keep one.` },
      ];
    }),
  );
}

function copiesAmong(intents: readonly Intent[]): SayingDoubt[] {
  const texts = intents.flatMap(({ id, sayings, answers }) =>
    [...sayings, ...answers.flatMap(({ asked }) => asked)].map((text) => ({ id, text })),
  );
  const doubts: SayingDoubt[] = [];
  eachPair(
    texts.map(({ text }) => text),
    asWritten,
    (later, earlier, likeness) => {
      const [one, other] = [texts[later], texts[earlier]];
      if (!one || !other || likeness < copies || isLeftApart(one.text, other.text)) return;
      const isSame = one.id === other.id;
      const message = isSame
        ? `says the same as "${other.text}". Keep one of the two, or say it in other words.`
        : `says the same as "${other.text}" of ${other.id}. Keep it where it belongs.`;
      doubts.push({ intent: one.id, about: one.text, message });
    },
  );
  return doubts;
}

/** Of two short texts, one character makes all the difference: 宠物入境, 宠物出境. */
function isLeftApart(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  // Numbers are one and the same sign here: 12315 is not 12366.
  if (!/\p{L}/u.test(a + b)) return true;
  return a !== b && Math.min(a.length, b.length) < 8;
}

function plain(text: string): string {
  return unitsOf(plainWords(text, asWritten)).join('');
}

function tooFew({ id, sayings, exact }: Intent): SayingDoubt[] {
  if (sayings.length >= leastSayings || (sayings.length === 0 && exact.length > 0)) return [];
  const [one] = sayings;
  // Lines without a | are one text to YAML, with blanks where they ended.
  const joined = one?.includes(' ')
    ? ' Are there more? Begin the block with "sayings: |", or they are read as one.'
    : '';
  const counted = sayings.length === 1 ? `has only 1 saying.${joined}` : `has only ${sayings.length} sayings.`;
  const message = `${counted} From ${leastSayings} on it is understood about as well as it can be.`;
  return [{ intent: id, about: id, message }];
}
