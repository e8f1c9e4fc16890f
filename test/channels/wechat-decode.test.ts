import { describe, expect, test } from 'vitest';
import { conversationIdOf, deliveryIdOf, readMessage, turnOf } from '../../src/channels/wechat/decode.js';
import { type Fields, Unreadable } from '../../src/channels/wechat/envelope.js';

const settings = { appId: 'wx1', token: 't', encodingAesKeys: [], maxAgeSeconds: null };
const openId = 'o9AgO5Kd5ggOC-bXrbNODIiE3bGY';
const header = { ToUserName: 'gh_1', FromUserName: openId, CreateTime: '1714112445' };
const ids = { conversationId: 'c', deliveryId: 'd' };
const turn = (fields: Fields) => turnOf(readMessage({ ...header, ...fields }), ids, 5);
const inputOf = (fields: Fields) => turn(fields)?.input ?? null;
const event = (Event: string, more: Fields = {}) => inputOf({ MsgType: 'event', Event, ...more });

describe('messages', () => {
  test.each([
    ['007', '007'],
    ['1E5', '1E5'],
    ['２', '２'],
    ['', ''],
    ['a\u0000\u0007b\nc', 'ab\nc'],
  ])('text %j', (Content, text) => {
    expect(inputOf({ MsgType: 'text', MsgId: '1', Content })).toEqual({ kind: 'text', text });
  });

  test('a voice message that WeChat understood is speech', () => {
    const spoken = { MsgType: 'voice', MsgId: '1', Recognition: '查进度。' };
    expect(inputOf(spoken)).toEqual({ kind: 'speech', text: '查进度。', confidence: 1 });
  });

  test.each([
    [{ MsgType: 'voice', Recognition: '' }, '语音'],
    [{ MsgType: 'voice' }, '语音'],
    [{ MsgType: 'image' }, '图片'],
    [{ MsgType: 'image', Recognition: '字' }, '图片'],
    [{ MsgType: 'video' }, '视频'],
    [{ MsgType: 'shortvideo' }, '视频'],
    [{ MsgType: 'location' }, '位置'],
    [{ MsgType: 'link' }, '链接'],
    [{ MsgType: 'hologram' }, '这种消息'],
    [{ MsgType: 'constructor' }, '这种消息'],
  ])('%j is unreadable', (fields, what) => {
    const isSound = what === '语音' ? { isSound: true } : {};
    expect(inputOf({ MsgId: '1', ...fields })).toEqual({ kind: 'unreadable', what, ...isSound });
  });

  test('can be passed on to a colleague', () => {
    expect(turn({ MsgType: 'text', MsgId: '1', Content: 'a' })).toEqual({
      channel: 'wechat',
      personId: openId,
      conversationId: 'c',
      deliveryId: 'd',
      step: null,
      at: 5,
      input: { kind: 'text', text: 'a' },
      can: { medium: 'text', handoff: 'pass-on', letters: true, recording: false, idleMs: 1_800_000 },
    });
  });
});

