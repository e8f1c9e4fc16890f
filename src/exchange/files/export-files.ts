import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChainHead } from '../../disclosure/reading/chain.js';
import { VersionReader } from '../../disclosure/reading/read-versions.js';
import type { Store } from '../../domain/store.js';
import type { DatasetSchema, Datasets } from '../../schemas/schema.js';
import { describePackage, type PackagedRows } from './data-package.js';
import { notesFor } from './notes.js';
import { csvFormat, jsonlFormat, type RowFormat } from './row-format.js';
import { type PlaceOptions, type WrittenFile, writeFile, writeFolder, writeInside } from './write-export.js';
import { writeProofs } from './write-proofs.js';

export type ExportFormat = 'csv' | 'jsonl' | 'package';

export interface ExportRequest {
  readonly store: Pick<Store, 'records' | 'publications' | 'publicSeals'>;
  readonly head: ChainHead;
  readonly format: ExportFormat;
  /** ms since 1970; null for now. */
  readonly asOf: number | null;
  readonly allVersions: boolean;
  /** CSV only: a byte order mark in front. */
  readonly bom: boolean;
  /** A package also holds what it takes to recompute the public roots, of these datasets: all that there are. */
  readonly provenAmong?: Datasets;
  /** Told of rows as they are written: how many more. */
  readonly onProgress?: (more: number) => void;
}

/** What was exported of a dataset. */
export interface ExportedRows {
  readonly dataset: DatasetSchema;
  readonly rows: number;
  /** Records of a past state that have been withdrawn or have expired since. */
  readonly leftOut: number;
  readonly hasSamples: boolean;
}

/** A dataset's rows, once they are asked for. */
class Rows {
  rows = 0;
  readonly hasSamples: boolean;
  readonly notes: PackagedRows['notes'];
  private readonly reader: VersionReader;
  private readonly format: RowFormat;

  constructor(
    readonly dataset: DatasetSchema,
    private readonly request: ExportRequest,
  ) {
    const { store, head, asOf, allVersions, format, bom } = request;
    this.hasSamples = head.of(dataset.name)?.hadSamples ?? false;
    this.notes = notesFor({ haveSamples: this.hasSamples, areAllVersions: allVersions });
    const which = allVersions ? 'all' : 'current';
    this.reader = new VersionReader({ store, dataset: dataset.name, head, asOf, which });
    const columns = { fields: dataset.fields.map(({ name }) => name), notes: this.notes };
    this.format = format === 'jsonl' ? jsonlFormat(columns) : csvFormat(columns, bom);
  }

  get fileName(): string {
    return `${this.dataset.name}.${this.format.extension}`;
  }

  get exported(): ExportedRows {
    return { dataset: this.dataset, rows: this.rows, leftOut: this.reader.leftOut, hasSamples: this.hasSamples };
  }

  async *texts(): AsyncGenerator<string> {
    if (this.format.head !== '') yield this.format.head;
    for await (const versions of this.reader.batches()) {
      yield this.format.rows(versions);
      this.rows += versions.length;
      this.request.onProgress?.(versions.length);
    }
  }
}

/** Exports one dataset as texts, one after the other, for whoever takes them; `done` tells what they held, at the end. */
export function exportTexts(dataset: DatasetSchema, request: ExportRequest) {
  const rows = new Rows(dataset, request);
  return { texts: rows.texts(), done: () => rows.exported };
}

/**
 * Exports one dataset into a file.
 * @throws ExportRefused when the place is taken
 */
export async function exportFile(
  dataset: DatasetSchema,
  file: string,
  request: ExportRequest,
  options: PlaceOptions,
): Promise<ExportedRows> {
  const rows = new Rows(dataset, request);
  await writeFile(file, rows.texts(), options);
  return rows.exported;
}

/**
 * Exports datasets into a folder: a file each, with `SHA256SUMS`; as a package with `datapackage.json` too.
 * @throws ExportRefused when the place is taken
 */
export async function exportFolder(
  datasets: readonly DatasetSchema[],
  folder: string,
  request: ExportRequest & { readonly createdAt: number },
  options: PlaceOptions,
): Promise<readonly ExportedRows[]> {
  const done: ExportedRows[] = [];
  await writeFolder(folder, (part) => fill(part, datasets, request, done, options.signal), options);
  return done;
}

async function fill(
  part: string,
  datasets: readonly DatasetSchema[],
  request: ExportRequest & { readonly createdAt: number },
  done: ExportedRows[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const isPackage = request.format === 'package';
  const sums = new Map<string, WrittenFile>();
  const packaged: PackagedRows[] = [];
  if (isPackage) await mkdir(join(part, 'data'));
  for (const dataset of datasets) {
    const rows = new Rows(dataset, request);
    const path = isPackage ? `data/${rows.fileName}` : rows.fileName;
    const written = await writeInside(join(part, path), rows.texts(), signal);
    sums.set(path, written);
    const { notes, hasSamples } = rows;
    packaged.push({ ...written, dataset, path, notes, hasSamples, areAllVersions: request.allVersions });
    done.push(rows.exported);
  }
  if (isPackage) {
    const { store, head, provenAmong, onProgress } = request;
    const upTo = head.last?.position ?? 0;
    const [seal = null] = upTo > 0 ? await store.publicSeals.list(upTo - 1, 1) : [];
    if (provenAmong) {
      const proofs = await writeProofs(part, { store, datasets: provenAmong, upTo, onProgress, signal });
      for (const [path, written] of proofs) sums.set(path, written);
    }
    const description = describePackage(packaged, { ...request, seal: seal?.position === upTo ? seal : null });
    sums.set('datapackage.json', await writeInside(join(part, 'datapackage.json'), once(description)));
  }
  // As `sha256sum -c` reads it: two blanks between.
  const lines = [...sums].map(([path, { sha256 }]) => `${sha256}  ${path}\n`);
  await writeInside(join(part, 'SHA256SUMS'), once(lines.join('')));
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
