import { describe, expect, test } from 'vitest';
import { begin, respond } from '../../src/dialogue/engine.js';
import type { Conversation, Place } from '../../src/domain/conversation/conversation.js';
import type { Turn } from '../../src/domain/conversation/turn.js';
import { wordsOf } from '../../src/domain/conversation/words-of.js';
import { content } from '../understanding/fixtures.js';
import { emptyServices } from './empty-services.js';

const at = Date.parse('2016-10-21T10:00:00+08:00');
const never = (): never => {
  throw new Error('a courtesy asks for nothing');
};
const services = { ...emptyServices(), cases: { nextNumber: never, bySource: never, file: never, latestOf: never } };

function turnOf(text: string): Turn {
  return {
    channel: 'wechat',
    personId: 'somebody',
    conversationId: 'c',
    deliveryId: text,
    step: null,
    at,
    input: { kind: 'text', text },
    can: { medium: 'text', handoff: 'pass-on', letters: true, recording: false, idleMs: null },
  };
}

const memory = { subject: { intent: 'pet-entry', question: '狗怎么入境', at } };
const standing = (place: Place): Conversation => ({
  ...begin(turnOf('狗怎么入境'), content),
  revision: 3,
  place,
  memory,
  silences: 0,
  noMatches: 0,
});
const said = (place: Place, text: string, noMatches = 2) =>
  respond({ ...standing(place), noMatches }, false, turnOf(text), content, services);

const places: readonly Place[] = [
  { at: 'menu', menu: 'main' },
  { at: 'menu', menu: 'self-service' },
  { at: 'form', form: 'progress', answers: {} },
  { at: 'form', form: 'progress', answers: { declarationNo: '120000116000001' } },
  { at: 'topic', intent: 'pet-entry', answer: 0 },
  { at: 'topic', intent: 'pet-entry', answer: null },
  { at: 'options', intents: ['pet-entry', 'pet-exit'] },
  { at: 'answer', form: 'car', id: 'JTEBU5JR6G5003291' },
];
const courtesies =
  '谢谢 好的 嗯 知道了 明白 👍 🙏 😊 再见 辛苦了 OK 行 收到 👌 你好 在吗 [微笑] /:rose /::) 好的谢谢 ？ 。。。 ⠀ 【收到不支持的消息类型，暂无法显示】 不用转人工 我没说要投诉 哈哈'.split(
    ' ',
  );

describe('a courtesy, wherever it is said, keeps the place, the memory and the count', () => {
  for (const place of places) {
    test(JSON.stringify(place), async () => {
      for (const courtesy of courtesies) {
        const { conversation, replies, effects } = await said(place, courtesy);
        expect([courtesy, conversation.place, conversation.memory, conversation.noMatches]).toEqual([
          courtesy,
          place,
          memory,
          2,
        ]);
        expect(effects).toEqual([]);
        const words = wordsOf(replies);
        expect(words).not.toMatch(/没有看明白|答到点子上|打招呼|转给/);
        expect(words).not.toBe('');
      }
    });
  }
});

test('a sticker that a channel tells of by itself counts nowhere, too', async () => {
  const place: Place = { at: 'topic', intent: 'pet-entry', answer: 0 };
  const turn: Turn = { ...turnOf(''), input: { kind: 'unreadable', what: '表情' } };
  const { conversation, replies } = await respond({ ...standing(place), noMatches: 2 }, false, turn, content, services);
  expect(conversation).toMatchObject({ place, noMatches: 2 });
  expect(wordsOf(replies)).toBe('抱歉，表情暂时看不了，请发文字给我。');
});

describe('one of what is offered, chosen as people write it', () => {
  const chosen = async (place: Place, text: string) => (await said(place, text, 0)).conversation.place;
  const offered: Place = { at: 'options', intents: ['exam-fee', 'pet-exit'] };

  test.each('1 1️⃣ （1） 按1 第一个 选1 1号 ① 一号键 前者 前面那个 第一个吧'.split(' '))(
    '%s is the first',
    async (text) => {
      expect(await chosen(offered, text)).toEqual(await chosen(offered, '1'));
      expect(await chosen(offered, text)).toMatchObject({ at: 'topic', intent: 'exam-fee' });
    },
  );

  test.each('2 2️⃣ 第二个 二号 最后一个 后者 后面那个 我选2'.split(' '))('%s is the second', async (text) => {
    expect(await chosen(offered, text)).toMatchObject({ at: 'topic', intent: 'pet-exit' });
  });

  test('a label, most of it, or one beside other words', async () => {
    const title = content.intents.find(({ id }) => id === 'pet-exit')?.title ?? '';
    for (const text of [title, `${title}那个`, `我问的是${title}`, title.slice(-4)]) {
      expect([text, await chosen(offered, text)]).toMatchObject([text, { at: 'topic', intent: 'pet-exit' }]);
    }
  });

  test('what stands alone is chosen by 是的', async () => {
    expect(await chosen({ at: 'options', intents: ['pet-exit'] }, '是的')).toMatchObject({
      at: 'topic',
      intent: 'pet-exit',
    });
  });

  test('a question of a topic, and the line below it', async () => {
    const topic: Place = { at: 'topic', intent: 'pet-entry', answer: null };
    expect(await chosen(topic, '第二个')).toMatchObject({ at: 'topic', intent: 'pet-entry', answer: 1 });
    expect(await chosen(topic, '最后一个')).toMatchObject({ at: 'question', line: 'animal-plant' });
  });

  test('a record of several', async () => {
    const several: Place = { at: 'candidates', form: 'car', ids: ['a', 'b'] };
    expect(await chosen(several, '第二辆')).toMatchObject({ at: 'answer', id: null });
  });

  test('none of what is not offered, and none where nothing is', async () => {
    expect(await chosen(offered, '第五个')).toEqual(offered);
    expect(await chosen({ at: 'question', line: 'food' }, '第一个')).not.toMatchObject({ at: 'topic' });
  });
});
