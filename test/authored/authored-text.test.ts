import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authoredText } from '../../src/authored/authored-text.js';
import { jsonFault } from '../../src/authored/json-fault.js';

function said(bytes: readonly number[]): string {
  const { text, problem } = authoredText('a.yaml', Uint8Array.from(bytes));
  return problem ? `${problem.line}:${problem.column} ${problem.message}` : `= ${text}`;
}
const gbk = [0xc4, 0xe3, 0xba, 0xc3]; // 你好
const utf8 = (text: string): number[] => [...Buffer.from(text)];

describe('a file that people write', () => {
  test('is read as UTF-8, with a byte order mark or without', () => {
    expect(said(utf8('名: 你好😀\n'))).toBe('= 名: 你好😀\n');
    expect(said(utf8('\uFEFFa: 1'))).toBe('= a: 1');
    expect(said([])).toBe('= ');
  });

  test('is refused in GBK, at the first character that is none, with what to do', () => {
    expect(said([...utf8('a: 1\nb: 天津'), ...gbk])).toBe(
      '2:6 is not UTF-8: it looks like GBK, which Notepad calls ANSI. Save it as UTF-8 (记事本: 另存为, 编码选 UTF-8).',
    );
  });

  test('is refused in UTF-16, and when it is cut off or of no known encoding', () => {
    expect(said([0xff, 0xfe, 0x61, 0, 0x3a, 0])).toMatch(/^1:1 .*looks like UTF-16, which Notepad calls Unicode/);
    expect(said([...utf8('a: '), 0xe5, 0xa4])).toMatch(/^1:4 is not UTF-8/);
    expect(said([0x61, 0x0a, 0xff])).toMatch(/^2:1 is not UTF-8: it holds bytes that no such text has/);
  });

  test('comes back as it was written, or is refused: never with other characters', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const { text, problem } = authoredText('a.yaml', bytes);
        if (problem) return problem.line >= 1 && problem.column >= 1;
        const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
        return Buffer.from(text).equals(Buffer.from(marked ? bytes.subarray(3) : bytes));
      }),
    );
  });
});

describe('JSON that is given out', () => {
  test.each([
    ['{"a": 1,}', '1:9 has a comma before this, and nothing after it. Remove the comma.'],
    ['{\n  "a": [1,\n  ]\n}', '3:3 has a comma before this'],
    ['{"a": 1 // why\n}', '1:9 holds a comment'],
    ['{"a": 1\n "b": 2}', '2:2 lacks a comma before this'],
    ['{"a" 1}', '1:6 lacks a colon'],
    ['{"a": {"b": 1}', '1:15 ends before a { is closed'],
    ['{"a": 1}}', '1:9 goes on behind its end'],
    ["{'a': 1}", '1:2 is not JSON here'],
    ['{"a"：1}', '1:5 is not JSON here'],
    ['{"a": “x”}', '1:7 is not JSON here'],
    ['{"a": "x\ny"}', '1:7 has a text that is not closed on its line'],
    ['a: 1', '1:1 is not JSON here'],
  ])('%j is refused where it is wrong', (text, words) => {
    const fault = jsonFault(text);
    expect(fault && `${fault.line}:${fault.column} ${fault.message}`).toContain(words);
  });

  test('whatever every program reads is taken, and nothing else', () => {
    const texts = fc.oneof(
      fc.json(),
      fc.tuple(fc.json(), fc.nat(), fc.constantFrom(',', '}', '"', '//', '，', '')).map(([text, at, sign]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + sign + text.slice(place + 1);
      }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(jsonFault(text) === null).toBe(isJson);
      }),
      { numRuns: 2_000 },
    );
  });
});
