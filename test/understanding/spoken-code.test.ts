import { expect, test } from 'vitest';
import { codeIn } from '../../src/understanding/index.js';

const names = ['后四位', '手机尾号', '尾号', '查询码', '验证码'];

test.each([
  ['8000', '8000'],
  ['8 0 0 0', '8000'],
  ['八零零零', '8000'],
  ['八、零、零、零', '8000'],
  ['八洞洞洞', '8000'],
  ['七三幺五', '7315'],
  ['拐三两勾', '7329'],
  ['八三个零', '8000'],
  ['双八双六', '8866'],
  ['四个八', '8888'],
  ['八千', '8000'],
  ['后四位是八零零零', '8000'],
  ['我的手机尾号一二三四', '1234'],
  ['验证码是 7315', '7315'],
  ['一二三', '123'],
])('%s is the code %s', (text, code) => expect(codeIn(text, names, 4)).toBe(code));

test.each(['不记得了', '等一下', '一共四位数', '我二零一六年投诉的', '体检要多少钱', '八千块钱', '我要投诉两个人'])(
  '%s is no code',
  (text) => expect(codeIn(text, names, 4)).toBeNull(),
);
