import { factsOf } from '../../domain/disclosure/facts.js';
import { type PublicSeal, publicLeaf, publicRow, publicSealOf } from '../../domain/disclosure/public-seal.js';
import type { Release } from '../../domain/disclosure/release.js';
import {
  type AuditedVersion,
  type PublicSealStore,
  rowsPerPiece,
  type SealedPiece,
} from '../../domain/disclosure/stores.js';
import { RunningTree, type TreeHash, treeRoot } from '../../domain/proofs/merkle-tree.js';

/** Recomputes the public root and seal of each release, beside the hashes of its versions. */
export class SealAudit {
  /** Up to which place of the chain all is sealed. */
  sealed = 0;
  /** The newest seal that holds, hex; empty before the first. */
  head = '';
  private seal: PublicSeal | null = null;
  private pieces: readonly SealedPiece[] = [];
  private tree = new RunningTree();
  private rows: TreeHash[] = [];
  private size = 0;
  private fault: string | null = null;

  constructor(private readonly seals: PublicSealStore) {}

  async begin(release: Release): Promise<void> {
    const [next] = await this.seals.list((release.position ?? 0) - 1, 1);
    this.seal = next?.position === release.position ? next : null;
    this.pieces = this.seal ? await this.seals.pieces(this.seal.position) : [];
    this.tree = new RunningTree();
    this.rows = [];
    this.size = 0;
    this.fault = !this.seal && next ? 'its public seal is missing, and later ones are there' : null;
  }

  /** @param versions the next of the release, in the order of their lines */
  add(release: Release, versions: readonly AuditedVersion[]): void {
    if (!this.seal) return;
    for (const { values, ...version } of versions) {
      const fields = factsOf(release.columns, values);
      if (this.rows.length === 0 && this.pieces[this.tree.size]?.firstLine !== version.line) this.blamePiece();
      this.rows.push(publicLeaf(publicRow(release, { ...version, fields }, this.seal)));
      if (this.rows.length === rowsPerPiece) this.endPiece();
    }
  }

  /** @returns what is wrong with the seal of the release; null when it holds, or there is none yet */
  conclude(release: Release): string | null {
    const { seal } = this;
    if (!seal) return this.fault;
    if (this.rows.length > 0) this.endPiece();
    const root = this.tree.root().toString('hex');
    if (this.size !== seal.size || root !== seal.root) this.fault = 'its public root is not that of its public rows';
    else if (seal.previous !== this.head) this.fault = 'its public seal does not name the one before it';
    else if (publicSealOf(release, seal) !== seal.seal) this.fault = 'its public seal does not fit';
    else if (this.tree.size !== this.pieces.length) this.blamePiece();
    if (this.fault !== null) return this.fault;
    this.sealed = seal.position;
    this.head = seal.seal;
    return null;
  }

  private endPiece(): void {
    const root = treeRoot(this.rows);
    if (this.pieces[this.tree.size]?.root !== root.toString('hex')) this.blamePiece();
    this.tree.add(root);
    this.size += this.rows.length;
    this.rows = [];
  }

  private blamePiece(): void {
    this.fault ??= 'the pieces of its public root were changed: what proves its records is wrong';
  }
}
