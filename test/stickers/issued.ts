import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueSticker } from '../../src/stickers/issue.js';
import { KeyFolder } from '../../src/stickers/key-folder.js';
import type { PrintedSticker } from '../../src/stickers/sheet.js';

export const base = 'https://hotline.example';
export const place = 'HOTLINE.EXAMPLE';
export const madeAt = Date.parse('2016-10-01T08:00:00+08:00');

export const car = {
  dataset: 'vehicles',
  sample: true,
  fields: { vin: 'JTEBU5JR6G5003291', sticker_code: '221865233729' },
};
export const bottle = {
  dataset: 'wines',
  sample: true,
  fields: { bottle_code: '409334585274', bottled_on: '2014-08-05' },
};

/** A folder of keys of a test's own, with one that signs. */
export async function newKeys(): Promise<{
  readonly keys: KeyFolder;
  readonly folder: string;
  readonly remove: () => void;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-keys-'));
  const keys = new KeyFolder(join(folder, 'keys'));
  await keys.add(madeAt);
  return { keys, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export function issued(keys: KeyFolder, record: typeof car | typeof bottle): PrintedSticker {
  const made = issueSticker(record as Parameters<typeof issueSticker>[0], base, keys.signing);
  if (!made) throw new Error('this record has a sticker');
  return made;
}
