import { describe, expect, test } from 'vitest';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { offered } from '../../src/service/offered.js';
import { dangerIn, read } from '../../src/understanding/index.js';
import { englishIn } from '../../src/understanding/reading/english.js';
import { content, root } from './fixtures.js';

const { english } = content;
if (!english) throw new Error('the project has no English');

describe('English', () => {
  test.each([
    ['Where can I get yellow fever vaccination?', 'yellow-fever'],
    ['What vaccines do I need for Africa?', 'yellow-fever'],
    ['Do I have to fill in a health declaration form at the airport?', 'health-declaration'],
    ['health check for work visa', 'health-exam'],
    ['Can I bring my dog to China?', 'pet-in'],
    ['How do I take my cat to the USA?', 'pet-out'],
    ['Are apples allowed?', 'luggage'],
    ['my parcel is stopped by quarantine', 'parcels'],
    ['Are you open on Saturday?', 'hours'],
    ['Where is your office?', 'where'],
    ['How do I check an imported car?', 'car'],
    ['is my wine genuine', 'wine'],
    ['I want to talk to a person', 'person'],
  ])('%s: %s', (text, id) => expect(englishIn(text, english)?.answer?.id).toBe(id));

  test.each([
    'What is the capital of France?',
    'English',
    'What documents do I need to export steel pipes?',
    'Wo möchten Sie denn heute hingehen',
    'Здравствуйте, я не понимаю',
    '日本語で対応できる方はいらっしゃいますか',
    '한국말 하시는 분 계세요?',
  ])('%s: no answer, and no Chinese', (text) => expect(englishIn(text, english)).toEqual({ answer: null }));

  test.each([
    'VIN',
    'Chateau Lafite',
    'JTEBU5JR6G5003291',
    'ok',
    'CCC认证怎么办',
    '我要real person',
    '3C',
    '你好',
    '123',
    '',
  ])('%s is none', (text) => expect(englishIn(text, english)).toBeNull());

  test('of a long message the beginning is looked at', () => {
    expect(englishIn(`where are you ${'x '.repeat(20_000)}`, english)?.answer?.id).toBe('where');
  });

  test('danger is heard in English, too', () => {
    expect(dangerIn(read("I don't want to live any more", content).bare, content.dangers)?.id).toBe(
      'self-harm-english',
    );
    expect(dangerIn(read('my husband is not breathing', content).bare, content.dangers)?.id).toBe('emergency-english');
    expect(dangerIn(read('a car with suicide doors', content).bare, content.dangers)).toBeNull();
  });

  test('content without the file has none', () => {
    const { 'data/english/en.yaml': _, ...older } = readContentFiles(root);
    expect(loadContent(older, offered).english).toBeNull();
  });
});
