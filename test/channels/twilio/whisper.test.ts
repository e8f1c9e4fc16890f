import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { type ChangeContent, copyContent } from '../../content-copy.js';
import { newCall, post, startTestService, type TestService } from '../../service/running.js';
import { until } from '../../until.js';

const legSid = `CA${'0'.repeat(31)}1`;
const whisperPath = '/phone/twilio/whisper?line=food';
const before = '进出口食品来电，请按一接听。';
const after = '食品处有来电，请按一接听。';

let root: string;
let change: ChangeContent;
let service: TestService;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'yibo-whisper-'));
  change = copyContent(root);
  service = await startTestService({}, { root });
});
afterAll(async () => {
  await service.close();
  rmSync(root, { recursive: true });
});

async function contentVersion(): Promise<string> {
  const ready = await (await fetch(`${service.origin}/readyz`)).json();
  return (ready as { content: { version: string } }).content.version;
}

test('a colleague hears the words that the caller’s conversation began with, whatever the content says by now', async () => {
  const underWay = newCall(service);
  await underWay.ring();
  await underWay.press('5');
  const unknown = `CA${'0'.repeat(31)}1`;
  const whispered = async (more: Record<string, string>) =>
    (await post(service, whisperPath, { CallSid: unknown, ...more })).body;
  expect(await whispered({})).toContain(before);

  const version = await contentVersion();
  change('data/staff/lines.yaml', 'name: 进出口食品', 'name: 食品处');
  change(
    'data/phrases/zh-CN.yaml',
    '"{line}来电{language}{waited}{about}，请按一接听。"',
    '"{line}有来电，请按一接听。"',
  );
  await until(async () => (await contentVersion()) !== version);
  await until(async () => (await whispered({})).includes(after));
  // However long it takes to look words up here, no deadline passes.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());

  expect(await whispered({ ParentCallSid: underWay.callSid })).toContain(before);
  expect(await underWay.staff('answers')).toContainEqual({ kind: 'whispers', words: before });

  // Nobody's call, and an id that is none: the words in force.
  expect(await whispered({ ParentCallSid: unknown })).toContain(after);
  expect(await whispered({ ParentCallSid: '../etc' })).toContain(after);

  // Whoever has talked writes up what was said first (话后整理), and is rung again.
  service.setClock('2016-10-21T10:05:00+08:00');
  const next = newCall(service);
  await next.ring();
  await next.press('5');
  expect(await next.staff('answers')).toContainEqual({ kind: 'whispers', words: after });
});

test.each([
  ['nothing', {}],
  ['a call id that is none', { CallSid: '../etc' }],
  ['a number longer than any', { CallSid: legSid, From: 'x'.repeat(300) }],
])('a colleague hears a whisper, although the leg says %s', async (_name, parameters: Record<string, string>) => {
  const heard = await post(service, whisperPath, parameters);
  expect(heard).toEqual(await post(service, whisperPath, { CallSid: legSid }));
  expect(heard.body).toMatch(/<Gather .*食品.*来电，请按一接听。/);
});

test('a colleague hears the words in force when the conversation cannot be read', async () => {
  const call = newCall(service);
  await call.ring();
  await call.press('5');
  const conversation = await service.store.conversations.get(`call:${call.callSid}`);
  if (!conversation) throw new Error('the call has no conversation');
  const { revision } = conversation;
  await service.store.conversations.commit({
    deliveryId: 'a version that nobody has',
    conversation: { ...conversation, revision: revision + 1, contentVersion: 'gone' },
    answer: { contentType: '', body: '' },
    effects: [],
  });
  const leg = { CallSid: legSid };
  const inForce = await post(service, whisperPath, leg);
  expect(inForce.body).toMatch(/<Gather .*食品.*来电，请按一接听。/);
  expect(await post(service, whisperPath, { ...leg, ParentCallSid: call.callSid })).toEqual(inForce);
});
