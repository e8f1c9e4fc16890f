import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { FirstStarts } from '../../src/commands/first-starts.js';

const folder = mkdtempSync(join(tmpdir(), 'yibo-first-starts-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a first start is made once for each time, and what is done to a copy stays in it', async () => {
  const starts = new FirstStarts();
  const made: string[] = [];
  const at = (time: string) => async (place: string) => {
    made.push(time);
    writeFileSync(join(place, 'rehearsal.db'), time);
  };
  const copy = async (name: string, time: string) => {
    await starts.copyInto(join(folder, name), time, at(time));
    return join(folder, name, 'rehearsal.db');
  };
  const [first, second] = await Promise.all([copy('a', '10:00'), copy('b', '10:00')]);
  writeFileSync(first, 'changed');
  const third = await copy('c', '10:00');
  const later = await copy('d', '20:00');
  expect([first, second, third, later].map((file) => readFileSync(file, 'utf8'))).toEqual([
    ...['changed', '10:00', '10:00', '20:00'],
  ]);
  expect(made).toEqual(['10:00', '20:00']);
  starts.remove();
});

test('what was taken away is gone, and made again for whoever wants it', async () => {
  const starts = new FirstStarts();
  const places: string[] = [];
  const make = async (place: string) => void places.push(place);
  await starts.copyInto(join(folder, 'g'), '10:00', make);
  expect(existsSync(places[0] ?? '')).toBe(true);
  starts.remove();
  expect(existsSync(places[0] ?? '')).toBe(false);
  await starts.copyInto(join(folder, 'h'), '10:00', make);
  expect(places).toHaveLength(2);
  starts.remove();
});

test('what could not be made is made again', async () => {
  const starts = new FirstStarts();
  const refused = starts.copyInto(join(folder, 'e'), '10:00', () => Promise.reject(new Error('no port')));
  await expect(refused).rejects.toThrow('no port');
  await starts.copyInto(join(folder, 'f'), '10:00', async (place) => writeFileSync(join(place, 'x'), ''));
  expect(existsSync(join(folder, 'f', 'x'))).toBe(true);
  starts.remove();
});
