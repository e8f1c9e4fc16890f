import { createHash } from 'node:crypto';

/** A SHA-256: of a leaf, of a node, or the root of a tree. */
export type TreeHash = Buffer;

const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

/** @returns the hash of a leaf; a text counts as its UTF-8 */
export function leafHash(data: string | Buffer): TreeHash {
  return createHash('sha256').update(leafMark).update(data).digest();
}

/** @returns the hash of the node above two others */
export function nodeHash(left: TreeHash, right: TreeHash): TreeHash {
  return createHash('sha256').update(nodeMark).update(left).update(right).digest();
}

/**
 * The root of a Merkle tree whose leaves come one after another: it keeps a hash for each power of two that it holds, so memory does not grow with it.
 * @see RFC 6962, section 2.1
 * @example
 * const tree = new RunningTree();
 * for (const row of rows) tree.add(leafHash(row));
 * tree.root().toString('hex');
 */
export class RunningTree {
  /** Roots of whole trees, the largest first; each is of a power of two of leaves. */
  private readonly whole: TreeHash[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(leaf: TreeHash): void {
    let node = leaf;
    for (let left = this.count; left % 2 === 1; left = (left - 1) / 2) {
      node = nodeHash(this.whole.pop() as TreeHash, node);
    }
    this.whole.push(node);
    this.count++;
  }

  /** @returns the root over what was added until now; of no leaf at all the hash of nothing */
  root(): TreeHash {
    const smallest = this.whole.at(-1);
    if (!smallest) return createHash('sha256').digest();
    return this.whole.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), smallest);
  }
}

/** @returns the root of a tree whose leaves are all at hand */
export function treeRoot(leaves: readonly TreeHash[]): TreeHash {
  const tree = new RunningTree();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/**
 * The way from a leaf up to the root: what it is hashed with at each node, from below (audit path).
 * @param index the place of the leaf, from 0
 * @throws RangeError where there is no such leaf
 * @see RFC 6962, section 2.1.1
 * @example inclusionPath([a, b, c], 2) // [nodeHash(a, b)]
 */
export function inclusionPath(leaves: readonly TreeHash[], index: number): readonly TreeHash[] {
  if (!(index >= 0 && index < leaves.length)) throw new RangeError(`there is no leaf ${index} among ${leaves.length}`);
  const path: TreeHash[] = [];
  let place = index;
  for (let level = leaves; level.length > 1; level = above(level)) {
    const beside = level[place % 2 === 0 ? place + 1 : place - 1];
    if (beside) path.push(beside);
    place = Math.floor(place / 2);
  }
  return path;
}

/** The next level of a tree: whoever has nobody beside them goes up as they are. */
function above(level: readonly TreeHash[]): readonly TreeHash[] {
  const next: TreeHash[] = [];
  for (let place = 0; place < level.length; place += 2) {
    const [left, right] = [level[place] as TreeHash, level[place + 1]];
    next.push(right ? nodeHash(left, right) : left);
  }
  return next;
}

/** What is said to prove that a leaf stands in a tree. */
export interface Inclusion {
  readonly leaf: TreeHash;
  /** The place of the leaf, from 0. */
  readonly index: number;
  /** How many leaves the tree has. */
  readonly size: number;
  readonly path: readonly TreeHash[];
}

/**
 * @returns the root that a proof leads to: it holds when that is the root one knows; null where no tree of this size has such a path
 * @see RFC 9162, section 2.1.3.2
 */
export function rootByInclusion({ leaf, index, size, path }: Inclusion): TreeHash | null {
  if (!(Number.isInteger(index) && index >= 0 && index < size)) return null;
  let root = leaf;
  let [place, last] = [index, size - 1];
  for (const beside of path) {
    if (last === 0) return null;
    if (place % 2 === 1 || place === last) {
      root = nodeHash(beside, root);
      while (place % 2 === 0 && place !== 0) [place, last] = [place / 2, Math.floor(last / 2)];
    } else root = nodeHash(root, beside);
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : null;
}
