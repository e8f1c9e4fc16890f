import type { Characters } from '../model/characters.js';
import { unitsOf } from '../model/features.js';
import { plainWords } from '../model/model.js';
import { seeded } from '../model/seeded-random.js';

/** Texts that share half of their pairs of characters are near-copies. */
const alike = 0.5;

/** @returns for each text the number of its group: near-copies, and near-copies of those, are one group */
export function groupsOf(texts: readonly string[], characters: Characters): Int32Array {
  const parents = Int32Array.from(texts, (_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parents[at] !== at) at = parents[at] as number;
    parents[index] = at;
    return at;
  };
  eachPair(texts, characters, (a, b, likeness) => {
    if (likeness >= alike) parents[root(a)] = root(b);
  });
  return parents.map((_, index) => root(index));
}

/** Calls with each two texts that have a pair of characters in common, and which share of their pairs they share (Jaccard). */
export function eachPair(
  texts: readonly string[],
  characters: Characters,
  tell: (later: number, earlier: number, likeness: number) => void,
): void {
  const owners = new Map<string, number[]>();
  const sizes = new Int32Array(texts.length);
  for (const [index, text] of texts.entries()) {
    const pairs = pairsOf(unitsOf(plainWords(text, characters)));
    sizes[index] = pairs.size;
    const shared = new Map<number, number>();
    for (const pair of pairs) {
      const sharing = owners.get(pair) ?? [];
      for (const owner of sharing) shared.set(owner, (shared.get(owner) ?? 0) + 1);
      sharing.push(index);
      owners.set(pair, sharing);
    }
    for (const [other, count] of shared) tell(index, other, count / (pairs.size + (sizes[other] ?? 0) - count));
  }
}

function pairsOf(units: readonly string[]): ReadonlySet<string> {
  return new Set(units.length === 1 ? units : units.slice(1).map((unit, index) => `${units[index]} ${unit}`));
}

/** Deals groups out to so many folds; the same groups are dealt in the same way each time. */
export function foldsOf(groups: Int32Array, folds: number): Int32Array {
  const random = seeded(1);
  const fold = new Map<number, number>();
  for (const group of groups) if (!fold.has(group)) fold.set(group, Math.floor(random() * folds));
  return groups.map((group) => fold.get(group) ?? 0);
}
