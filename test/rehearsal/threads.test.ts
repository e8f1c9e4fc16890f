import { describe, expect, test } from 'vitest';
import { judgeAnswer } from '../../src/rehearsal/judge-answer.js';
import { judgeThread } from '../../src/rehearsal/judge-thread.js';
import type { Outcome } from '../../src/rehearsal/outcome.js';
import { says } from '../../src/rehearsal/says.js';
import { parseThreads, type Thread } from '../../src/rehearsal/threads.js';
import { content } from '../understanding/fixtures.js';

const written = `# 问了黄热疫苗，再问多少钱    kind: follow-up
user:  去肯尼亚要打黄热疫苗吗
user:  那要多少钱呢
about: exam-fee, vaccination
says:  费 | 元
not:   12305
`;
const [thread] = parseThreads(written, 'x.txt') as [Thread];
const told = (words: string, ...about: string[]): Outcome => ({ words, kind: 'told', about });
const asked = (...about: string[]): Outcome => ({ words: '您是想问：', kind: 'asked-back', about });

describe('a thread', () => {
  test('is read as it is written', () => {
    expect(thread).toMatchObject({
      title: '问了黄热疫苗，再问多少钱',
      kind: 'follow-up',
      messages: ['去肯尼亚要打黄热疫苗吗', '那要多少钱呢'],
      about: ['exam-fee', 'vaccination'],
      says: [['费', '元']],
      not: ['12305'],
    });
  });

  test.each([
    ['user: 喂\n', /x\.txt:1 {2}stands before the first heading/],
    ['# 没有种类\nuser: 喂\nabout: greeting\n', /x\.txt:1 {2}is no heading/],
    ['# 一    kind: follow-up\nbot: 喂\n', /x\.txt:2 {2}is no line of a thread/],
    ['# 一    kind: follow-up\nuser: 喂\n', /x\.txt:1 {2}expects nothing/],
    ['', /x\.txt:1 {2}has no thread/],
  ])('is refused with its line and what to do: %j', (text, problem) => {
    expect(() => parseThreads(text, 'x.txt')).toThrow(problem);
  });

  test('is served by the right matter, told or among three that are offered', () => {
    expect(judgeThread(thread, null, told('收费标准在窗口公示。', 'exam-fee'), content)).toBe('served');
    expect(judgeThread(thread, null, asked('pet-entry', 'exam-fee', 'greeting'), content)).toBe('served');
    expect(judgeThread(thread, null, asked('a', 'b', 'c', 'exam-fee'), content)).toBe('missed');
    expect(judgeThread(thread, null, told('收费，或者打 12305。', 'exam-fee'), content)).toBe('missed');
  });

  test('is wrongly answered about another matter that is not named, by a refusal, and by people unasked', () => {
    expect(judgeThread(thread, null, told('关于「进口酒类报检」：…', 'wine-import'), content)).toBe('missed');
    expect(judgeThread(thread, null, told('进口酒按进口食品管理。', 'wine-import'), content)).toBe('wrong');
    expect(judgeThread(thread, null, { words: '', kind: 'refused', about: ['outside'] }, content)).toBe('wrong');
    expect(judgeThread(thread, null, { words: '', kind: 'person', about: ['person'] }, content)).toBe('wrong');
  });

  test('may mean what was offered before', () => {
    const second = { ...thread, about: ['{2}'], says: [] };
    expect(judgeThread(second, asked('pet-entry', 'exam-fee'), told('…', 'exam-fee'), content)).toBe('served');
    expect(judgeThread(second, asked('pet-entry', 'exam-fee'), asked('pet-entry'), content)).not.toBe('served');
    expect(judgeThread(second, null, told('…', 'exam-fee'), content)).not.toBe('served');
  });
});

test('an answer is right by what it tells', () => {
  const question = { intents: ['pet-entry'], tells: [['三十天', '#天'], ['隔离']] };
  expect(judgeAnswer(question, told('要隔离三十天。', 'pet-entry'), content)).toBe('right');
  expect(judgeAnswer(question, told('要隔离，请问天津的同事。', 'pet-entry'), content)).toBe('wrong');
  expect(judgeAnswer(question, asked('pet-entry'), content)).toBe('asked-back');
  expect(judgeAnswer(question, asked('wine-import'), content)).toBe('wrong');
  expect(judgeAnswer(question, { words: '隔离 30 天', kind: 'refused', about: [] }, content)).toBe('refused');
  expect(judgeAnswer({ intents: [], tells: null }, told('体检按项目收费。', 'exam-fee'), content)).toBe('wrong');
  expect(judgeAnswer({ intents: [], tells: null }, told('您问的是哪方面的费用？', 'exam-fee'), content)).toBe('right');
  const which = { words: '「怎么申请」要看是哪件事。请告诉我是什么事。', kind: 'nothing', about: [] } as const;
  expect(judgeAnswer({ intents: [], tells: null }, which, content)).toBe('right');
  const complaint = { intents: ['complain-staff'], tells: [['12365']] };
  expect(judgeAnswer(complaint, { words: '马上接通', kind: 'person', about: ['person'] }, content)).toBe('right');
});

test('a number stands for any number, and blanks do not count', () => {
  expect(says('请在 3 个工作日后来取', ['#个工作日'])).toBe(true);
  expect(says('请在三个工作日后来取', ['#天', '#个工作日'])).toBe(true);
  expect(says('天津检验检疫', ['#天'])).toBe(false);
  expect(says('每瓶（750ml）', ['（750'])).toBe(true);
});
