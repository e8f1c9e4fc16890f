import { describe, expect, test } from 'vitest';
import { askedOfField, entryIn } from '../../src/understanding/index.js';
import { readMessage } from '../../src/understanding/reading/identifiers-in-text.js';

const names = ['报检单位登记号', '登记号', '报检号', '车架号', 'VIN'];

describe('what is asked about what is to be entered', () => {
  test.each([
    ['登记号是什么', 'about', '登记号'],
    ['这个登记号是啥意思啊', 'about', '登记号'],
    ['为什么要登记号', 'about', '登记号'],
    ['在哪看', 'where', null],
    ['报检号在哪里找', 'where', '报检号'],
    ['登记号一般印在单子的哪里呀', 'where', '登记号'],
    ['请问怎么找', 'where', null],
    ['什么样的', 'example', null],
    ['举个例子', 'example', null],
    ['车架号几位数', 'example', '车架号'],
    ['我没有登记号', 'without', '登记号'],
    ['不知道', 'without', null],
    ['报检号忘了怎么办', 'without', '报检号'],
    ['vin码是什么', 'about', 'VIN'],
    ['等一下我找找', 'wait', null],
    ['登记号写错了', 'wrong', '登记号'],
    ['没有', 'without', null],
    ['我没记下来', 'without', null],
  ])('%s asks %s of %s', (words, asks, name) => expect(askedOfField(words, names)).toEqual({ asks, name }));

  test.each([
    '体检中心在哪',
    '你们在哪',
    '红酒要什么材料',
    '不知道几点下班',
    '没有中文标签能进口吗',
    '怎么报检',
    '我要投诉',
  ])('%s is another question', (words) => expect(askedOfField(words, names)).toBeNull());

  test('a field that is only mentioned is named, and nothing is asked of it', () => {
    expect(askedOfField('登记号怎么办理', names)).toEqual({ asks: null, name: '登记号' });
  });
});

describe('an entry is told from a sentence', () => {
  test.each([
    ['报检号是120000 1 16 000001', '120000 1 16 000001'],
    ['12O000116000001', '12O000116000001'],
    ['1101960h79谢谢', '1101960h79'],
    ['11019_0H79。', '11019_0H79'],
    ['我的登记号：1101960H79', '1101960H79'],
    ['帮我查120000116000001到哪了', '120000116000001'],
  ])('%s', (words, entered) => expect(entryIn(words, names)).toBe(entered));

  test.each(['体检要带什么', 'hello there', '5000块够不够', '8月2日报的检', '我2016年从德国进口了3台设备要什么手续'])(
    '%s is none',
    (words) => expect(entryIn(words, names)).toBeNull(),
  );
});

test.each([
  ['登记号幺幺零幺九六零H七九', '1101960H79'],
  ['一一零一九六零 字母H 七九', '1101960H79'],
  ['身份证11010519491231002X 13800138000', '11010519491231002X'],
])('%s names %s', (words, value) => {
  expect(readMessage(words).identifiers.map((one) => one.value)).toContain(value);
});

test('what stands beside an identity number is not joined with it', () => {
  const { identifiers, masked } = readMessage('我是 11010519491231002X 120000116000001');
  expect(identifiers.map(({ value, kinds }) => [value, kinds.includes('declaration-no')])).toEqual([
    ['11010519491231002X', false],
    ['120000116000001', true],
  ]);
  expect(masked).toBe('我是 # #');
});
