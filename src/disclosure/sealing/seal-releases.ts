import { type PublicSeal, publicSealOf } from '../../domain/disclosure/public-seal.js';
import { DamagedRelease } from '../../domain/disclosure/release.js';
import { rowsPerPiece, type SealedPiece } from '../../domain/disclosure/stores.js';
import { RunningTree, treeRoot } from '../../domain/proofs/merkle-tree.js';
import type { Store } from '../../domain/store.js';
import type { Datasets } from '../../schemas/schema.js';
import type { ChainedRelease } from '../reading/chain.js';
import { sealedRows } from './rows-of-release.js';
import { sealedFields } from './sealed-fields.js';

export interface SealRequest {
  readonly store: Pick<Store, 'records' | 'publications' | 'publicSeals'>;
  readonly datasets: Datasets;
  /** @returns 32 bytes that nobody can guess, hex, for each release anew */
  readonly salt: () => string;
  /** Ends it between two pieces: what was begun is begun again the next time. */
  readonly isStopped?: () => boolean;
  /** Up to this release, which is the last one when absent. */
  readonly upTo?: number;
  /** Told of rows as they are sealed: how many more. */
  readonly onProgress?: (more: number) => void;
}

/**
 * Seals what was published by its public rows alone, in the order of the chain, from where it was left. Two processes may do so at once: the first to be done
 * with a release has sealed it.
 * @returns the place in the chain up to which all is sealed
 * @throws DamagedRelease where a release does not have the rows that it says
 */
export async function sealReleases(request: SealRequest): Promise<number> {
  const { publications, publicSeals } = request.store;
  const { upTo = Number.MAX_SAFE_INTEGER, isStopped = () => false } = request;
  for (;;) {
    const last = await publicSeals.last();
    const sealed = last?.position ?? 0;
    const [release] = (await publications.chain(sealed, 1)) as readonly ChainedRelease[];
    if (!release || release.position > upTo || isStopped()) return sealed;
    const made = await sealOf(request, release, last?.seal ?? '');
    // Broken off; else whoever has been quicker has sealed it, and the next one is looked for.
    if (!made) return sealed;
    await publicSeals.add(made.seal, made.pieces);
  }
}

/** @returns null where it was broken off */
async function sealOf(
  { store, datasets, salt, isStopped, onProgress }: SealRequest,
  release: ChainedRelease,
  previous: string,
): Promise<{ readonly seal: PublicSeal; readonly pieces: readonly SealedPiece[] } | null> {
  const { position, no, versions, dataset } = release;
  const secret = { salt: salt(), fields: sealedFields(release, datasets.get(dataset)) };
  const pieces: SealedPiece[] = [];
  const tree = new RunningTree();
  let size = 0;
  for (let line = 0; ; ) {
    const rows = await sealedRows(store.records, release, secret, line);
    const [first] = rows;
    if (first) {
      const root = treeRoot(rows.map(({ leaf }) => leaf));
      tree.add(root);
      pieces.push({ no: pieces.length, firstLine: first.record.line, root: root.toString('hex') });
      onProgress?.(rows.length);
    }
    size += rows.length;
    line = rows.at(-1)?.record.line ?? line;
    if (rows.length < rowsPerPiece) break;
    if (isStopped?.()) return null;
  }
  if (size !== versions) throw new DamagedRelease(no, `it has ${size} versions instead of ${versions}`);
  const parts = { size, root: tree.root().toString('hex'), previous };
  return { seal: { position, ...secret, ...parts, seal: publicSealOf(release, parts) }, pieces };
}
