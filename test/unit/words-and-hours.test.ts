import { describe, expect, test } from 'vitest';
import { knowsHolidaysOf, type Schedule, standing } from '../../src/domain/hotline/calendar.js';
import {
  amount,
  cardinal,
  keyName,
  speakable,
  spellInGroups,
  spellOut,
  spokenDate,
  spokenDay,
  spokenDecimal,
  spokenHash,
  spokenMoment,
  spokenMomentOfYear,
  spokenNumber,
} from '../../src/domain/language/spoken.js';
import { read } from '../../src/understanding/index.js';

const heard = (text: string) => read(text, { intents: [] });

describe('numbers as they are spoken', () => {
  test.each([
    ['65661890', '六五六六幺八九零'],
    ['1101960H79', '幺幺零幺九六零H七九'],
  ])('%s digit by digit', (digits, words) => expect(spellOut(digits)).toBe(words));

  test('long ones in groups', () => expect(spellInGroups('201610030001')).toBe('二零幺六，幺零零三，零零零幺'));

  test.each([
    [0, '零'],
    [10, '十'],
    [14, '十四'],
    [20, '二十'],
    [105, '一百零五'],
    [110, '一百一十'],
    [1001, '一千零一'],
    [9999, '九千九百九十九'],
    [123456, '幺二三四五六'],
  ])('%i of something', (count, words) => expect(cardinal(count)).toBe(words));

  test.each([
    [8, '八'],
    [10_000, '一万'],
    [10_050, '一万零五十'],
    [12_340, '一万二千三百四十'],
    [350_123, '三十五万零一百二十三'],
    [100_000_000, '幺零零零零零零零零'],
  ])('%i of something, of any size', (count, words) => expect(amount(count)).toBe(words));

  test('hashes, numbers with letters, tickets', () => {
    expect(spokenHash('3fa01e')).toBe('三、字母F、字母A、零、幺、字母E');
    expect(spokenNumber('TJ2026-CC-0001')).toBe('TJ二零二六杠CC杠零零零幺');
    expect([spokenDecimal('0.2451377'), spokenDecimal('0.0420999'), spokenDecimal('1')]).toEqual([
      '零点二四五一',
      '零点零四二零',
      '一',
    ]);
    const at = Date.parse('2026-11-20T10:02:00+08:00');
    expect(spokenMomentOfYear(at)).toBe('二零二六年十一月二十日上午十点零二分');
    expect(spokenMomentOfYear(at, at)).toBe('今天上午十点零二分');
  });

  test('days and times', () => {
    expect(spokenDay('2016-08-02')).toBe('八月二日');
    expect(spokenDate('2016-08-12T09:30:00+08:00')).toBe('二零一六年八月十二日');
    expect(spokenMoment(Date.parse('2016-10-08T08:30:00+08:00'))).toBe('十月八日上午八点半');
    expect(spokenMoment(Date.parse('2016-10-08T14:05:00+08:00'))).toBe('十月八日下午两点零五分');
    expect(spokenMoment(Date.parse('2016-10-08T12:00:00+08:00'))).toBe('十月八日中午十二点');
    expect(spokenMoment(Date.parse('2016-10-08T02:45:00+08:00'))).toBe('十月八日凌晨两点四十五分');
    expect(spokenMoment(Date.parse('2016-10-08T00:10:00+08:00'))).toBe('十月八日凌晨零点十分');
  });

  test('a time of today or tomorrow is called so, by the day where it is heard', () => {
    const at = Date.parse('2016-10-21T13:30:00+08:00');
    const said = (now: string) => spokenMoment(at, Date.parse(now));
    expect(said('2016-10-21T12:30:00+08:00')).toBe('今天下午一点半');
    expect(said('2016-10-20T23:59:00+08:00')).toBe('明天下午一点半');
    // In Universal Time this is the 20th still.
    expect(said('2016-10-21T00:01:00+08:00')).toBe('今天下午一点半');
    expect(said('2016-10-19T12:30:00+08:00')).toBe('十月二十一日下午一点半');
  });

  test.each(['x', '1', '1.', 'x1'])('a hundred thousand of %s take no longer than as many others', (one) => {
    expect(speakable(one.repeat(100_000)).length).toBeGreaterThanOrEqual(100_000);
  });

  test('numbers inside words', () => {
    expect(speakable('冷藏集装箱1只，2016-08-03，13.0%，12.5%，2013年，007')).toBe(
      '冷藏集装箱一只，二零一六年八月三日，百分之十三，百分之十二点五，二零一三年，零零七',
    );
  });

  test.each([
    ['10月25日9:00-11:30到3号窗口，带2份提单', '十月二十五日九点到十一点半到三号窗口，带两份提单'],
    ['下午14:05以后，2:00～2:30不办', '下午十四点零五分以后，两点到两点半不办'],
    ['3-5个工作日，2个人，2月2日，第2次，12个，2号窗口', '三到五个工作日，两个人，二月二日，第二次，十二个，二号窗口'],
    ['网址 http://tj.gov.cn/a1，货号A-12', '网址 tj点gov点cn斜杠a幺，货号A-十二'],
    ['请打022-65661890，或者12315', '请打零二二，六五六六幺八九零，或者幺二三幺五'],
    ['比例1:100，2.5米', '比例一:一百，二点五米'],
  ])('%s for the ear', (text, words) => expect(speakable(text)).toBe(words));

  test('keys', () => expect(['1', '0', '*', '#'].map(keyName)).toEqual(['一', '零', '星号键', '井号键']));
});

