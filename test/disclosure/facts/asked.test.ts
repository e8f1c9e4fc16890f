import { describe, expect, test } from 'vitest';
import { askedIn } from '../../../src/disclosure/lookups/asked.js';
import { lookupsOn } from '../../../src/disclosure/lookups/registry.js';

const lookups = lookupsOn(new Map());
const asked = (lookup: string) => lookups.get(lookup)?.asked ?? [];
const titleOf = (lookup: string, words: string) => askedIn(words, asked(lookup))?.fact.title;
const setting = { mark: '', year: '2016' } as const;
const phrasesOf = (words: string, facts: readonly { label: string; value: string }[]) =>
  (askedIn(words, asked('progress'))?.fact.say(facts, setting) ?? []).map(({ phrase }) => phrase);

describe('what is asked of a record', () => {
  test.each([
    ['car', '什么时候检的', 'inspected_at'],
    ['car', '这车是哪天进口的', 'imported_on'],
    ['car', '发动机号多少', 'engine_no'],
    ['car', '哪个港口来的', 'loading_port'],
    ['wine', '生产商是谁', 'producer'],
    ['wine', '谁进口的', 'importer'],
    ['wine', '多少度', 'abv'],
    ['progress', '到哪一步了', '目前状态'],
    ['progress', '是不是就能提货了', '通关放行'],
    ['progress', '什么时候查验的', '施检查验'],
  ])('%s: %s asks for %s', (lookup, words, title) => {
    expect(titleOf(lookup, words)).toBe(title);
  });

  test('words that ask for no fact are found nowhere', () => {
    expect(titleOf('car', '什么颜色')).toBeUndefined();
  });

  test('no word stands for two facts of a record', () => {
    for (const { asked: facts } of lookups.values()) {
      const words = facts.flatMap((fact) => [...new Set(fact.words)]);
      expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    }
  });
});

describe('whether goods may be had', () => {
  const head = [
    { label: '报检号', value: '120000116000001' },
    { label: '货物', value: '冷藏集装箱' },
    { label: '环节', value: '报检受理' },
    { label: '日期', value: '2016-08-02' },
  ];

  test('is told by the step that was taken', () => {
    const released = [...head, { label: '环节', value: '通关放行' }, { label: '日期', value: '2016-08-04' }];
    expect(phrasesOf('能提货了吗', released)).toEqual(['progress.step', 'progress.released']);
  });

  test('is never promised while that is open', () => {
    const open = [...head, { label: '目前状态', value: '已受理报检' }];
    expect(phrasesOf('还要多久', open)).toEqual(['progress.open', 'progress.status', 'progress.no-promise']);
  });

  test('is not denied where the record of a step was withdrawn', () => {
    const withdrawn = [...head, { label: '环节', value: '不再公开' }, { label: '撤回日期', value: '2016-09-01' }];
    expect(phrasesOf('能提货了吗', withdrawn)[0]).toBe('progress.step-withdrawn');
  });
});
