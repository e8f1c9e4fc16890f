import { expect, test } from 'vitest';
import { age } from '../../src/domain/language/age.js';

test.each([
  ['2016-10-21', '今天'],
  ['2016-10-20', '昨天'],
  ['2016-10-19', '两天前'],
  ['2016-09-22', '二十九天前'],
  ['2016-09-21', '一个月前'],
  ['2016-08-12', '两个月前'],
  ['2015-10-22', '十一个月前'],
  ['2015-10-21', '一年前'],
  ['2013-08-12', '三年零两个月前'],
  ['2014-10-01', '两年前'],
  ['2004-10-21', '十二年前'],
  ['2016-10-22', ''],
  ['', ''],
])('what was found on %s was found %s, on 21 October 2016', (day, words) => {
  expect(age(day, '2016-10-21')).toBe(words);
});

test('a month is whole when its day comes round, or its end', () => {
  expect(age('2016-01-31', '2016-02-29')).toBe('二十九天前');
  expect(age('2016-01-31', '2016-03-01')).toBe('一个月前');
  expect(age('2016-02-29', '2017-02-28')).toBe('十一个月前');
});
