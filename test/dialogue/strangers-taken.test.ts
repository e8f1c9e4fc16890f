import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ContentSource, Sessions } from '../../src/dialogue/sessions.js';
import { Strangers } from '../../src/dialogue/strangers.js';
import type { ConversationStore } from '../../src/domain/conversation/stores.js';
import type { Input, Turn } from '../../src/domain/conversation/turn.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';
import { content } from '../understanding/fixtures.js';
import { emptyServices } from './empty-services.js';

const contents: ContentSource = { current: content, version: async () => content };
const at = Date.parse('2016-10-21T10:00:00+08:00');

let store: Store;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yibo-strangers-'));
  store = await openStore(`sqlite:${join(folder, 'chats.db')}`);
  await store.migrate();
});

afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One process that takes turns, which has learnt whose conversations are stored. */
async function aProcess() {
  let reads = 0;
  const conversations: ConversationStore = Object.assign(Object.create(store.conversations), {
    take: (...asked: Parameters<ConversationStore['take']>) => {
      reads += 1;
      return store.conversations.take(...asked);
    },
  });
  const strangers = new Strangers();
  await strangers.learn(store.conversations, ['wx:'], () => false);
  const sessions = new Sessions(conversations, contents, emptyServices(), [], strangers);
  const take = (turn: Turn) =>
    sessions.take(turn, (replies, { revision }) => ({
      contentType: 'text/plain',
      body: `${revision} ${JSON.stringify(replies)}`,
    }));
  return { take, reads: () => reads };
}

const can = { medium: 'text', handoff: 'pass-on', letters: true, recording: false, idleMs: null } as const;

function turnOf(person: string, n: number, input: Input): Turn {
  const conversationId = `wx:${person}`;
  return {
    ...{ channel: 'wechat', personId: person, conversationId, deliveryId: `${conversationId}:${n}` },
    ...{ step: null, at: at + n * 1000, input, can },
  };
}

const greeting: Input = { kind: 'text', text: '你好' };
const five: Input = { kind: 'text', text: '5' };

test('of somebody who writes for the first time nothing is read', async () => {
  const one = await aProcess();
  const answer = await one.take(turnOf('a', 1, greeting));
  expect(answer.body).toMatch(/^1 /);
  expect(one.reads()).toBe(0);
});

test('whose conversation was stored before the process began goes on where it stood', async () => {
  await (await aProcess()).take(turnOf('a', 1, greeting));
  const next = await aProcess();
  expect((await next.take(turnOf('a', 2, five))).body).toMatch(/^2 /);
  expect(next.reads()).toBe(1);
});

test('whom another process has met since goes on where it stood, and is answered once', async () => {
  const [one, other] = [await aProcess(), await aProcess()];
  await one.take(turnOf('a', 1, greeting));
  const answer = await other.take(turnOf('a', 2, five));
  expect(answer.body).toMatch(/^2 /);
  expect(other.reads()).toBe(1);
  const { conversation, answered } = await store.conversations.take('wx:a', 'wx:a:2');
  expect([conversation?.revision, answered?.body]).toEqual([2, answer.body]);
});

test('a delivery that another process has answered is given the same answer', async () => {
  const [one, other] = [await aProcess(), await aProcess()];
  const first = await one.take(turnOf('a', 1, greeting));
  expect(await other.take(turnOf('a', 1, greeting))).toEqual(first);
});
