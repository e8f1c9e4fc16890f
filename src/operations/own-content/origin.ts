import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../../domain/errors/errors.js';
import { writeFileWhole } from '../../files/whole-file.js';

/** What a bureau's own content is made of: folders of the package, and of its own folder. */
export const contentParts = ['menus', 'intents', 'data'] as const;

/** The SHA-256 of each file, by its path from the folder: `menus/main.yaml`. */
export type Hashes = Readonly<Record<string, string>>;

/** Which version of Yibo a folder of content came from: `yibo-content.json` in it. */
export interface Origin {
  readonly yibo: Version;
  readonly files: Hashes;
}

/** @example { version: '0.1.0', changes: '2026-11-28' } */
export interface Version {
  readonly version: string;
  /** The day of the newest entry of `CHANGELOG.md`. */
  readonly changes: string;
}

export const originFile = 'yibo-content.json';

/** The note of a folder cannot be read. */
export class OriginRefused extends CodedError {
  readonly code = 'origin-refused';
}

const shape = z.object({
  format: z.literal('yibo-content/1'),
  yibo: z.object({ version: z.string(), changes: z.string() }),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** @returns what a folder came from; null when nothing tells. @throws OriginRefused */
export function readOrigin(folder: string): Origin | null {
  const path = join(folder, originFile);
  if (!existsSync(path)) return null;
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    throw new OriginRefused(`${path} is not as yibo init wrote it. Put it back from your version control or a backup.`);
  }
}

export async function writeOrigin(folder: string, { yibo, files }: Origin): Promise<void> {
  const about =
    'Which version of Yibo this content came from. Written by yibo init and yibo update-content; do not edit.';
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = `${JSON.stringify({ format: 'yibo-content/1', about, yibo, files: sorted }, null, 2)}\n`;
  await writeFileWhole(join(folder, originFile), (target) => ended(target, text), { replace: true });
}

/** Writes all of a stream, and closes it. */
export function ended(target: NodeJS.WritableStream, bytes: string | Uint8Array): Promise<void> {
  return new Promise((done, fail) => {
    target.once('error', fail).once('close', done);
    target.end(bytes as string);
  });
}

/** @returns the version of the package in a folder */
export function versionIn(home: string): Version {
  const { version = '' } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version?: string };
  const log = join(home, 'CHANGELOG.md');
  const [, changes = ''] = /^## (\d{4}-\d{2}-\d{2})/m.exec(existsSync(log) ? readFileSync(log, 'utf8') : '') ?? [];
  return { version, changes };
}

/** @returns every file of content in a folder, with its hash; hidden ones and those under way are none */
export function hashesIn(folder: string): Hashes {
  const files = contentParts.flatMap((part) =>
    existsSync(join(folder, part))
      ? readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) =>
            join(entry.parentPath, entry.name)
              .slice(folder.length + 1)
              .split(sep)
              .join('/'),
          )
      : [],
  );
  const ours = files.filter((path) => !/(^|\/)\.|\.part$/.test(path));
  return Object.fromEntries(ours.map((path) => [path, hashOf(readFileSync(join(folder, path)))]));
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
