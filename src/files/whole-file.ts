import { createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { link, mkdir, open, rename, rm, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * A file is written whole or not at all: it grows under another name (`cars.csv.part`), and gets its own (`cars.csv`) once
 * all of it is on the disk. Nobody ever reads half a file, and nobody's file is replaced unasked.
 * @example
 * await writeFileWhole('open/cars.csv', (target) => pipeline(rows, target));
 * @param write fills the file; it may read it again under the name it has meanwhile
 * @throws NameTaken for the file's own name, or for the other one, which somebody else is writing then
 */
export async function writeFileWhole<Written>(
  file: string,
  write: (target: WriteStream, part: string) => Promise<Written>,
  { replace = false, mode, folderMode = 0o777 }: WholeFileOptions = {},
): Promise<Written> {
  if (!replace && existsSync(file)) throw new NameTaken(file);
  const part = partOf(file);
  await mkdir(dirname(file), { recursive: true, mode: folderMode });
  const target = await newFile(part, mode);
  try {
    const written = await write(target, part);
    if (replace) await rename(part, file);
    else await giveName(part, file);
    return written;
  } catch (error) {
    target.destroy();
    await rm(part, { force: true });
    throw error;
  }
}

export interface WholeFileOptions {
  /** Whether a file that has the name already may be replaced. */
  readonly replace?: boolean;
  /** Who may read and write the file, as in `chmod`. */
  readonly mode?: number;
  /** The same for folders that have to be made for it. */
  readonly folderMode?: number;
}

/** A file has the name already. */
export class NameTaken extends Error {
  constructor(readonly path: string) {
    super(`${path} is there already.`);
  }
}

/** @returns the name under which a file or folder is written */
export function partOf(place: string): string {
  return `${place.replace(/\/+$/, '')}.part`;
}

/**
 * Opens a file that must not be there yet. The disk has all of it before its stream is closed.
 * @throws NameTaken
 */
export async function newFile(path: string, mode = 0o666): Promise<WriteStream> {
  const target = createWriteStream(path, { flags: 'wx', mode, flush: true });
  await new Promise<void>((resolve, reject) => {
    target.once('open', () => resolve());
    target.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EEXIST' ? new NameTaken(path) : error),
    );
  });
  return target;
}

/**
 * Gives a whole file its name. Renaming would replace a file that has appeared meanwhile; a second name for the same file
 * does not.
 * @throws NameTaken; the file keeps its first name then
 */
export async function giveName(part: string, file: string): Promise<void> {
  const refusal = await link(part, file).then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  if (!refusal) await unlink(part);
  else if (refusal.code === 'EEXIST' || existsSync(file)) throw new NameTaken(file);
  // Not every file system has second names.
  else await rename(part, file);
  await syncFolder(dirname(file));
}

/** A name is on the disk only when its folder is; not every system can say so of a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
