import { describe, expect, test } from 'vitest';
import { courtesyInEnglish, partsAskedIn } from '../../src/understanding/index.js';
import { content } from './fixtures.js';

const { english } = content;
if (!english) throw new Error('the project has no English');

describe('courtesies in English', () => {
  test.each([
    ['Hello', 'greeting'],
    ['good morning!', 'greeting'],
    ['Hello, good afternoon sir', 'greeting'],
    ['Thank you very much 🙏', 'thanks'],
    ['OK, thank you. Bye!', 'goodbye'],
    ['bye', 'goodbye'],
    ['I see, thanks', 'thanks'],
    ['That’s all', 'acknowledged'],
  ])('%s: %s', (text, kind) => expect(courtesyInEnglish(text.replace('’', "'"), english, false)?.kind).toBe(kind));

  test.each(['ok', 'Hi', 'thx', 'good', 'byebye'])('%s is English after an answer in English', (text) => {
    expect(courtesyInEnglish(text, english, false)).toBeNull();
    expect(courtesyInEnglish(text, english, true)).not.toBeNull();
  });

  test.each(['hello你好', 'thank you 88', 'hello kitty', 'good morning, where are you', '你好', '', '👍', 'and'])(
    '%s is none',
    (text) => expect(courtesyInEnglish(text, english, true)).toBeNull(),
  );
});

describe('what is asked of the last answer', () => {
  test.each([
    ['how much', 'cost'],
    ['How much does it cost?', 'cost'],
    ['is it free', 'cost'],
    ['how long does it take', 'duration'],
    ['where', 'place'],
    ['Where can I get it?', 'place'],
    ['what time', 'hours'],
    ['when can I come', 'hours'],
    ['what do I need to bring', 'papers'],
  ])('%s: %s', (text, part) => expect(partsAskedIn(text, english)).toEqual([part]));

  test.each(['how much is a rabies shot', 'where are you', 'how', '多少钱', 'where is the declaration hall', ''])(
    '%s asks of something else',
    (text) => expect(partsAskedIn(text, english)).toEqual([]),
  );

  test.each([
    ['how much is it and how long does it take?', ['cost', 'duration']],
    ['Where is it? What do I need to bring?', ['place', 'papers']],
    ['how much, and is it free', ['cost']],
  ])('%s: one thing for each question', (text, parts) => expect(partsAskedIn(text, english)).toEqual(parts));

  test('words of the last answer name nothing else', () => {
    const pet = english.answers.find(({ id }) => id === 'pet-in');
    const text = 'How long is the quarantine and how much does it cost?';
    expect(partsAskedIn(text, english, pet)).toEqual(['duration', 'cost']);
    expect(partsAskedIn(text, english)).toEqual([]);
    expect(partsAskedIn('how much is a rabies shot', english, pet)).toEqual([]);
  });
});
