import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChainedRelease } from '../../disclosure/reading/chain.js';
import { toldRelease, toldRow } from '../../disclosure/sealing/as-told.js';
import { openRows } from '../../disclosure/sealing/open-rows.js';
import { sealedRows } from '../../disclosure/sealing/rows-of-release.js';
import type { PublicSeal } from '../../domain/disclosure/public-seal.js';
import { rowsPerPiece } from '../../domain/disclosure/stores.js';
import type { Store } from '../../domain/store.js';
import type { Datasets } from '../../schemas/schema.js';
import { type WrittenFile, writeInside } from './write-export.js';

export interface ProofsRequest {
  readonly store: Pick<Store, 'records' | 'publications' | 'publicSeals'>;
  /** All of them: the chain is of all datasets, and of those that are not open it has hashes. */
  readonly datasets: Datasets;
  /** Up to which place of the chain. */
  readonly upTo: number;
  /** Told of rows as they are written: how many more. */
  readonly onProgress?: ((more: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether the rows of a release are as they were written before; then they are not written. */
  readonly isKept?: (release: ChainedRelease) => Promise<boolean>;
}

/** The folder of what proves the rows, in an export: `releases.jsonl`, and `rows-N.jsonl` for each release. */
export const proofsFolder = 'public';

/**
 * Writes what it takes to recompute the public roots from a folder: a line for each release as the open API tells of it, and for each of its rows.
 * @returns the files by their paths from the folder
 * @see docs/verify-chain.py, which reads it
 */
export async function writeProofs(folder: string, request: ProofsRequest): Promise<ReadonlyMap<string, WrittenFile>> {
  const written = new Map<string, WrittenFile>();
  await mkdir(join(folder, proofsFolder), { recursive: true });
  const write = async (name: string, texts: AsyncIterable<string>): Promise<void> => {
    const path = `${proofsFolder}/${name}`;
    written.set(path, await writeInside(join(folder, path), texts, request.signal));
  };
  await write('releases.jsonl', releaseLines(request));
  for await (const { release, seal } of sealedReleases(request)) {
    if (!seal || (await request.isKept?.(release))) continue;
    await write(`rows-${release.position}.jsonl`, rowLines(request, release, seal));
  }
  return written;
}

async function* releaseLines(request: ProofsRequest): AsyncGenerator<string> {
  for await (const { release, seal } of sealedReleases(request)) {
    yield `${JSON.stringify(toldRelease(release, seal, request.datasets.get(release.dataset)))}\n`;
  }
}

async function* rowLines(
  { store, datasets, onProgress }: ProofsRequest,
  release: ChainedRelease,
  seal: PublicSeal,
): AsyncGenerator<string> {
  const dataset = datasets.get(release.dataset);
  for (let line = 0, index = 0; ; ) {
    const rows = await sealedRows(store.records, release, seal, line);
    const opened = await openRows(store, dataset, seal, rows);
    const lines = opened.map((one, place) => `${JSON.stringify(toldRow(one, index + place))}\n`);
    if (lines.length > 0) yield lines.join('');
    onProgress?.(rows.length);
    index += rows.length;
    line = rows.at(-1)?.record.line ?? line;
    if (rows.length < rowsPerPiece) return;
  }
}

const releasesPerPage = 500;

async function* sealedReleases({ store, upTo }: ProofsRequest): AsyncGenerator<{
  readonly release: ChainedRelease;
  readonly seal: PublicSeal | null;
}> {
  for (let after = 0; after < upTo; ) {
    const releases = (await store.publications.chain(after, releasesPerPage)) as readonly ChainedRelease[];
    const seals = await store.publicSeals.list(after, releasesPerPage);
    for (const [place, release] of releases.entries()) {
      if (release.position > upTo) return;
      yield { release, seal: seals[place] ?? null };
    }
    const last = releases.at(-1);
    if (!last) return;
    after = last.position;
  }
}
