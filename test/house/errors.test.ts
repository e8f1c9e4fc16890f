import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { drawErrors } from '../../src/domain/errors/draw-errors.js';
import { type ErrorCode, errorCodes, explained } from '../../src/domain/errors/errors.js';
import { operationErrors } from '../../src/domain/errors/operation-errors.js';
import { publicationErrors } from '../../src/domain/errors/publication-errors.js';
import { rehearsalErrors } from '../../src/domain/errors/rehearsal-errors.js';
import { requestErrors } from '../../src/domain/errors/request-errors.js';
import { Desk, root } from '../commands/run-yibo.js';
import { sourceFiles } from './measure.js';

const desk = new Desk();
afterAll(() => desk.remove());

/** Errors that nobody meets: whoever calls what throws them makes something else of each. */
const internal = {
  // What every error with a code extends.
  CodedError: 'src/domain/errors/errors.ts',
  // Ends a step of checking a draw, whose answer it is.
  StepEnded: 'src/draws/bundle/verdict.ts',
  // Becomes a refused time stamp, or ends a step of checking a draw.
  DerFault: 'src/draws/stamp/der.ts',
  // A line of JSON that is none: the row is refused with its words.
  JsonFault: 'src/tables/flat-json.ts',
  // Becomes a refused export or backup, or a file that keeps its first name.
  NameTaken: 'src/files/whole-file.ts',
  // Undoes a transaction; the receipt is made again.
  ChainWentOn: 'src/store/shared/draws.ts',
  // Undoes a transaction; the turn is taken again.
  Stale: 'src/store/shared/effects.ts',
  // The simulator tells its page in a sentence, and the page tells its user.
  Unanswered: 'src/simulator-page/api.js',
  Unknown: 'src/simulator/bounded.ts',
};

const codes = Object.keys(errorCodes) as ErrorCode[];
const elsewhere = sourceFiles().filter(({ path }) => !path.startsWith('src/domain/errors/'));

test('every error has a code of the catalogue, or is met by nobody', () => {
  const found = sourceFiles().flatMap(({ path, text }) =>
    [...text.matchAll(/\bclass (\w+)(?:<[^>]*>)? extends (?!Coded)\w*Error\b/g)].map(([, name]) => [name, path]),
  );
  expect(Object.fromEntries(found)).toEqual(internal);
  expect(found).toHaveLength(Object.keys(internal).length);
});

test.each(codes)('%s is met somewhere', (code) => {
  expect(elsewhere.some(({ text }) => text.includes(`'${code}'`))).toBe(true);
});

test('no code stands in two files of the catalogue', () => {
  const parts = [requestErrors, publicationErrors, operationErrors, rehearsalErrors, drawErrors];
  expect(parts.flatMap((part) => Object.keys(part)).sort()).toEqual([...codes].sort());
});

test.each(codes)('%s has a sentence for its meaning, and one for the remedy', (code) => {
  const { metBy, status, meaning, remedy } = explained(code);
  for (const sentence of [meaning, remedy]) expect(sentence).toMatch(/^[A-Z`][^|\n]*\.$/);
  expect(metBy.length).toBe(new Set(metBy).size);
  expect(metBy.includes('request')).toBe(status !== undefined);
  expect(metBy[0]).toBeDefined();
});

describe('yibo errors', () => {
  test('prints docs/errors.md as it is', () => {
    expect(desk.run(['errors', '--markdown']).out).toBe(readFileSync(join(root, 'docs/errors.md'), 'utf8'));
  });

  test('tells one code: status, meaning, what to do', () => {
    const { code, out } = desk.run(['errors', 'too-many']);
    const { meaning, remedy } = explained('too-many');
    expect([code, out]).toEqual([0, `too-many: HTTP 429, met by requests\n${meaning}\n${remedy}\n`]);
  });

  test('lists all for machines', () => {
    const lines = desk.run(['errors', '--json']).out.trimEnd().split('\n');
    const told = lines.map((line) => JSON.parse(line));
    expect(told).toHaveLength(codes.length);
    expect(told).toContainEqual({ code: 'same-person', ...errorCodes['same-person'] });
  });

  test('knows the nearest code to one that there is not', () => {
    const { code, out, err } = desk.run(['errors', 'too-mamy']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toBe('yibo errors: "too-mamy" is no error code. Did you mean "too-many"? See yibo errors.\n');
  });
});
