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
