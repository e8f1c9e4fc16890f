import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ContentDocument } from '../../src/authored/document.js';

const shape = z.strictObject({ a: z.number(), b: z.array(z.string()) });

function problemsOf(text: string): readonly string[] {
  const document = new ContentDocument('x.json', text);
  document.read(shape);
  return document.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('a JSON file', () => {
  test.each([
    '{"a": 1, "b": ["x  y"]}',
    '{\n  "a": 1,\n  "b": ["\\"", "\\\\ "]\n}\n',
    '{"b": ["\\u6d25"], "a": 1.0}',
    '{"a":1,"b":[]}',
    'a: 1\nb: [x]\n',
  ])('is read: %j', (text) => {
    const document = new ContentDocument('x.json', text);
    expect(document.read(shape)).toMatchObject({ a: 1 });
    expect(document.problems).toEqual([]);
  });

  test('keeps the blanks in its texts', () => {
    expect(new ContentDocument('x.json', '{"a": 1, "b": [" x  y "]}').read(shape)?.b).toEqual([' x  y ']);
  });

  test.each([
    ['{\n  "a": 1,\n  "b": [],\n  "a": 2\n}', /^4:3 names "a" a second time/],
    ['{\n  "a": "1",\n  "b": []\n}', /^2:8 /],
    ['{\n  "a": 1,\n  "b": [],\n  "c": 2\n}', /^4:8 is no field here/],
    ['null', /^1:1 /],
    ['', /^1:1 /],
  ])('says where %j is wrong', (text, place) => {
    expect(problemsOf(text)).toHaveLength(1);
    expect(problemsOf(text)[0]).toMatch(place);
  });
});

describe('whatever is written', () => {
  const signs = [
    ': ',
    ':',
    '：',
    '\n',
    '\n  ',
    '\t',
    '- ',
    '"',
    "'",
    ' #',
    '@',
    '%',
    '*',
    '&',
    '!',
    '|',
    '>',
    '[',
    ']',
    '{',
    '}',
  ];
  const piece = fc.constantFrom('a', 'b', '费用', ' ', '\\', '---', '*a', '&a ', '!!str ', '<<: ', '1', ...signs);

  test('is read, or refused with a place and words; nothing throws, and nothing is left out silently', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const document = new ContentDocument('x.yaml', pieces.join(''));
        const value = document.read(z.strictObject({ a: z.string() }));
        expect(value === undefined).toBe(document.problems.length > 0);
        for (const { line, column, message } of document.problems) {
          expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
          expect(message).toMatch(/[.?]$/);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  test('a text in quotes comes back as it is; without, it comes back, or is refused', () => {
    const text = fc.array(fc.constantFrom('费', '用', 'x', ' ', '1', ...signs.filter((sign) => !/[\n\t"]/.test(sign))));
    fc.assert(
      fc.property(text, (pieces) => {
        const words = `字${pieces.join('')}`.trim();
        const read = (written: string) =>
          new ContentDocument('x.yaml', `a: ${written}\n`).read(z.strictObject({ a: z.string() }));
        expect(read(`"${words}"`)).toEqual({ a: words });
        // A comment has a blank behind its sign: only that may be left out.
        expect([undefined, words, words.replace(/ # .*$| #$/, '').trim()]).toContain(read(words)?.a);
      }),
      { numRuns: 2_000 },
    );
  });
});
