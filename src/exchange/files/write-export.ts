import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync, type WriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '../../domain/errors/errors.js';
import { NameTaken, newFile, partOf, writeFileWhole } from '../../files/whole-file.js';

/** Why nothing was written; the message says what to do. */
export class ExportRefused extends CodedError {
  constructor(
    readonly code: 'export-exists' | 'export-under-way' | 'export-not-ours',
    message: string,
  ) {
    super(message);
  }
}

/** A file as its reader can check it. */
export interface WrittenFile {
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly sha256: string;
}

export interface PlaceOptions {
  /** Replace what is there. */
  readonly force: boolean;
  /** Folders: the file by which a folder is known to be one that was written before; `SHA256SUMS` when absent. */
  readonly mark?: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes an export into a file, which has its name only when it is whole.
 * @throws ExportRefused when there is one already and it may not be replaced
 */
export async function writeFile(
  file: string,
  texts: AsyncIterable<string>,
  { force, signal }: PlaceOptions,
): Promise<WrittenFile> {
  if (existsSync(file) && statSync(file).isDirectory()) {
    throw new ExportRefused('export-exists', `${file} is a folder. Name a file in it.`);
  }
  const write = (target: WriteStream) => writeTexts(target, texts, signal);
  return writeFileWhole(file, write, { replace: force }).catch((error: unknown) => {
    if (!(error instanceof NameTaken)) throw error;
    throw error.path === file ? taken(file) : underWay(error.path);
  });
}

/**
 * Writes a folder of files under another name first, and gives it its own only when all of it is whole.
 * @param fill writes into the folder it is given
 * @throws ExportRefused when there is one already and it may not be replaced
 */
export async function writeFolder(
  folder: string,
  fill: (part: string) => Promise<void>,
  { force, mark = 'SHA256SUMS', signal }: PlaceOptions,
): Promise<void> {
  refuseFolder(folder, force, mark);
  const part = partOf(folder);
  await mkdir(dirname(part), { recursive: true });
  await mkdir(part).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? underWay(part) : error;
  });
  try {
    await fill(part);
    signal?.throwIfAborted();
    refuseFolder(folder, force, mark);
    await takeThePlace(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    throw error;
  }
}

/** Gives a folder its name: from one moment to the next, however large the one is that had it. */
async function takeThePlace(part: string, folder: string): Promise<void> {
  if (!existsSync(folder)) return rename(part, folder);
  const old = `${partOf(folder)}.old`;
  await rename(folder, old);
  await rename(part, folder);
  await rm(old, { recursive: true });
}

/** Writes a file of a folder that has not got its name yet. */
export async function writeInside(
  file: string,
  texts: AsyncIterable<string>,
  signal?: AbortSignal | undefined,
): Promise<WrittenFile> {
  return writeTexts(await newFile(file), texts, signal);
}

async function writeTexts(
  target: WriteStream,
  texts: AsyncIterable<string>,
  signal: AbortSignal | undefined,
): Promise<WrittenFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted() {
    for await (const text of texts) {
      const piece = Buffer.from(text);
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  }
  await pipeline(counted, target, signal ? { signal } : {});
  signal?.throwIfAborted();
  return { bytes, sha256: hash.digest('hex') };
}

/** A whole folder is only replaced when it is empty, or an export itself: a slip of the hand costs nobody their files. */
function refuseFolder(folder: string, force: boolean, mark: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new ExportRefused('export-exists', `${folder} is a file. Name a folder.`);
  if (readdirSync(folder).length === 0) return;
  if (!force) throw taken(folder);
  if (existsSync(join(folder, mark))) return;
  const what = `${folder} holds other things than an export, and they would be lost.`;
  throw new ExportRefused('export-not-ours', `${what} Name another folder, or empty it yourself.`);
}

function taken(place: string): ExportRefused {
  return new ExportRefused('export-exists', `${place} is there already. Name another, or replace it with --force.`);
}

function underWay(part: string): ExportRefused {
  const remedy = 'Another export is writing it, or one was broken off: delete it then, and try again.';
  return new ExportRefused('export-under-way', `${part} is there already. ${remedy}`);
}
