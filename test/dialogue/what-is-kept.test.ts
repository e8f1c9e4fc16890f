import { describe, expect, test } from 'vitest';
import { begin, respond } from '../../src/dialogue/engine.js';
import type { Place } from '../../src/domain/conversation/conversation.js';
import type { Input, Turn } from '../../src/domain/conversation/turn.js';
import { content } from '../understanding/fixtures.js';
import { emptyServices } from './empty-services.js';

function turnOf(input: Input, at: string): Turn {
  return {
    channel: 'wechat',
    personId: 'somebody',
    conversationId: 'c',
    deliveryId: 'd',
    step: null,
    at: Date.parse(at),
    input,
    can: { medium: 'text', handoff: 'pass-on', letters: true, recording: false, idleMs: null },
  };
}

function taken(place: Place, input: Input, at = '2016-10-21T10:00:00+08:00') {
  const turn = turnOf(input, at);
  return respond({ ...begin(turn, content), revision: 3, place }, false, turn, content, emptyServices());
}

describe("somebody's own numbers are in no answer and in no conversation", () => {
  const places: readonly Place[] = [
    { at: 'menu', menu: 'main' },
    { at: 'topic', intent: 'pet-entry', answer: 0 },
    { at: 'options', intents: ['pet-entry', 'pet-exit'] },
    { at: 'form', form: 'progress', answers: {} },
    { at: 'form', form: 'progress', answers: { declarationNo: '120000116000001' } },
    { at: 'form', form: 'car', answers: {} },
    { at: 'form', form: 'wine', answers: {} },
  ];
  const texts = [
    '11010519491231002X',
    '110105 19491231 002x',
    '11010519491231002X 13920012345',
    '这是11010519491231002X叫王小明',
    '我的身份证号是11010519491231002X',
    '110105194912310021',
    '一一零一零五一九四九一二三一零零二X',
  ];
  const inputs: readonly Input[] = [
    ...texts.map((text) => ({ kind: 'text', text }) as const),
    { kind: 'scan', content: '11010519491231002X' },
  ];
  test.each(places)('at %o', async (place) => {
    for (const input of inputs) {
      const { conversation, replies, effects } = await taken(place, input);
      const kept = JSON.stringify([conversation.place, conversation.memory, replies, effects]).replace(/[ -]/g, '');
      expect(kept).not.toMatch(/10519491231|0519491231|51949123|1392001|一九四九/);
    }
  });
});

test('what led to a message is in its case, also where a danger is told of next', async () => {
  const place: Place = { at: 'message', line: 'complaints', begun: '我要投诉' };
  const text = '再不给我解决，我就从你们楼上跳下去';
  const { effects } = await taken(place, { kind: 'text', text }, '2016-10-21T20:00:00+08:00');
  expect(effects).toMatchObject([{ kind: 'open-case', case: { message: { text: `我要投诉\n【轻生】${text}` } } }]);
});

describe('who asks to be called back has written nothing in vain', () => {
  const night = '2016-10-21T20:00:00+08:00';
  const matter = '我的货扣了三周';
  const opened = { caseNo: '201610210001', parts: 1 };
  const place: Place = { at: 'callback', line: 'general', left: opened };
  const added = (text: string) => [{ kind: 'add-to-case', caseNo: opened.caseNo, text }];

  test('the first words open the case, whether a number follows or not', async () => {
    const { conversation, effects } = await taken(
      { at: 'callback', line: 'general' },
      { kind: 'text', text: matter },
      night,
    );
    expect(effects).toMatchObject([
      { kind: 'open-case', case: { message: { text: `请回电（还没有留电话，可以在微信里回复）\n${matter}` } } },
    ]);
    expect(conversation.place).toEqual(place);
  });

  test('the number joins it', async () => {
    const { conversation, effects } = await taken(place, { kind: 'text', text: '打13800138000' }, night);
    const [joins] = added('请回电：13800138000\n打13800138000');
    expect(effects).toEqual([{ ...joins, addition: { contact: '13800138000' } }]);
    expect(conversation.place).toMatchObject({ at: 'message', isBesideCallback: true });
  });

  test('a number that is none, and what follows it, joins it; then its number is said', async () => {
    const wrong = await taken(place, { kind: 'text', text: '1380013800' }, night);
    expect(wrong.effects).toEqual(added('1380013800'));
    const last = await taken({ ...place, left: { ...opened, parts: 2 } }, { kind: 'text', text: '没有电话' }, night);
    expect(last.effects).toEqual(added('没有电话'));
    expect(JSON.stringify(last.replies)).toContain(opened.caseNo);
  });

  test('who wants to write instead, or is in danger, goes on with it', async () => {
    const asked = await taken(place, { kind: 'text', text: '人工' }, night);
    expect(asked.conversation.place).toMatchObject({ at: 'message', left: opened });
    const danger = await taken(place, { kind: 'text', text: '我不想活了' }, night);
    expect(danger.effects).toEqual(added('【轻生】我不想活了'));
  });
});
