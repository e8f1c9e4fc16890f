import { type PublicRow, type PublicSeal, publicLeaf, publicRow } from '../../domain/disclosure/public-seal.js';
import type { PlacedRecord } from '../../domain/disclosure/record.js';
import { type RecordStore, rowsPerPiece } from '../../domain/disclosure/stores.js';
import type { TreeHash } from '../../domain/proofs/merkle-tree.js';
import type { Store } from '../../domain/store.js';
import type { ChainedRelease } from '../reading/chain.js';

/** A version of a sealed release, with its row and the hash of that. */
export interface SealedRow {
  readonly record: PlacedRecord;
  readonly row: PublicRow;
  readonly leaf: TreeHash;
}

/**
 * Reads a piece of a release as it is sealed.
 * @param afterLine begins behind this line
 * @returns the next rows in the order of their lines; fewer than asked for at the end
 */
export async function sealedRows(
  records: Pick<RecordStore, 'scan'>,
  release: ChainedRelease,
  seal: Pick<PublicSeal, 'salt' | 'fields'>,
  afterLine: number,
  limit = rowsPerPiece,
): Promise<readonly SealedRow[]> {
  const { dataset, position } = release;
  const page = await records.scan({ dataset, which: 'all', limit, after: { position, line: afterLine } });
  return page
    .filter((record) => record.position === position)
    .map((record) => {
      const row = publicRow(release, record, seal);
      return { record, row, leaf: publicLeaf(row) };
    });
}

/** @returns rows of a sealed release behind so many of its first; fewer than asked for at the end */
export async function rowsFrom(
  { records, publicSeals }: Pick<Store, 'records' | 'publicSeals'>,
  release: ChainedRelease,
  seal: PublicSeal,
  after: number,
  limit: number,
): Promise<readonly SealedRow[]> {
  if (after >= seal.size) return [];
  const pieces = await publicSeals.pieces(release.position);
  const within = after % rowsPerPiece;
  const firstLine = pieces[(after - within) / rowsPerPiece]?.firstLine;
  if (firstLine === undefined) throw new Error(`the pieces of release ${release.no} are not all there`);
  return (await sealedRows(records, release, seal, firstLine - 1, within + limit)).slice(within);
}
