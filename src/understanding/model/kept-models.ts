import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Model } from './model.js';
import { bytesOfModel, modelOfBytes } from './model-bytes.js';
import { type Example, train, trainerVersion } from './train.js';

const maxKept = 6;

/** @returns a name for exactly these examples, trained in this way */
export function nameOf(examples: readonly Example[]): string {
  const hash = createHash('sha256').update(String(trainerVersion));
  for (const { text, intent } of examples) hash.update(`\0${intent}\0${text}`);
  return hash.digest('hex').slice(0, 16);
}

/**
 * @param folders where models are looked for, in this order; a new one is kept in the last
 * @returns the model of these examples: kept from before, or trained and kept. Where it cannot be kept, it is trained each time.
 */
export async function modelFor(
  examples: readonly Example[],
  folders: readonly string[],
  onProgress?: (done: number, of: number) => void,
): Promise<Model> {
  const name = `${nameOf(examples)}.model`;
  for (const folder of folders) {
    const kept = read(join(folder, name));
    if (kept) return kept;
  }
  const model = await train(examples, onProgress ? { onProgress } : {});
  const last = folders.at(-1);
  if (last !== undefined) keep(last, join(last, name), model);
  return model;
}

function read(file: string): Model | null {
  try {
    return modelOfBytes(readFileSync(file));
  } catch {
    return null;
  }
}

function keep(folder: string, file: string, model: Model): void {
  const part = `${file}.${process.pid}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(part, bytesOfModel(model));
    renameSync(part, file);
    const models = readdirSync(folder).map((name) => join(folder, name));
    const byAge = models.map((path) => ({ path, at: statSync(path).mtimeMs })).sort((a, b) => b.at - a.at);
    for (const { path } of byAge.slice(maxKept)) rmSync(path, { force: true });
  } catch {
    removeQuietly(part);
  }
}

/** The disk may be full or only for reading: then nothing was begun that could be removed. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}
