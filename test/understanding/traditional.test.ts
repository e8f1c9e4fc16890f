import { Converter } from 'opencc-js/t2cn';
import { describe, expect, test } from 'vitest';
import { inSimplified } from '../../src/domain/language/simplified.js';
import { smallTalkIn } from '../../src/domain/language/small-talk.js';
import { dangerIn, read } from '../../src/understanding/index.js';
import { content } from './fixtures.js';

const simplify = Converter({ from: 't', to: 'cn' });
const all = Array.from({ length: 0x9fff - 0x3400 + 1 }, (_, at) => String.fromCharCode(0x3400 + at));
/** What dictionaries keep as it is: who is spoken to, an animal, and a way to write 卫. */
const ours = '妳牠衞';

describe('traditional characters', () => {
  test('have the simplified forms that the dictionary gives them', () => {
    const others = all.filter((one) => inSimplified(one) !== one && inSimplified(one) !== simplify(one));
    expect(others.join('')).toBe([...ours].toSorted().join(''));
  });

  test('are known for every character that a rule is made of', () => {
    const { intents, dangers } = content;
    const rules = intents.flatMap(({ exact, said, unless }) => [...exact, ...said, ...unless]);
    const dangerous = [...dangers.harmless, ...dangers.kinds.flatMap(({ signs }) => signs)];
    const used = new Set(simplify([...rules, ...dangerous].join('')));
    const missed = all.filter((one) => simplify(one) !== one && used.has(simplify(one)) && inSimplified(one) === one);
    expect(missed).toEqual([]);
  });

  test.each([
    ['多少錢 1️⃣ A', '多少钱 1️⃣ A'],
    ['在哪裏', '在哪里'],
    ['', ''],
    ['多少钱', '多少钱'],
  ])('%s is read as %s', (written, said) => expect(inSimplified(written)).toBe(said));

  test.each([
    ['我喘不過氣', 'illness'],
    ['活著沒意思，還想死', 'self-harm'],
    ['活著還有什麼盼頭', 'self-harm'],
    ['孩子誤食了乾燥劑', 'illness'],
    ['有人要殺我', 'violence'],
    ['著火了', 'fire'],
  ])('%s is a danger to a life: %s', (text, id) => {
    expect(dangerIn(read(text, content).bare, content.dangers)?.id).toBe(id);
  });

  test.each(['想死你們了', '帶安眠藥入境要不要申報'])('%s is none', (text) => {
    expect(dangerIn(read(text, content).bare, content.dangers)).toBeNull();
  });

  test.each(['轉人工', '我要人工', '人工客服', '你們有沒有活人', '網頁我不會弄'])('%s is a wish for people', (text) => {
    const heard = read(text, content);
    expect((heard.rule ?? heard.pattern)?.id).toBe('person');
  });

  test.each([
    ['多謝您', 'thanks'],
    ['再見', 'goodbye'],
    ['沒關係', 'acknowledged'],
    ['還在嗎', 'greeting'],
    ['不明白什麼意思', 'unclear'],
  ])('%s is small talk: %s', (text, kind) => expect(smallTalkIn(text)).toBe(kind));
});
