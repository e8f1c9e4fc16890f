import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { PlayablePrompts } from '../../src/content/playable-prompts.js';
import { promptsOf } from '../../src/content/prompts.js';
import { readWav } from '../../src/content/wav.js';
import { offered } from '../../src/service/offered.js';
import { wavOf } from './wav-of.js';

const files = readContentFiles(fileURLToPath(new URL('../..', import.meta.url)));
const phrases = 'data/phrases/zh-CN.yaml';

const folder = mkdtempSync(join(tmpdir(), 'yibo-prompts-'));
const put = (name: string, bytes: Buffer) => writeFileSync(join(folder, 'data/prompts', name), bytes);
beforeAll(() => mkdirSync(join(folder, 'data/prompts'), { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true }));

/** The project's content, where these phrases name a recording. */
function contentWith(recorded: Readonly<Record<string, string>>) {
  const text = Object.entries(recorded).reduce((written, [phrase, file]) => {
    const [line = '', words = ''] = new RegExp(`^${phrase.replace('.', '\\.')}: (.*)$`, 'm').exec(written) ?? [];
    return written.replace(line, `${phrase}: { voice: ${words}, text: ${words}, wav: ${file} }`);
  }, files[phrases] ?? '');
  return loadContent({ ...files, [phrases]: text }, offered);
}

describe('a recording is read by its head', () => {
  test('what a telephone plays', () => {
    expect(readWav(wavOf({ seconds: 2 }))).toEqual({ seconds: 2, rate: 8000 });
    expect(readWav(wavOf({ seconds: 1, encoding: 7, bits: 8 }))).toEqual({ seconds: 1, rate: 8000 });
    expect(readWav(wavOf({ seconds: 1, rate: 16_000 }))).toEqual({ seconds: 1, rate: 16_000 });
  });

  test.each([
    ['a text', Buffer.from('hello'), 'is no WAV file'],
    ['two channels', wavOf({ seconds: 1, channels: 2 }), 'has two channels'],
    ['MP3 in WAV', wavOf({ seconds: 1, encoding: 85 }), 'is encoded otherwise'],
    ['a strange rate', wavOf({ seconds: 1, rate: 12_345 }), 'has 12345 samples'],
    ['half of it', wavOf({ seconds: 1 }).subarray(0, 4000), 'ends before its sound'],
    ['a head alone', wavOf({ seconds: 1 }).subarray(0, 36), 'holds no sound'],
  ])('%s is refused with what to do', (_, bytes, why) => expect(readWav(bytes)).toContain(why));
});

test('each recording is checked, and one of another length is doubted', async () => {
  put('hello.wav', wavOf({ seconds: 2 }));
  put('bye.wav', wavOf({ seconds: 30 }));
  put('broken.wav', Buffer.from('nothing'));
  const content = contentWith({
    'silence.first': 'hello.wav',
    goodbye: 'bye.wav',
    'silence.person': 'broken.wav',
    'message.record': 'absent.wav',
  });
  const prompts = await promptsOf(content, folder);
  const state = (phrase: string) => prompts.find((one) => one.phrase === phrase);
  expect(state('silence.first')).toMatchObject({
    words: '请直接按键。',
    seconds: 2,
    problem: null,
    doubt: null,
  });
  expect(state('goodbye')).toMatchObject({ problem: null, doubt: expect.stringContaining('lasts 30.0 s') });
  expect(state('silence.person')).toMatchObject({ sum: null, problem: expect.stringContaining('is no WAV file') });
  expect(state('message.record')).toMatchObject({ problem: expect.stringContaining('is not in data/prompts/') });
  expect(state('silence.second')).toBeUndefined();
  expect(state('callback.soon')).toMatchObject({ file: null, problem: null });
});

test('what is only written is nothing to record', async () => {
  const prompts = await promptsOf(contentWith({}), folder);
  expect(prompts.filter(({ words }) => /回复 |发来|接着发|收到，/.test(words))).toEqual([]);
});

test('a recording stands for its very words, among others too; what cannot be played is spoken', async () => {
  put('hello.wav', wavOf({ seconds: 2 }));
  const prompts = new PlayablePrompts(folder);
  await prompts.refresh(contentWith({ 'silence.first': 'hello.wav', goodbye: 'absent.wav' }));
  const hello = { file: 'hello.wav', sum: expect.stringMatching(/^[0-9a-f]{16}$/) };
  expect(prompts.partsOf('请直接按键。转人工请按零。')).toEqual([hello, '转人工请按零。']);
  expect(prompts.partsOf('感谢来电，再见。')).toEqual(['感谢来电，再见。']);
  expect([prompts.pathOf('hello.wav'), prompts.pathOf('absent.wav')]).toEqual([
    join(folder, 'data/prompts/hello.wav'),
    null,
  ]);
  await prompts.refresh(contentWith({}));
  expect(prompts.partsOf('请直接按键。')).toEqual(['请直接按键。']);
});
