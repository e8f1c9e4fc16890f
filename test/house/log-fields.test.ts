import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { installation } from '../../src/service/installation.js';
import { fieldsIn, loggedFields } from './log-fields.js';

/** What pino writes in each line. */
const inEachLine = ['time', 'level', 'pid', 'hostname', 'msg'];

/** The fields that the page of operations names in its table. */
function explained(): readonly string[] {
  const page = readFileSync(join(installation().root, 'docs/operations.md'), 'utf8');
  const [, table = ''] = /\| Field of the log \|.*\n\|[-|]+\|\n((?:\|.*\n)+)/.exec(page) ?? [];
  return table
    .split('\n')
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, field = '']) => field))
    .sort();
}

test('a call of a log is read', () => {
  expect(fieldsIn("log.warn({ a, b: 1, ...more }, 'x'); const more = { c: 2 }; this.parts.log.info('y');")).toEqual({
    fields: ['a', 'b', 'c'],
    unread: [],
  });
  expect(fieldsIn("log[level](fields, 'x'); other.warn({ d })").unread).toEqual(['fields']);
});

test('what each call of a log writes can be read off its file', () => {
  const unread = loggedFields().filter((one) => one.unread.length > 0);
  expect(unread.map(({ path, unread: calls }) => `${path}: ${calls.join(', ')}`)).toEqual([]);
});

test('the page of operations names every field that the log has, and none that it has not', () => {
  const written = new Set([...inEachLine, ...loggedFields().flatMap(({ fields }) => fields)]);
  expect(explained()).toEqual([...written].sort());
});
