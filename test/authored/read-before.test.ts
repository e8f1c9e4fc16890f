import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ContentDocument } from '../../src/authored/document.js';
import { keepRead, useReadBefore, valueReadBefore } from '../../src/authored/read-before.js';
import { contentFolders, readContentFiles } from '../../src/content/files.js';
import { installation } from '../../src/service/installation.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-read-before-'));
const file = join(folder, 'read.json');
afterAll(() => {
  useReadBefore(installation(null).readBefore);
  rmSync(folder, { recursive: true, force: true });
});

const text = 'a: 1\nb:\n  - 甲\n  - "0012"\n';
const shape = z.strictObject({ a: z.number(), b: z.array(z.string()) });

test('what was kept is given again, a copy each time, and only for exactly that text', () => {
  keepRead(file, [[text, { a: 1, b: ['甲', '0012'] }]]);
  useReadBefore(file);
  expect(valueReadBefore(text)).toEqual({ a: 1, b: ['甲', '0012'] });
  expect(valueReadBefore(text)).not.toBe(valueReadBefore(text));
  expect(valueReadBefore(`${text} `)).toBeUndefined();
  expect(valueReadBefore('__proto__')).toBeUndefined();
});

test('a document is made of it, and still tells the place of what does not fit', () => {
  keepRead(file, [[text, { a: 1, b: ['甲', '0012'] }]]);
  useReadBefore(file);
  expect(new ContentDocument('x.yaml', text).read(shape)).toEqual({ a: 1, b: ['甲', '0012'] });
  const document = new ContentDocument('x.yaml', text);
  expect(document.read(z.strictObject({ a: z.number(), b: z.array(z.number()) }))).toBeUndefined();
  expect(document.problems).toMatchObject([
    { line: 3, column: 5 },
    { line: 4, column: 5 },
  ]);
});

test('what JSON cannot hold is read itself each time', () => {
  const infinite = 'a: .inf\n';
  keepRead(file, [
    [infinite, { a: Number.POSITIVE_INFINITY }],
    ['', undefined],
  ]);
  useReadBefore(file);
  expect(valueReadBefore(infinite)).toBeUndefined();
  expect(new ContentDocument('x.yaml', infinite).value).toEqual({ a: Number.POSITIVE_INFINITY });
});

test.each([
  ['is not there', null],
  ['was cut off', '{"ab":'],
  ['holds something else', '7'],
])('where the file %s, every text is read itself', (_, written) => {
  rmSync(file, { force: true });
  if (written !== null) writeFileSync(file, written);
  useReadBefore(join(folder, 'another.json'));
  useReadBefore(file);
  expect(valueReadBefore(text)).toBeUndefined();
  expect(new ContentDocument('x.yaml', text).read(shape)).toEqual({ a: 1, b: ['甲', '0012'] });
});

test('an install keeps all content of the package, each file as it reads itself', () => {
  const { root, readBefore } = installation(null);
  useReadBefore(join(folder, 'none.json'));
  const files = Object.entries(readContentFiles(root));
  expect(files.length).toBeGreaterThan(contentFolders.length);
  const values = files.map(([name, one]) => new ContentDocument(name, one).value);
  useReadBefore(readBefore);
  expect(files.map(([, one]) => valueReadBefore(one))).toEqual(values);
});
