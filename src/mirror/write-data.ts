import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChainedRelease, ChainHead } from '../disclosure/reading/chain.js';
import { toldRelease } from '../disclosure/sealing/as-told.js';
import type { Store } from '../domain/store.js';
import { drawFile } from '../draws/protocol/draw-file.js';
import { exportTexts } from '../exchange/files/export-files.js';
import { writeInside } from '../exchange/files/write-export.js';
import { proofsFolder, writeProofs } from '../exchange/files/write-proofs.js';
import { publicFile, publicFiles } from '../portal/api/routes/files.js';
import type { DatasetSchema, Datasets } from '../schemas/schema.js';
import type { MirrorFolder } from './mirror-folder.js';
import { drawsOf } from './records.js';
import { isStill } from './still-picture.js';

/** What a mirror remembers of how it was made, so that the next one need not read what has not changed. */
interface MirrorState {
  /** Up to which place of the chain. */
  readonly upTo: number;
  /** The SHA-256 of the schema of each dataset, hex. */
  readonly schemas: Readonly<Record<string, string>>;
}

export const stateName = 'mirror.json';

/** Where the file of a draw (凭证包) is. */
export function drawPath(no: string): string {
  return `data/draws/${no}.json`;
}

export interface DataRequest {
  readonly store: Pick<Store, 'records' | 'publications' | 'publicSeals' | 'draws'>;
  readonly datasets: Datasets;
  readonly head: ChainHead;
  /** The last mirror; it need not be there. */
  readonly last: string;
  readonly onProgress: (more: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Writes the data of a mirror: tables, schemas, photographs, draws with all that proves them, the chain with its public roots, and what proves each row. */
export async function writeData(folder: MirrorFolder, request: DataRequest): Promise<void> {
  const { datasets, head, signal } = request;
  await mkdir(join(folder.part, 'data'), { recursive: true });
  for (const dataset of datasets.values()) {
    await folder.write(`data/${dataset.name}.schema.json`, dataset.text);
    if (dataset.access !== 'open') continue;
    for (const format of ['csv', 'jsonl'] as const) {
      const { onProgress: _, ...rest } = request;
      const rows = { ...rest, format, asOf: null, allVersions: false, bom: false };
      const path = `data/${dataset.name}.${format}`;
      const { sha256 } = await writeInside(join(folder.part, path), exportTexts(dataset, rows).texts, signal);
      await folder.add(path, sha256);
    }
    await addPhotos(folder, dataset);
  }
  for await (const draw of drawsOf(request.store.draws)) {
    signal?.throwIfAborted();
    await folder.write(drawPath(draw.no), `${JSON.stringify(await drawFile(draw, request.store))}\n`);
  }
  const upTo = head.last?.position ?? 0;
  const state: MirrorState = { upTo, schemas: schemasOf(datasets) };
  await addProofs(folder, request, state);
  await folder.write('releases.json', await releases(request, upTo));
  await folder.write(stateName, `${JSON.stringify(state, null, 2)}\n`);
}

/** Adds the photographs that the service gives out, too, as far as they run nothing. */
export async function addPhotos(folder: MirrorFolder, dataset: DatasetSchema): Promise<void> {
  for (const name of await publicFiles(dataset)) {
    const path = await publicFile(dataset, name);
    const content = path && (await readFile(path));
    if (content && isStill(name, content)) await folder.write(`data/${dataset.name}/photos/${name}`, content);
  }
}

async function addProofs(folder: MirrorFolder, request: DataRequest, state: MirrorState): Promise<void> {
  const { last, head, datasets } = request;
  const before = stateIn(last);
  // Nothing of its dataset was published since, and its schema is the same: what is told of its rows is, too.
  const isKept = async ({ dataset, position }: ChainedRelease): Promise<boolean> => {
    const isSame =
      (head.of(dataset)?.last.position ?? 0) <= before.upTo && before.schemas[dataset] === state.schemas[dataset];
    return isSame && folder.keep(`${proofsFolder}/rows-${position}.jsonl`);
  };
  const written = await writeProofs(folder.part, { ...request, datasets, upTo: state.upTo, isKept });
  for (const [path, { sha256 }] of written) await folder.add(path, sha256);
}

async function releases({ store, datasets }: DataRequest, upTo: number): Promise<string> {
  const all = (await store.publications.chain(0, upTo || 1)) as readonly ChainedRelease[];
  const seals = await store.publicSeals.list(0, upTo || 1);
  const told = all
    .slice(0, upTo)
    .map((release, place) => toldRelease(release, seals[place] ?? null, datasets.get(release.dataset)));
  return `${JSON.stringify({ releases: told, next: upTo, hasMore: false }, null, 1)}\n`;
}

function schemasOf(datasets: Datasets): Record<string, string> {
  const sums = [...datasets].map(([name, { text }]) => [name, createHash('sha256').update(text).digest('hex')]);
  return Object.fromEntries(sums);
}

function stateIn(folder: string): MirrorState {
  const file = join(folder, stateName);
  if (!existsSync(file)) return { upTo: 0, schemas: {} };
  return JSON.parse(readFileSync(file, 'utf8')) as MirrorState;
}
