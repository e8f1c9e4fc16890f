import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeAll } from '../../src/files/write-all.js';
import { importText, pathOf, recordsIn } from './fixtures.js';

const head = 'vin,sticker_code,brand_model,inspected_at,result\n';
const good = 'SCBES63W6GC000700,123456,宾利,2016-08-12,合格\n';
const bad = 'SCADS63W6GC000700,123457,劳斯莱斯,昨天,合格\n';

test('all bytes are written, one piece behind the other', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-write-'));
  const path = join(folder, 'file');
  const file = { path, descriptor: openSync(path, 'w+') };
  writeAll(file, Buffer.from('一二三'));
  writeAll(file, Buffer.from('四'));
  expect(readFileSync(path, 'utf8')).toBe('一二三四');
  rmSync(folder, { recursive: true });
});

test('a full disk is told with the file that had no room', () => {
  // Linux has a file that behaves like a full disk.
  const full = { path: '/dev/full', descriptor: openSync('/dev/full', 'w') };
  expect(() => writeAll(full, Buffer.from('x'))).toThrow(
    expect.objectContaining({ code: 'ENOSPC', path: '/dev/full' }),
  );
});

test('where refused rows cannot be written, nothing becomes public', async () => {
  const nowhere = join(pathOf('no-folder'), 'rejects.csv');
  await expect(importText('vehicles', head + good + bad, { keepGood: true, rejects: nowhere })).rejects.toThrow(
    expect.objectContaining({ code: 'ENOENT' }),
  );
});

test('refused rows are on the disk before the good ones are public', async () => {
  const rejects = pathOf('rejects.csv');
  const { report, store } = await importText('vehicles', head + good + bad, { keepGood: true, rejects });
  expect(report.rejects).toBe(rejects);
  expect([...(await recordsIn(store, ['vehicles'])).keys()]).toEqual(['vehicles SCBES63W6GC000700']);
  expect(readdirSync(join(rejects, '..')).filter((name) => name.endsWith('.part'))).toEqual([]);
});
