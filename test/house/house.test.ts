import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { installation } from '../../src/service/installation.js';
import { functions, rooms, sizes, sourceFiles } from './measure.js';

const { root } = installation();
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('every folder of the source is a room of the table, and every room is there', () => {
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(rooms).sort());
});

describe.each(Object.entries(rooms))('the room %s', (room, known) => {
  test('explains itself, and says what it may know as the arrows do', () => {
    expect(existsSync(join(root, `src/${room}/README.md`))).toBe(true);
    const row =
      read('README.md')
        .split('\n')
        .find((line) => line.startsWith(`| [${room}](`)) ?? '';
    const said = row.split('|').at(-2)?.trim() ?? '';
    expect(said === 'nobody' ? [] : said.split(', ').sort()).toEqual([...known].sort());
    const own =
      /\*\*Knows\*\*: ([\s\S]*?)(?:[.;]|,? and of )/
        .exec(read(`src/${room}/README.md`))?.[1]
        ?.replaceAll(/\s+/g, ' ') ?? '';
    const named = Object.keys(rooms).filter((one) => new RegExp(`(^|[ ,])${one}([ ,]|$)`).test(own));
    expect(named.sort()).toEqual([...known].sort());
  });
});

test('no room holds more than a tenth of the source', () => {
  const [largest] = sizes();
  expect(largest?.share).toBeLessThanOrEqual(0.1);
});

test('no file is longer than 300 lines, and no function than 60', () => {
  expect(
    sourceFiles()
      .filter(({ lines }) => lines > 300)
      .map(({ path, lines }) => `${path} ${lines}`),
  ).toEqual([]);
  expect(
    functions()
      .filter(({ lines }) => lines > 60)
      .map(({ path, line, lines }) => `${path}:${line} ${lines}`),
  ).toEqual([]);
});