describe('events', () => {
  test.each([
    ['subscribe', {}, { kind: 'arrival' }],
    ['subscribe', { EventKey: '' }, { kind: 'arrival' }],
    ['subscribe', { EventKey: 'qrscene_' }, { kind: 'arrival' }],
    ['subscribe', { EventKey: 'last_trade_no_1' }, { kind: 'arrival' }],
    ['subscribe', { EventKey: 'qrscene_car:007' }, { kind: 'scan', content: 'car:007' }],
    ['SCAN', { EventKey: '007' }, { kind: 'scan', content: '007' }],
    ['CLICK', { EventKey: 'progress' }, { kind: 'tap', target: 'progress' }],
    ['scancode_push', { ScanType: 'qrcode', ScanResult: 'A,1' }, { kind: 'scan', content: 'A,1' }],
    [
      'scancode_waitmsg',
      { ScanType: 'qrcode', ScanResult: 'https://x/v/1' },
      { kind: 'scan', content: 'https://x/v/1' },
    ],
    ['scancode_waitmsg', { ScanType: 'barcode', ScanResult: 'CODE_128,0123' }, { kind: 'scan', content: '0123' }],
    [
      'scancode_waitmsg',
      { ScanType: 'barcode', ScanResult: 'EAN_13,6901234567892' },
      { kind: 'scan', content: '6901234567892' },
    ],
    ['scancode_waitmsg', {}, { kind: 'scan', content: '' }],
  ])('%s %j', (name, fields, input) => {
    expect(event(name, fields)).toEqual(input);
  });

  test.each(['unsubscribe', 'VIEW', 'LOCATION', 'TEMPLATESENDJOBFINISH', 'debug_demo', 'constructor'])(
    '%s asks for nothing',
    (name) => {
      expect(event(name, { EventKey: 'x' })).toBeNull();
    },
  );

  test('cannot be passed on to a colleague', () => {
    expect(turn({ MsgType: 'event', Event: 'CLICK', EventKey: 'x' })?.can.handoff).toBe('none');
  });
});

describe('what names a delivery', () => {
  const idOf = (fields: Fields) =>
    deliveryIdOf(readMessage({ ...header, MsgType: 'text', Content: 'a', ...fields }), settings);
  const message = idOf({ MsgId: '1' });

  test('a retry has the same name', () => {
    expect(idOf({ MsgId: '1' })).toBe(message);
    expect(message).toMatch(/^wx:[\w-]{43}$/);
  });

  test.each([{ MsgId: '2' }, { MsgId: '1', FromUserName: 'other' }, { MsgId: '1', CreateTime: '1714112446' }])(
    'a message with %j has another',
    (fields) => {
      expect(idOf(fields)).not.toBe(message);
    },
  );

  test('events are told apart by who, when, what and which', () => {
    const click = { MsgType: 'event', Event: 'CLICK', EventKey: 'a' };
    const names = [
      click,
      { ...click, EventKey: 'b' },
      { ...click, Event: 'VIEW' },
      { ...click, FromUserName: 'other' },
      { ...click, CreateTime: '1714112446' },
    ].map(idOf);
    expect(new Set(names).size).toBe(5);
    expect(idOf({ ...click })).toBe(names[0]);
  });

  test('neither it nor the conversation gives the person away', () => {
    const conversation = conversationIdOf(readMessage({ ...header, MsgType: 'text', Content: 'a' }), settings);
    expect(conversation).toMatch(/^wx:[\w-]{43}$/);
    expect(conversation + message).not.toContain(openId);
    const elsewhere = conversationIdOf(readMessage({ ...header, MsgType: 'image' }), { ...settings, appId: 'wx2' });
    expect(elsewhere).not.toBe(conversation);
  });
});

describe('fields that must be there', () => {
  const whole = { ...header, MsgType: 'text', Content: 'a' };

  test.each(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Content'] as const)('%s', (field) => {
    const { [field]: _gone, ...rest } = whole;
    expect(() => readMessage(rest)).toThrow(new Unreadable(`check ${field}`));
  });

  test.each<[string, Fields]>([
    ['an empty name', { FromUserName: '' }],
    ['a name of 129 characters', { FromUserName: 'x'.repeat(129) }],
    ['a control character in a name', { FromUserName: 'a\u0000' }],
    ['a time in words', { CreateTime: 'yesterday' }],
    ['a time with an exponent', { CreateTime: '1E5' }],
    ['an event without its name', { MsgType: 'event' }],
  ])('%s is wrong', (_name, fields) => {
    expect(() => readMessage({ ...whole, ...fields })).toThrow(Unreadable);
  });

  test('a text longer than anybody writes is cut', () => {
    expect(readMessage({ ...whole, Content: 'x'.repeat(20_001) }).Content).toBe('x'.repeat(20_000));
  });
});
