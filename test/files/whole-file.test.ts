import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, expect, test } from 'vitest';
import { csvRow } from '../../src/files/csv-row.js';
import { NameTaken, writeFileWhole } from '../../src/files/whole-file.js';
import { writeAll } from '../../src/files/write-all.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a file has its name only when it is whole, and can be read again before', async () => {
  const file = join(folder, 'deep/a.txt');
  const read = await writeFileWhole(
    file,
    async (target, part) => {
      await pipeline(['一', '二'], target);
      expect(existsSync(file)).toBe(false);
      return readFileSync(part, 'utf8');
    },
    { mode: 0o600, folderMode: 0o700 },
  );
  expect([read, readFileSync(file, 'utf8')]).toEqual(['一二', '一二']);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['a.txt']);
  expect([statSync(file).mode & 0o777, statSync(join(folder, 'deep')).mode & 0o777]).toEqual([0o600, 0o700]);
});

test('of a file that fails nothing is left', async () => {
  const file = join(folder, 'b.txt');
  const failing = writeFileWhole(file, async (target) => {
    await pipeline(['half'], target);
    throw new Error('no more');
  });
  await expect(failing).rejects.toThrow('no more');
  expect([existsSync(file), existsSync(`${file}.part`)]).toEqual([false, false]);
});

test('a file that is there, or comes meanwhile, is not replaced unasked; nor is one that another is writing', async () => {
  const file = join(folder, 'c.txt');
  const refusal = async (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
  const late = await refusal(
    writeFileWhole(file, async (target) => {
      await pipeline(['ours'], target);
      writeFileSync(file, 'theirs');
    }),
  );
  expect(late).toEqual(new NameTaken(file));
  expect(await refusal(writeFileWhole(file, (target) => pipeline(['ours'], target)))).toEqual(new NameTaken(file));
  expect([readFileSync(file, 'utf8'), existsSync(`${file}.part`)]).toEqual(['theirs', false]);
  writeFileSync(`${file}.part`, 'half');
  const write = () => writeFileWhole(file, (target) => pipeline(['ours'], target), { replace: true });
  expect(await refusal(write())).toEqual(new NameTaken(`${file}.part`));
  expect(readFileSync(`${file}.part`, 'utf8')).toBe('half');
  rmSync(`${file}.part`);
  await write();
  expect(readFileSync(file, 'utf8')).toBe('ours');
});

test('all bytes are written, one piece behind the other', () => {
  const path = join(folder, 'd');
  const file = { path, descriptor: openSync(path, 'w') };
  writeAll(file, Buffer.from('一二三'));
  writeAll(file, Buffer.from('四'));
  expect(readFileSync(path, 'utf8')).toBe('一二三四');
});

test('a full disk is told with the file that had no room', () => {
  // Linux has a file that behaves like a full disk.
  const full = { path: '/dev/full', descriptor: openSync('/dev/full', 'w') };
  expect(() => writeAll(full, Buffer.from('x'))).toThrow(
    expect.objectContaining({ code: 'ENOSPC', path: '/dev/full' }),
  );
});

test('cells of CSV stand in quotes where a reader would take them otherwise', () => {
  const cells = ['a', '宾利, 慕尚', 'say "ah"', ' b', 'c\n', '\ufeffd', '=1+1', ''];
  const written = ['a', '"宾利, 慕尚"', '"say ""ah"""', '" b"', '"c\n"', '"\ufeffd"', '=1+1', ''];
  expect(csvRow(cells)).toBe(written.join(','));
});
