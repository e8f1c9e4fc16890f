import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { categoryOf } from '../../src/domain/content/content.js';
import { decide } from '../../src/understanding/deciding/bands.js';
import { classesOf } from '../../src/understanding/deciding/classes.js';
import { content, heard, understander } from './fixtures.js';

describe('the bands', () => {
  const decided = (shares: Record<string, number>, shareKnown = 1) =>
    decide(Float64Array.from(Object.values(shares)), shareKnown, classesOf(Object.keys(shares), content));

  test('one category is believed although its intents share the probability', () => {
    const decision = decided({ 'pet-entry': 0.4, 'pet-exit': 0.35, 'food-label': 0.2 });
    expect(decision).toMatchObject({ band: 'sure', intent: { id: 'pet-entry' } });
  });

  test('two categories are asked back', () => {
    const decision = decided({ 'pet-entry': 0.41, 'food-label': 0.4, car: 0.1 });
    expect(decision.band).toBe('unsure');
    expect(decision.options.map(({ id }) => id)).toEqual(['pet-entry', 'food-label', 'car']);
  });

  test('what is more likely outside than not is said to be outside, by its likeliest', () => {
    const decision = decided({ 'outside-consumer': 0.4, 'outside-tax': 0.3, 'pet-entry': 0.3 });
    expect(decision).toMatchObject({ band: 'outside', intent: { id: 'outside-consumer' } });
  });

  test('small talk is never offered, and of nothing likely nothing is', () => {
    const decision = decided({ 'pet-entry': 0.41, abuse: 0.3, back: 0.1, 'food-label': 0.08 });
    expect(decision.options.map(({ id }) => id)).toEqual(['pet-entry', 'food-label']);
    const thin = Object.fromEntries(content.intents.slice(0, 100).map(({ id }) => [id, 0.01]));
    expect(decided(thin).band).toBe('nothing');
  });

  test('what may be outside is refused with one offer, where one is plausible', () => {
    const decision = decided({ 'pet-entry': 0.4, 'outside-tax': 0.35, 'pet-exit': 0.25 });
    expect(decision).toMatchObject({ band: 'outside', intent: { id: 'outside-tax' } });
    expect(decision.options.map(({ id }) => id)).toEqual(['pet-entry']);
    const thin = {
      ...Object.fromEntries(content.intents.slice(0, 60).map(({ id }) => [id, 0.01])),
      'outside-tax': 0.4,
    };
    expect(decided(thin)).toMatchObject({ band: 'outside', options: [] });
    expect(decided({ 'pet-entry': 0.45, 'outside-tax': 0.55 }).options).toEqual([]);
    expect(decided({ abuse: 0.6, 'outside-tax': 0.4 }).options).toEqual([]);
  });

  test('nothing outside is offered', () => {
    const decision = decided({
      'pet-entry': 0.39,
      'food-label': 0.3,
      'outside-tax': 0.09,
      'wine-import': 0.1,
      car: 0.1,
    });
    expect(decision.options.map(({ id }) => id)).toEqual(['pet-entry', 'food-label', 'wine-import']);
  });

  test('of words that nobody has ever said, nothing is believed', () => {
    expect(decided({ 'pet-entry': 1 }, 0.1).band).toBe('nothing');
  });
});

describe('the project understands', () => {
  test.each([
    ['我从德国回来想带一只金毛，入境怎么弄', 'animal-plant', 'pet-entry'],
    ['請問進口餅乾的中文標籤有什麼規定', 'food', 'food-label'],
    ['抱检的时候重量写错了，能改单吗', 'port-clearance', 'declaration-amendment'],
    ['3c免办怎么申请', 'certification', 'ccc-exemption'],
    ['去非洲出差要打黄热病疫苗不', 'health-check', 'vaccination'],
  ])('%s', async (text, category, id) => {
    const { band, intent } = await (await understander()).understand(text);
    expect(band).toBe('sure');
    expect(intent && categoryOf(intent)).toBe(category);
    expect(intent?.id).toBe(id);
  });

  test('words that decide by rule, whatever is around them', async () => {
    const all = await understander();
    for (const [text, id] of [
      ['人工！', 'person'],
      [' 投诉 ', 'line-complaints'],
      ['救命', 'emergency'],
      ['返回', 'back'],
      ['都不是', 'none-of-these'],
    ] as const) {
      expect(await all.understand(text)).toMatchObject({ isByRule: true, band: 'sure', intent: { id } });
    }
  });

  test('which answer fits', async () => {
    const all = await understander();
    const { answer } = await all.understand('我家的狗入境以后要隔离多少天');
    expect(answer?.intent.answers[answer.index]?.words.text).toContain('{fact:durations.pet-quarantine}');
  });

  test('a question that an answer was written for, nearly word for word, is answered by it', async () => {
    const { answer } = await (await understander()).understand('请问怎么复议啊');
    expect(answer).toMatchObject({ intent: { id: 'reconsideration' }, index: 0 });
  });

  test('which answer hardly fits: what there is to know is offered instead, however far the best is ahead', async () => {
    const all = await understander();
    for (const [text, id] of [
      ['体检感觉怎么样', 'exam-booking'],
      ['产地证的事', 'origin-certificate'],
    ] as const) {
      expect(await all.understand(text)).toMatchObject({ band: 'sure', intent: { id }, answer: null });
    }
  });

  test('nothing of numbers, signs, or one sound again and again', async () => {
    const all = await understander();
    for (const text of ['98765', '。。。', '哈哈哈哈', '', '   ', '🤔🤔', '\u0000\u0001', '\ud800']) {
      expect((await all.understand(text)).band, text).toBe('nothing');
    }
  });
});

describe('ten thousand strange messages, without a word of them being run or kept', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom(
      '__proto__',
      'constructor',
      'toString',
      "'; DROP TABLE turn; --",
      '{{ 7*7 }}',
      '\u0024{process.exit()}',
      '%entity%',
      '@date',
      '<script>',
      '\u202e',
      '👨‍👩‍👧‍👦',
      'ｶﾀｶﾅ',
      'العربية',
      'हिन्दी',
      '한국어',
      '検疫',
      '０１２３４５６７８９',
      '人工',
      '检疫',
    ),
    fc.constantFrom('检', '1', 'a', ' ', '零', '一二三四五六七', 'A-B-C-1').map((one) => one.repeat(4_000)),
  );
  const message = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(''));

  test.each(Array.from({ length: 20 }, (_, n) => n + 1))('five hundred of them (%i of 20)', async () => {
    const all = await understander();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(message, async (text) => {
        const { inside, category, shareKnown, band } = all.understand(text);
        count++;
        const shares = [inside, category, shareKnown, ...all.rank(heard(text)).map(({ probability }) => probability)];
        const isWhole = shares.every((share) => share >= -1e-9 && share <= 1 + 1e-9);
        return isWhole && ['sure', 'unsure', 'outside', 'nothing'].includes(band);
      }),
      { numRuns: 500, endOnFailure: true },
    );
    expect(count).toBe(500);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('one of a hundred thousand characters', async () => {
    expect(await (await understander()).understand('检'.repeat(100_000))).toBeDefined();
  });
});
