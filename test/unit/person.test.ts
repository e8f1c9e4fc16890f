import { describe, expect, it } from 'vitest';
import { visibleText } from '../../src/domain/language/visible-text.js';
import { isSamePerson } from '../../src/domain/people/same-person.js';

describe('a text as a reader sees it', () => {
  it.each([
    ['  王 \t 敏 ', '王 敏'],
    ['王\u200b敏', '王敏'],
    ['更正（一）：ＶＩＮ，①', '更正（一）：ＶＩＮ，①'],
    ['第一行\r\n第二行', '第一行 第二行'],
    ['\u200b\u2060\u00ad', ''],
    ['\u3164', ''],
    ['\u2800 \u2800', ''],
    ['', ''],
  ])('%j is %j', (text, seen) => {
    expect(visibleText(text)).toBe(seen);
  });
});

describe('one person', () => {
  it.each([
    ['王敏', '王敏 '],
    ['wang', 'WANG'],
    ['王敏', '王\u200b敏'],
    ['Wang Min', 'wangmin'],
    ['ｗａｎｇ', 'wang'],
    ['李四（办公室）', '李四 (办公室)'],
    ['Rene\u0301', 'Ren\u00e9'],
  ])('%j and %j are one', (one, other) => {
    expect(isSamePerson(one, other)).toBe(true);
  });

  it('two names are two people', () => {
    expect(isSamePerson('王敏', '李敏')).toBe(false);
  });
});
