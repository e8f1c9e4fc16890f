import { expect, test } from 'vitest';
import { begin, respond } from '../../src/dialogue/engine.js';
import type { Services } from '../../src/dialogue/turn/context.js';
import type { Conversation } from '../../src/domain/conversation/conversation.js';
import type { Effect } from '../../src/domain/conversation/effect.js';
import type { Input, Turn } from '../../src/domain/conversation/turn.js';
import { content } from '../understanding/fixtures.js';
import { emptyServices } from './empty-services.js';

const day = '2016-10-21T10:00:00+08:00';
const night = '2016-10-21T20:00:00+08:00';
const minuteMs = 60_000;

/** What one person writes, one after another, each with the minutes since the one before; and what becomes of it. */
async function written(at: string, ...inputs: readonly (string | Input | number)[]) {
  const guesses = { ask: async () => ({ finding: { kind: 'unknown' } }) } as unknown as Services['guesses'];
  const services = { ...emptyServices(), guesses };
  let now = Date.parse(at);
  let conversation: Conversation | null = null;
  const effects: Effect[] = [];
  for (const input of inputs) {
    if (typeof input === 'number') {
      now += input * minuteMs;
      continue;
    }
    now += 10_000;
    const turn: Turn = {
      channel: 'wechat',
      personId: 'somebody',
      conversationId: 'c',
      deliveryId: `${now}`,
      step: null,
      at: now,
      input: typeof input === 'string' ? { kind: 'text', text: input } : input,
      can: { medium: 'text', handoff: 'pass-on', letters: true, recording: false, idleMs: null },
    };
    const result = await respond(conversation ?? begin(turn, content), conversation === null, turn, content, services);
    conversation = result.conversation;
    effects.push(...result.effects);
  }
  const opened = effects.flatMap((effect) => (effect.kind === 'open-case' ? [effect.case.caseNo] : []));
  const joined = effects.flatMap((effect) =>
    effect.kind === 'add-to-case' ? [`${effect.caseNo} ${effect.text}`] : [],
  );
  return { opened, joined, effects, place: conversation?.place };
}

test('by day, what is said of a danger within minutes is one case', async () => {
  const { opened, joined, place } = await written(day, '我不想活了', '我不想活了', 5, '返回', '我要跳楼');
  expect(opened).toEqual(['201610210001']);
  expect(joined).toEqual(['201610210001 【轻生】我不想活了', '201610210001 【轻生】我要跳楼']);
  expect(place?.at).toBe('colleague');
});

test('and a new one when it is said again much later', async () => {
  const { opened } = await written(day, '我不想活了', 25, '我不想活了');
  expect(opened).toHaveLength(2);
});

test.each([day, night])('what follows a number to call back joins its case: at %s', async (at) => {
  const { opened, joined } = await written(
    at,
    '让人给我回电话',
    '13812345678',
    '我的货在东疆扣了',
    3,
    '再加一句，是冷冻虾',
  );
  expect(opened).toHaveLength(1);
  expect(joined.slice(1)).toEqual(['201610210001 我的货在东疆扣了', '201610210001 再加一句，是冷冻虾']);
});

test('what surely asks something else after a number is answered', async () => {
  const { place } = await written(night, '让人给我回电话', '13812345678', '体检要带什么');
  expect(place).toMatchObject({ at: 'topic', intent: 'exam-booking' });
});

test('what is scanned while a message is left is noted in it, and the message goes on', async () => {
  const scan = { kind: 'scan', content: 'EAN_13,6901234567892' } as const;
  const { opened, joined, place } = await written(night, '0', '我的货扣了三个月', scan, '他们不管');
  expect(opened).toHaveLength(1);
  expect(joined).toEqual(['201610210001 〔扫码 EAN_13,6901234567892〕', '201610210001 他们不管']);
  expect(place).toMatchObject({ at: 'message', left: { caseNo: '201610210001', parts: 3 } });
});

test('what led to a message is not lost by a scan before its first words', async () => {
  const scan = { kind: 'scan', content: 'EAN_13,6901234567892' } as const;
  const { opened, joined, place } = await written(night, '我要投诉', scan, '他们乱收费');
  expect(opened).toEqual(['201610210001']);
  expect(joined).toEqual(['201610210001 他们乱收费']);
  expect(place).toMatchObject({ at: 'message', line: 'complaints', left: { caseNo: '201610210001' } });
});

test.each(['返回', '0'])('after a tap that leads away, %s leads back to the same message', async (back) => {
  const tap = { kind: 'tap', target: 'progress' } as const;
  const { opened, joined, place } = await written(night, '0', '我的货扣了三个月', tap, back, '他们不管');
  expect(opened).toHaveLength(1);
  expect(joined).toEqual(['201610210001 他们不管']);
  expect(place?.at).toBe('message');
});

test('返回 from the message itself leaves it', async () => {
  const tap = { kind: 'tap', target: 'progress' } as const;
  const { place } = await written(night, '0', '我的货扣了三个月', tap, '0', '返回');
  expect(place).toEqual({ at: 'menu', menu: 'main' });
});

test.each([day, night])(
  'a complaint begun in words is a case, however short, and what follows within minutes joins it: at %s',
  async (at) => {
    const { opened, joined } = await written(at, '我要投诉', '窗口的人骂我', '他姓李');
    expect(opened).toEqual(['201610210001']);
    expect(joined).toEqual(['201610210001 窗口的人骂我', '201610210001 他姓李']);
  },
);

test('minutes count from the last words, courtesies too: a complaint whose matter follows them stays one case', async () => {
  const { opened, joined } = await written(night, '我要投诉你们', 7, '好的', 7, '👍', 7, '窗口的人态度差');
  expect(opened).toEqual(['201610210001']);
  expect(joined).toEqual(['201610210001 窗口的人态度差']);
});

test('by day a complaint that is passed on to a colleague is a case as well, and one only', async () => {
  const { opened, joined, place } = await written(day, '我要投诉你们窗口的人态度差', 3, '他姓李', 12, '还在吗');
  expect(opened).toEqual(['201610210001']);
  expect(joined).toEqual(['201610210001 他姓李']);
  expect(place?.at).toBe('colleague');
});

test('what is only asked of complaints opens none', async () => {
  const { opened } = await written(day, '投诉多少天给答复');
  expect(opened).toEqual([]);
});

test('who turns anonymous while a message is left is told a code to ask by', async () => {
  const { effects } = await written(night, '我要投诉', '科长收红包', '我要匿名');
  expect(effects.at(-1)).toMatchObject({ kind: 'add-to-case', addition: { wish: 'anonymous', proof: '0000' } });
});
