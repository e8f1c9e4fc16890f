import { describe, expect, test } from 'vitest';
import { heard } from './fixtures.js';

describe('a key as people write or say it', () => {
  test.each([
    [
      '1',
      '1️⃣ （1） 【1】 按1 选1 ① ⑴ 1. 1、 “1” 一号键 数字1 打1 回复1 我选1 ❶ 1号键 选择一 请按1 我按了1 幺 1吧 1谢谢',
    ],
    ['2', '２ 二 2。 我选2 2，谢谢您 二吧 那我选2吧 「2」 按二 2） 贰'],
    ['0', '零 0️⃣ 按零 回复0 零。'],
    ['*', '＊ 星号 星号键 按星号键 米字键 *️⃣ 回复*'],
    ['#', '＃ 井号 井号键 按井号键 #️⃣ 井字键'],
  ])('%s', (key, written) => {
    for (const text of written.split(' ')) expect([text, heard(text).key]).toEqual([text, key]);
  });

  test.each([
    '十',
    '22',
    '二十',
    '12',
    '按12',
    '二号',
    '第一个',
    '千',
    '米',
    '星',
    '按键',
    '按1转人工',
    '12号',
    '12谢谢',
    '1吧台',
    '一个',
    '两',
    'constructor',
    '',
  ])('%j is none', (text) => expect(heard(text).key).toBeNull());
});

describe('one of a list, by its place there', () => {
  test.each([
    [
      0,
      '第一个 1号 一号 第一 第1个 选第一个 就第一个 头一个 第一个吧谢谢 前面那个 上面那个 前者 前一个 第一条 我问的是第一个',
    ],
    [1, '第二条 二号 第二个问题 我要第二个吧 2号 第2'],
    [2, '第三项 三号 第三条是我要问的'],
    [-1, '最后一个 后面那个 后者 下面那个 最后那条 倒数第一个'],
  ])('%d', (ordinal, said) => {
    for (const text of said.split(' ')) expect([text, heard(text).ordinal]).toEqual([text, ordinal]);
  });

  test.each([
    '12号',
    '10月1号',
    '第一类医疗器械',
    '第一次来',
    '第二十个',
    '第十',
    '一个',
    '上个月',
    '上一级',
    '一号窗口',
    '前面',
    '最后怎么办',
    '前一天',
    '后面呢',
    '',
  ])('%j is none', (text) => expect(heard(text).ordinal).toBeNull());
});
