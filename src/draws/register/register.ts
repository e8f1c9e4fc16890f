import { CodedError } from '../../domain/errors/errors.js';
import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import { inclusionPath, leafHash, type TreeHash, treeRoot } from '../../domain/proofs/merkle-tree.js';
import { inBytes } from '../rules/in-bytes.js';

/** One object or person of a register (名录库): its id, and the public facts that the rule looks at. */
export interface RegisterRow {
  readonly id: string;
  readonly [fact: string]: Json;
}

/** A register that cannot be drawn from; the message says which row and why. */
export class RegisterFault extends CodedError {
  readonly code = 'register-refused';
}

/**
 * A register as it is sealed: rows as canonical JSON, in the order of the bytes of their ids, each a leaf of an RFC 6962 tree. Whatever order it was kept in, its root is the same.
 * @example new Register([{ id: 'TJC0001', risk: '高', credit: 'A', weight: 3 }]).root
 */
export class Register {
  readonly rows: readonly RegisterRow[];
  readonly #leaves: readonly TreeHash[];

  /** @throws RegisterFault for an id that is missing, twice there, or can be mistaken, and for a fact that is no text and no whole number */
  constructor(rows: readonly RegisterRow[]) {
    this.rows = rows.toSorted((one, other) => inBytes(String(one.id), String(other.id)));
    this.rows.forEach((row, at) => {
      checkRow(row);
      if (row.id === this.rows[at - 1]?.id) throw new RegisterFault(`${row.id} stands twice in the register`);
    });
    this.#leaves = this.leaves.map((leaf) => leafHash(leaf));
  }

  get size(): number {
    return this.rows.length;
  }

  /** The rows as they are hashed. */
  get leaves(): readonly string[] {
    return this.rows.map((row) => canonicalJson(row));
  }

  /** In hexadecimal. */
  get root(): string {
    return treeRoot(this.#leaves).toString('hex');
  }

  /** What proves that a row stands in the register: its place, its leaf, and the hashes beside its way up, L where they stand to the left. */
  proof(id: string): {
    readonly index: number;
    readonly leaf: string;
    readonly path: readonly (readonly ['L' | 'R', string])[];
  } {
    const index = this.rows.findIndex((row) => row.id === id);
    const leaf = this.#leaves[index];
    if (!leaf) throw new RegisterFault(`${id} does not stand in the register`);
    const sides = sidesOf(index, this.size);
    const path = inclusionPath(this.#leaves, index).map(
      (hash, at) => [sides[at] as 'L' | 'R', hash.toString('hex')] as const,
    );
    return { index, leaf: leaf.toString('hex'), path };
  }
}

/** On which side each hash beside the way of a leaf stands, from below: whoever has nobody beside them goes up without one. */
function sidesOf(index: number, size: number): readonly ('L' | 'R')[] {
  const sides: ('L' | 'R')[] = [];
  for (let [place, width] = [index, size]; width > 1; [place, width] = [place >> 1, (width + 1) >> 1]) {
    if (place % 2 === 1) sides.push('L');
    else if (place + 1 < width) sides.push('R');
  }
  return sides;
}

/** Characters that nobody sees, or that make two ids look alike. */
const control = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Whether a name is empty or looks like another: blanks around it, characters that nobody sees, another form than NFC. */
export function canBeMistaken(name: string): boolean {
  return name === '' || name !== name.trim() || name !== name.normalize('NFC') || control.test(name);
}

function checkRow(row: RegisterRow): void {
  const { id } = row;
  if (typeof id !== 'string' || id === '') throw new RegisterFault('a row has no id');
  if (canBeMistaken(id)) {
    throw new RegisterFault(
      `the id ${JSON.stringify(id)} has blanks around it, characters that cannot be seen, or is not in Unicode's form NFC`,
    );
  }
  for (const [fact, value] of Object.entries(row)) {
    const isHashable = typeof value === 'string' || (typeof value === 'number' && Number.isSafeInteger(value));
    if (!isHashable)
      throw new RegisterFault(
        `${id}: ${fact} is ${JSON.stringify(value)}; a register holds texts and whole numbers only`,
      );
  }
}
