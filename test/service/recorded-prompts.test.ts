import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { wavOf } from '../content/wav-of.js';
import { copyContent } from '../content-copy.js';
import { newCall, publicBaseUrl, startTestService, type TestService } from './running.js';

const root = mkdtempSync(join(tmpdir(), 'yibo-prompts-'));
const bytes = wavOf({ seconds: 2 });
let service: TestService;
beforeAll(async () => {
  const change = copyContent(root);
  const words = '您好，天津检验检疫，一拨就灵。';
  change('data/phrases/zh-CN.yaml', `  voice: ${words}\n`, `  voice: ${words}\n  wav: greeting-open.wav\n`);
  mkdirSync(join(root, 'data/prompts'));
  writeFileSync(join(root, 'data/prompts/greeting-open.wav'), bytes);
  writeFileSync(join(root, 'data/prompts/other.wav'), bytes);
  service = await startTestService({}, { root });
});
afterAll(async () => {
  await service.close();
  rmSync(root, { recursive: true });
});

test('a recording is played in place of its words, and fetched from us; the rest is spoken', async () => {
  const [first, second] = await newCall(service).ring();
  expect(first).toMatchObject({ kind: 'plays' });
  const url = first?.kind === 'plays' ? first.url : '';
  expect(url).toMatch(/^https:\/\/hotline\.example\/phone\/prompts\/greeting-open\.wav\?sum=[0-9a-f]{16}$/);
  expect(second).toMatchObject({ kind: 'says', words: expect.stringMatching(/^转人工请按零，/) });
  const fetched = await fetch(url.replace(publicBaseUrl, service.origin));
  expect(fetched.headers.get('content-type')).toBe('audio/wav');
  expect(Buffer.from(await fetched.arrayBuffer()).equals(bytes)).toBe(true);
});

test('nothing else in the folder, or beside it, is given out', async () => {
  for (const name of ['other.wav', '..%2Fphrases%2Fzh-CN.yaml', '%2e%2e%2fstaff%2flines.yaml'])
    expect((await fetch(`${service.origin}/phone/prompts/${name}`)).status).toBe(404);
});
