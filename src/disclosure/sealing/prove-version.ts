import type { PublicSeal } from '../../domain/disclosure/public-seal.js';
import { rowsPerPiece, type SealedPiece } from '../../domain/disclosure/stores.js';
import { inclusionPath } from '../../domain/proofs/merkle-tree.js';
import type { Store } from '../../domain/store.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { ChainedRelease } from '../reading/chain.js';
import { type OpenedRow, openRows } from './open-rows.js';
import { sealedRows } from './rows-of-release.js';

/** What proves that a row stands in a sealed release. */
export interface VersionProof {
  readonly release: ChainedRelease;
  readonly seal: PublicSeal;
  readonly opened: OpenedRow;
  /** The place of the row in its release, from 0. */
  readonly index: number;
  /** What it is hashed with on its way up to the root (audit path of RFC 6962), hex. */
  readonly path: readonly string[];
}

/**
 * Proves that a version stands in its release; only the piece that it is in is read.
 * @param position of the release in the chain; null for the newest that has a version of the record
 * @returns `unknown` where there is no such version, `unsealed` where its release is not sealed yet
 */
export async function proveVersion(
  store: Pick<Store, 'records' | 'publications' | 'publicSeals'>,
  dataset: DatasetSchema,
  id: string,
  position: number | null,
): Promise<VersionProof | 'unknown' | 'unsealed'> {
  const history = await store.publications.history(dataset.name, id);
  const found = history.findLast(({ release }) => position === null || release.position === position);
  if (!found) return 'unknown';
  const release = found.release as ChainedRelease;
  const [seal] = await store.publicSeals.list(release.position - 1, 1);
  if (seal?.position !== release.position) return 'unsealed';
  const pieces = await store.publicSeals.pieces(release.position);
  const piece = pieceOf(pieces, found.version.line);
  const rows = await sealedRows(store.records, release, seal, piece.firstLine - 1);
  const place = rows.findIndex(({ record }) => record.id === id);
  const row = rows[place];
  if (!row) throw new Error(`release ${release.no} has no "${id}" in the piece from line ${piece.firstLine}`);
  const within = inclusionPath(
    rows.map(({ leaf }) => leaf),
    place,
  );
  const roots = pieces.map(({ root }) => Buffer.from(root, 'hex'));
  const [opened] = await openRows(store, dataset, seal, [row]);
  return {
    ...{ release, seal, opened: opened as OpenedRow, index: piece.no * rowsPerPiece + place },
    path: [...within, ...inclusionPath(roots, piece.no)].map((hash) => hash.toString('hex')),
  };
}

/** @returns the last piece that begins at the line or before it */
export function pieceOf(pieces: readonly SealedPiece[], line: number): SealedPiece {
  const found = pieces.findLast(({ firstLine }) => firstLine <= line) ?? pieces[0];
  if (!found) throw new Error('a sealed release with this version has no pieces');
  return found;
}
