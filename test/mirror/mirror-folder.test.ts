import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MirrorFolder } from '../../src/mirror/mirror-folder.js';
import { addPhotos } from '../../src/mirror/write-data.js';
import type { DatasetSchema } from '../../src/schemas/schema.js';

let desk: string;
beforeEach(() => {
  desk = mkdtempSync(join(tmpdir(), 'yibo-mirror-'));
});
afterEach(() => rmSync(desk, { recursive: true, force: true }));

const at = (...path: string[]) => join(desk, ...path);
const read = (...path: string[]) => readFileSync(at(...path), 'utf8');

/** A mirror of three files, each of them added in a way of its own. */
async function mirror(name: string, last: string, isKept: boolean) {
  mkdirSync(at(name));
  const folder = new MirrorFolder(at(name), at(last));
  await folder.write('written', 'as it was');
  writeFileSync(at(name, 'added'), 'as it was');
  await folder.add('added');
  const kept = isKept && (await folder.keep('kept'));
  if (!kept) await folder.write('kept', 'as it was');
  return { kept, ...(await folder.conclude()) };
}

test('what has not changed is the very file of the last mirror', async () => {
  await mirror('first', 'none', false);
  expect(await mirror('second', 'first', true)).toEqual({ kept: true, files: 3, changed: 0 });
  for (const file of ['written', 'added', 'kept'])
    expect(statSync(at('second', file)).ino).toBe(statSync(at('first', file)).ino);
});

test.each(['written', 'added', 'kept'])(
  'a file that was tampered with does not outlive the next export: %s',
  async (file) => {
    await mirror('first', 'none', false);
    writeFileSync(at('first', file), 'forged');
    expect(await mirror('second', 'first', true)).toEqual({ kept: file !== 'kept', files: 3, changed: 1 });
    expect(read('second', file)).toBe('as it was');
    expect(read('first', file)).toBe('forged');
  },
);

test('a link in place of a file is not taken over, whatever it leads to', async () => {
  await mirror('first', 'none', false);
  rmSync(at('first', 'kept'));
  writeFileSync(at('elsewhere'), 'as it was');
  symlinkSync(at('elsewhere'), at('first', 'kept'));
  expect(await mirror('second', 'first', true)).toMatchObject({ kept: false });
  expect(statSync(at('second', 'kept')).ino).not.toBe(statSync(at('elsewhere')).ino);
});

test('photographs are those that the service gives out, and run nothing', async () => {
  mkdirSync(at('vehicles', 'photos'), { recursive: true });
  writeFileSync(at('secret.png'), 'secret');
  symlinkSync(at('secret.png'), at('vehicles', 'photos', 'out.png'));
  writeFileSync(at('vehicles', 'photos', 'front.png'), 'a picture');
  symlinkSync('front.png', at('vehicles', 'photos', 'inside.png'));
  writeFileSync(at('vehicles', 'photos', 'runs.svg'), '<svg><script>alert(1)</script></svg>');
  mkdirSync(at('mirror'));
  const dataset = { name: 'vehicles', folder: at('vehicles'), fields: [{ name: 'photos' }] };
  await addPhotos(new MirrorFolder(at('mirror'), at('none')), dataset as unknown as DatasetSchema);
  const isThere = (name: string) => existsSync(at('mirror', 'data', 'vehicles', 'photos', name));
  expect(['front.png', 'inside.png', 'out.png', 'runs.svg'].map(isThere)).toEqual([true, true, false, false]);
});
