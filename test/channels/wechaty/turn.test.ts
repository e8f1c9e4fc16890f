import { describe, expect, test } from 'vitest';
import type { PuppetMessage } from '../../../src/channels/wechaty/puppet.js';
import { arrivalOf, turnOf } from '../../../src/channels/wechaty/turn.js';
import { answerOf, partsOf } from '../../../src/channels/wechaty/words.js';

const said: PuppetMessage = {
  ...{ id: 'm1', contactId: 'wm_li', type: 'Text', text: '查进度' },
  ...{ isOwn: false, isInRoom: false, isFromPerson: true, ageMs: 0 },
};
const turn = (change: Partial<PuppetMessage>, puppet = 'wechaty-puppet-service') =>
  turnOf({ ...said, ...change }, puppet, 1000);

describe('a message as a turn', () => {
  test('says who, what and when, and cannot be passed on', () => {
    expect(turn({})).toMatchObject({
      ...{ channel: 'wechaty', personId: 'wm_li', step: null, at: 1000, input: { kind: 'text', text: '查进度' } },
      can: { medium: 'text', handoff: 'none', letters: true, recording: false },
    });
  });

  test('ids name nobody, are the same for the same message, and differ by person, message and puppet', () => {
    const ids = (change: Partial<PuppetMessage>, puppet?: string) => {
      const { conversationId = '', deliveryId = '' } = turn(change, puppet) ?? {};
      return { conversationId, deliveryId };
    };
    const first = ids({});
    expect(first.conversationId).toMatch(/^wechaty:[\w-]{43}$/);
    expect(JSON.stringify(first)).not.toContain('wm_li');
    expect(ids({ text: 'edited' })).toEqual(first);
    expect(ids({ id: 'm2' })).toMatchObject({ conversationId: first.conversationId });
    const others = [ids({ id: 'm2' }), ids({ contactId: 'wm_wang' }), ids({}, 'another')];
    expect(new Set([first, ...others].map(({ deliveryId }) => deliveryId)).size).toBe(4);
    expect(ids({ contactId: 'wm_wang' }).conversationId).not.toBe(first.conversationId);
    // Somebody's friendship and message may have one name.
    expect(arrivalOf('wm_li', 'm1', 'wechaty-puppet-service', 1).deliveryId).not.toBe(first.deliveryId);
  });

  test.each([
    ['Image', '图片'],
    ['Audio', '语音'],
    ['Video', '视频'],
    ['Emoticon', '表情'],
    ['Attachment', '文件'],
    ['RedEnvelope', '红包'],
  ])('%s cannot be read: %s', (type, what) => {
    const isSound = what === '语音' ? { isSound: true } : {};
    expect(turn({ type, text: '<xml/>' })?.input).toEqual({ kind: 'unreadable', what, ...isSound });
  });

  test.each<[string, Partial<PuppetMessage>]>([
    ['our own words', { isOwn: true }],
    ['groups', { isInRoom: true }],
    ['official accounts', { isFromPerson: false }],
    ['notices of the client', { type: 'Unknown' }],
    ['recalls', { type: 'Recalled' }],
    ['what was written a day ago', { ageMs: 86_400_000 }],
  ])('%s are not answered', (_, change) => {
    expect(turn(change)).toBeNull();
    expect(turn({})).not.toBeNull();
  });

  test('characters that no chat has are removed', () => {
    expect(turn({ text: '查\u0000进度' })?.input).toEqual({ kind: 'text', text: '查进度' });
  });
});

describe('words', () => {
  test('one thing below another', () => {
    const replies = [{ verb: 'say', words: '一' } as const, { verb: 'end', words: '二' } as const];
    expect(answerOf(replies)).toEqual({ contentType: 'text/plain; charset=utf-8', body: '一\n\n二' });
  });

  test('long ones are cut after a line, else after a character, and nothing is lost', () => {
    expect(partsOf('一二\n三四', 8)).toEqual(['一二', '三四']);
    expect(partsOf('一二\n三四', 13)).toEqual(['一二\n三四']);
    expect(partsOf('😀😀😀', 9)).toEqual(['😀😀', '😀']);
    expect(partsOf(' \n', 9)).toEqual([]);
    const long = Array.from({ length: 300 }, (_, line) => `第${line}行：${'字'.repeat(line % 50)}`).join('\n');
    const parts = partsOf(long, 2000);
    expect(parts.join('\n')).toBe(long);
    expect(Math.max(...parts.map((part) => Buffer.byteLength(part)))).toBeLessThanOrEqual(2000);
    expect(parts.length).toBeLessThan(15);
  });
});
