import { expect, test } from 'vitest';
import { begin, respond } from '../../src/dialogue/engine.js';
import type { Conversation } from '../../src/domain/conversation/conversation.js';
import type { Input, Turn } from '../../src/domain/conversation/turn.js';
import { wordsOf } from '../../src/domain/conversation/words-of.js';
import { content } from '../understanding/fixtures.js';
import { emptyServices } from './empty-services.js';
import { nobodyWaits } from './nobody-waits.js';

const services = emptyServices();
const byDay = Date.parse('2016-10-21T10:00:00+08:00');
const byNight = Date.parse('2016-10-21T22:00:00+08:00');

function turnOf(input: Input, at: number): Turn {
  return {
    ...{
      channel: 'phone',
      personId: '+8613800138000',
      conversationId: 'call:CA1',
      deliveryId: 'd',
      step: null,
      at,
      input,
    },
    can: { medium: 'voice', handoff: 'connect', letters: false, recording: true, idleMs: null },
  };
}

/** A call whose caller does the same again and again. */
async function again(input: Input, at: number, turns: number): Promise<readonly Conversation[]> {
  let conversation = begin(turnOf({ kind: 'arrival' }, at), content);
  const states: Conversation[] = [];
  for (let turn = 0; turn < turns && conversation.place.at === 'menu'; turn++) {
    ({ conversation } = await respond(conversation, false, turnOf(input, at), content, services));
    states.push(conversation);
  }
  return states;
}

test('a stuck key between two menus reaches a person, by night a message', async () => {
  const stuck: Input = { kind: 'keys', keys: '*' };
  expect((await again(stuck, byDay, 400)).at(-1)?.place.at).not.toBe('menu');
  expect((await again(stuck, byNight, 400)).at(-1)?.place).toMatchObject({ at: 'message', line: 'general' });
  expect((await again(stuck, byDay, 149)).at(-1)?.place.at).toBe('menu');
});

test('whoever comes back to the menus for ever hears good-bye', async () => {
  const lost = { ...begin(turnOf({ kind: 'arrival' }, byDay), content), revision: 300 };
  const { conversation } = await respond(lost, false, turnOf({ kind: 'keys', keys: '*' }, byDay), content, services);
  expect(conversation.place.at).toBe('over');
});

const say = async (text: string, confidence: number, at = byDay, by = services) => {
  const conversation = { ...begin(turnOf({ kind: 'arrival' }, at), content), revision: 1 };
  return respond(conversation, false, turnOf({ kind: 'speech', text, confidence }, at), content, by);
};

test('words that were hardly heard ring nobody, and are asked for again', async () => {
  const { conversation, replies } = await say('人工', 0.01);
  expect(conversation).toMatchObject({ place: { at: 'menu', menu: 'main' }, noMatches: 1 });
  // One after another, as they are heard.
  expect(replies.map(({ words }) => words).join('')).toMatch(/^抱歉，没有听清您说的。转人工请按零/);
  expect((await say('人工', 0.4)).conversation.place.at).not.toBe('menu');
});

test('a cry for help is heard however unsurely', async () => {
  const { conversation, replies, effects } = await say('救命', 0.01);
  expect(wordsOf(replies)).toContain('幺二零');
  // Nobody is there to be rung: what was cried is kept, and more can be said.
  expect(conversation.place).toMatchObject({ at: 'message', line: 'general' });
  expect(effects).toMatchObject([{ kind: 'open-case', case: { kind: 'help' } }]);
});

test('a cry for help is answered first, whoever may be rung then', async () => {
  const allBusy = { ...services, seats: { ...nobodyWaits.seats, attendance: async () => 'busy' as const } };
  const { conversation, replies } = await say('救命', 0.9, byDay, allBusy);
  expect(conversation.place.at).toBe('waiting');
  expect(wordsOf(replies)).toMatch(/幺二零.*人工服务暂时没有空下来的同事，请稍候。/s);
  expect(wordsOf(replies)).not.toContain('我这就请同事跟您说话');
});

test('whoever speaks English is promised a person only where somebody is there', async () => {
  const wish = 'I want to talk to somebody';
  const alone = await say(wish, 0.9);
  expect(wordsOf(alone.replies)).toBe(
    'Nobody can come to the telephone at the moment. Please leave your message after the tone, with your name and telephone number, and press the hash key at the end.',
  );
  expect(alone.conversation.place).toMatchObject({ at: 'message', line: 'general' });
  const attended = { ...services, seats: { ...nobodyWaits.seats, attendance: async () => 'busy' as const } };
  const met = await say(wish, 0.9, byDay, attended);
  expect(met.conversation.place.at).toBe('waiting');
});
