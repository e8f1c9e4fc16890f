import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model } from './model.js';
import { bytesOfModel, modelOfBytes } from './model-bytes.js';
import { type Example, train, trainerVersion } from './train.js';

const maxKept = 6;

/** @returns a name for exactly these examples, trained in this way */
export function nameOf(examples: readonly Example[]): string {
  const words = examples.map(({ text, intent, isOutside }) => `\0${isOutside ? '-' : ''}\0${intent}\0${text}`);
  return hash('sha256', trainerVersion + words.join('')).slice(0, 16);
}

/** Learns a model, and keeps it in the last of the folders. */
export type Learn = (examples: readonly Example[], folders: readonly string[]) => Promise<Model>;

/**
 * @param folders where models are looked for, in this order
 * @param learn what learns it where none is kept
 * @returns the model of these examples: kept from before, or learnt
 */
export async function modelFor(
  examples: readonly Example[],
  folders: readonly string[],
  learn: Learn = learnAndKeep,
): Promise<Model> {
  return (await keptModel(examples, folders)) ?? learn(examples, folders);
}

/**
 * @param folders where models are looked for, in this order
 * @returns the model of these examples, kept from before; null when none is, or not all of it
 */
export async function keptModel(examples: readonly Example[], folders: readonly string[]): Promise<Model | null> {
  const name = fileNameOf(examples);
  for (const folder of folders) {
    try {
      return await modelIn(join(folder, name));
    } catch {
      // Not there, or not all of it: another folder may have it.
    }
  }
  return null;
}

/** Models that somebody in this process still understands by: whoever reads the same file again is given the same. */
const inUse = new Map<string, { readonly stamp: string; readonly model: WeakRef<Model> }>();

async function modelIn(file: string): Promise<Model> {
  const { mtimeMs, size, ino } = await stat(file);
  const stamp = `${mtimeMs} ${size} ${ino}`;
  const known = inUse.get(file);
  const used = known?.stamp === stamp ? known.model.deref() : undefined;
  if (used) return used;
  const model = await modelOfBytes(await readFile(file));
  inUse.set(file, { stamp, model: new WeakRef(model) });
  return model;
}

/** Trains the model of these examples, and keeps it in the last of the folders. Where it cannot be kept, it is trained each time. */
export async function learnAndKeep(
  examples: readonly Example[],
  folders: readonly string[],
  onProgress?: (done: number, of: number) => void,
): Promise<Model> {
  const model = await train(examples, onProgress ? { onProgress } : {});
  const last = folders.at(-1);
  if (last !== undefined) keep(last, join(last, fileNameOf(examples)), model);
  return model;
}

function fileNameOf(examples: readonly Example[]): string {
  return `${nameOf(examples)}.model`;
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
