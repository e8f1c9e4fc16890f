import type { KeptEntry } from '../../domain/draws/kept-draw.js';
import { accountOf, isAccountName } from '../beacon/accounts.js';
import { agreedIn, misfit, type TypedNumbers } from '../beacon/numbers.js';
import { entriesIn } from '../beacon/seal-randomness.js';
import type { NumbersPart } from '../beacon/sealed-beacon.js';
import type { Seal } from '../seal/seal.js';
import { DrawRefused } from './draw-refused.js';
import { valuesOf } from './kept-values.js';
import { type DrawParts, drawNamed, inWords, mostTries, secondsNow } from './parts.js';

/** What came of typing numbers. */
export interface Typed {
  readonly entry: KeptEntry;
  /**
   * `first`: somebody else has to type them, too. `agreed`: two accounts typed the same, and the draw can be run. `differs`: they did not; both are kept and shown, and it waits
   * until two have typed the same.
   */
  readonly outcome: 'first' | 'agreed' | 'differs';
  /** What others typed that is not the same, the last of each. */
  readonly others: readonly { readonly by: string; readonly numbers: TypedNumbers }[];
}

/** How often the numbers of one draw can be typed: more is no slip of the hand. */
export const mostTyped = 100;

/**
 * Keeps the numbers that an account types (骰子、彩票号码). They hold as soon as another has typed the same. Nothing that was typed is changed or forgotten.
 * @param typed one after another, in the order in which they were promised; those of a set in any order
 * @throws DrawRefused before they are due, where they do not fit, when they hold already
 */
export async function typeNumbers(
  no: string,
  account: string,
  typed: readonly number[],
  parts: DrawParts,
): Promise<Typed> {
  const by = account.normalize('NFC').trim();
  if (!isAccountName(by))
    throw new DrawRefused(
      `"${account}" can be mistaken for another name: write it with Chinese characters, or with letters without accents`,
    );
  const draw = await drawNamed(no, parts);
  const { beacon } = JSON.parse(draw.seal) as Seal;
  if (!('source' in beacon) || beacon.source !== 'numbers') throw new DrawRefused(`${no} does not wait for numbers`);
  const numbers = grouped(beacon.shape, typed);
  for (let tries = 0; tries < mostTries; tries++) {
    const at = secondsNow(parts);
    if (at < beacon.due)
      throw new DrawRefused(`the numbers come at ${inWords(beacon.due)}; what is typed before is a guess`);
    const before = entriesIn(await valuesOf(no, parts));
    const held = agreedIn(before);
    const last = before.findLast((entry) => accountOf(entry.by) === accountOf(by));
    const isSame = JSON.stringify(last?.numbers) === JSON.stringify(numbers);
    const n = before.length + 1;
    // Whoever is not sure whether it was kept types it again.
    if (last && isSame)
      return told(
        { n: before.lastIndexOf(last) + 1, by: last.by, at: last.at, numbers: JSON.stringify(numbers) },
        before,
      );
    if (held)
      throw new DrawRefused(
        `two accounts have typed the same numbers of ${no}: they hold, and nothing is typed any more`,
      );
    if (n > mostTyped) throw new DrawRefused(`the numbers of ${no} were typed ${mostTyped} times: seal another draw`);
    const entry = { n, by, at: Math.max(at, before.at(-1)?.at ?? 0), numbers: JSON.stringify(numbers) };
    if (await parts.draws.addEntry(no, entry)) return told(entry, [...before, { by, at: entry.at, numbers }]);
    const { state } = await drawNamed(no, parts);
    if (state !== 'sealed') throw new DrawRefused(`${no} is ${state}: nothing is typed any more`);
  }
  throw new DrawRefused(`others type numbers of ${no} all the time; try again`);
}

function told(entry: KeptEntry, all: ReturnType<typeof entriesIn>): Typed {
  const latest = new Map(all.map((one) => [accountOf(one.by), one]));
  const others = [...latest]
    .filter(([by, { numbers }]) => by !== accountOf(entry.by) && JSON.stringify(numbers) !== entry.numbers)
    .map(([, { by, numbers }]) => ({ by, numbers }));
  const outcome = agreedIn(all) ? 'agreed' : others.length > 0 ? 'differs' : 'first';
  return { entry, outcome, others };
}

/** Numbers in a row as the groups that were promised; those of a set in rising order. */
function grouped(shape: readonly NumbersPart[], typed: readonly number[]): TypedNumbers {
  const all = shape.reduce((sum, { count }) => sum + count, 0);
  if (typed.length !== all) throw new DrawRefused(`${all} numbers are promised; these are ${typed.length}`);
  const left = [...typed];
  const numbers = shape.map(({ count, ordered }) => {
    const own = left.splice(0, count);
    return ordered ? own : own.toSorted((one, other) => one - other);
  });
  const wrong = misfit(shape, numbers);
  if (wrong !== null) throw new DrawRefused(wrong);
  return numbers;
}