describe('what somebody writes', () => {
  test.each([
    ['２', '2'],
    ['二', '2'],
    ['9。', '9'],
    ['＊', '*'],
    ['12', null],
    ['', null],
    ['零钱', null],
    ['constructor', null],
    ['toString', null],
    ['__proto__', null],
  ])('%s as a key', (text, key) => expect(heard(text).key).toBe(key));

  test.each([
    ['帮我查下120000116000001到哪了，登记号1101960h79', ['120000116000001', '1101960H79']],
    ['报检号 120000 1 16 000001', ['120000116000001', '120000', '000001']],
    ['ＪＴＥＢＵ５ＪＲ６Ｇ５００３２９１', ['JTEBU5JR6G5003291']],
    ['没有号码', []],
    ['__proto__ constructor', []],
  ])('%s holds its identifiers', (text, found) => expect(heard(text).identifiers).toEqual(found));
});

describe('whether anybody answers', () => {
  const office: Schedule = [
    { days: { from: '2016-10-24', to: '2016-10-24' }, open: [], because: '今天停电', between: '今天停电' },
    { days: 'holiday', open: [], because: '现在是{holiday}假期', between: '' },
    { days: 'restday', open: [], because: '今天休息', between: '' },
    {
      days: 'workday',
      open: [
        { from: 510, to: 720 },
        { from: 810, to: 1050 },
      ],
      because: '现在是下班时间',
      between: '现在是午休时间',
    },
  ];
  const at = (time: string) => standing(office, Date.parse(`${time}+08:00`));
  const reopens = (time: string) => Date.parse(`${time}+08:00`);

  test.each(['2016-10-21T08:30', '2016-10-21T11:59', '2016-10-21T13:30', '2016-10-08T10:00', '2016-10-09T10:00'])(
    '%s: yes',
    (time) => expect(at(time)).toEqual({ open: true }),
  );

  test.each([
    ['2016-10-21T08:29', '现在是下班时间', '2016-10-21T08:30'],
    ['2016-10-21T12:00', '现在是午休时间', '2016-10-21T13:30'],
    ['2016-10-21T17:30', '现在是下班时间', '2016-10-25T08:30'],
    ['2016-10-01T10:00', '现在是国庆节假期', '2016-10-08T08:30'],
    ['2016-10-15T10:00', '今天休息', '2016-10-17T08:30'],
    ['2016-10-24T10:00', '今天停电', '2016-10-25T08:30'],
  ])('%s: no, %s', (time, because, next) =>
    expect(at(time)).toEqual({ open: false, because, reopensAt: reopens(next) }),
  );

  test('a line that never opens has no next opening', () => {
    const never: Schedule = [{ days: 'any', open: [], because: '停用', between: '' }];
    expect(standing(never, 0)).toEqual({ open: false, because: '停用', reopensAt: null });
  });

  test('the library knows the holidays of 2016, and says so when it does not know a year', () => {
    expect(knowsHolidaysOf(2016)).toBe(true);
    expect(knowsHolidaysOf(2040)).toBe(false);
  });
});
