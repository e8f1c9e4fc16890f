import { hash } from 'node:crypto';
import { z } from 'zod';
import type { Capabilities, Input, Turn } from '../../domain/conversation/turn.js';
import { legalText } from '../../domain/language/legal-text.js';
import { type Fields, Unreadable } from './envelope.js';
import { eventInput } from './events.js';
import { channelName, type WechatSettings } from './settings.js';

const name = z.string().regex(/^\P{Cc}{1,128}$/u);
/** What is longer than anything people write is cut: nobody should be met with an error for it. */
const words = z.string().transform((text) => legalText(text.slice(0, 20_000)));

const fields = z.object({
  ToUserName: name,
  FromUserName: name,
  CreateTime: z.string().regex(/^\d{1,12}$/),
  MsgType: name,
  MsgId: name.optional(),
  Content: words.optional(),
  Recognition: words.optional(),
  Event: name.optional(),
  EventKey: words.optional(),
  MediaId: words.optional(),
  Location_X: words.optional(),
  Location_Y: words.optional(),
  Label: words.optional(),
  Url: words.optional(),
  ScanType: words.optional(),
  ScanResult: words.optional(),
});

/** What a person or their client sent, its fields checked. */
export type Message = z.output<typeof fields>;

/** @throws Unreadable naming the fields that are wrong or missing */
export function readMessage(read: Fields): Message {
  const result = fields.safeParse(read);
  if (!result.success) {
    const names = new Set(result.error.issues.map((issue) => issue.path.join('.')));
    throw new Unreadable(`check ${[...names].join(', ')}`);
  }
  const { MsgType, Event, Content } = result.data;
  if (MsgType === 'event' && Event === undefined) throw new Unreadable('check Event');
  if (MsgType === 'text' && Content === undefined) throw new Unreadable('check Content');
  return result.data;
}

/** A message can be passed on to a colleague; an event cannot. */
export function isEvent(message: Message): boolean {
  return message.MsgType === 'event';
}

export function isUnsubscribe(message: Message): boolean {
  return isEvent(message) && message.Event?.toLowerCase() === 'unsubscribe';
}

/** @returns names a person's chat for ever, without naming the person */
export function conversationIdOf(message: Message, { appId }: Pick<WechatSettings, 'appId'>): string {
  return `wx:${digest(appId, message.FromUserName)}`;
}

/**
 * Names a delivery for ever; a retry has the same one. A MsgId alone is not unique over all people, and events have none.
 */
export function deliveryIdOf(message: Message, { appId }: Pick<WechatSettings, 'appId'>): string {
  const { FromUserName, CreateTime, MsgType, MsgId, Event, EventKey, ScanResult, Content } = message;
  // Two scans within a second have the same EventKey, that of the button: what was scanned tells them apart.
  const rest = isEvent(message) ? [Event, EventKey, ScanResult] : [MsgId ?? `${MsgType} ${Content}`];
  return `wx:${digest(appId, FromUserName, CreateTime, ...rest)}`;
}

/** Ids are stored and logged: hashed, they carry no openid. */
function digest(...parts: readonly (string | undefined)[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url');
}

const messageCapabilities: Capabilities = {
  medium: 'text',
  handoff: 'pass-on',
  letters: true,
  recording: false,
  idleMs: 30 * 60_000,
};
const eventCapabilities: Capabilities = { ...messageCapabilities, handoff: 'none' };

/**
 * @param ids from `conversationIdOf` and `deliveryIdOf`
 * @returns null for an event that asks for nothing, such as a place reported or a link opened
 */
export function turnOf(
  message: Message,
  ids: { readonly conversationId: string; readonly deliveryId: string },
  at: number,
): Turn | null {
  const input = isEvent(message) ? eventInput(message) : messageInput(message);
  if (input === null) return null;
  const can = isEvent(message) ? eventCapabilities : messageCapabilities;
  return { channel: channelName, personId: message.FromUserName, ...ids, step: null, at, input, can };
}

/** What we cannot read, as we tell the person so. */
const unreadableNames: ReadonlyMap<string, string> = new Map([
  ['image', '图片'],
  ['voice', '语音'],
  ['video', '视频'],
  ['shortvideo', '视频'],
  ['location', '位置'],
  ['link', '链接'],
]);

function messageInput(message: Message): Input {
  const { MsgType, Content = '', Recognition = '' } = message;
  if (MsgType === 'text') return { kind: 'text', text: Content };
  // The account may have speech recognition switched off, and even when it is on nothing may have been understood.
  const heard = MsgType === 'voice' ? Recognition.trim() : '';
  if (heard !== '') return { kind: 'speech', text: heard, confidence: 1 };
  const reference = referenceIn(message);
  return {
    kind: 'unreadable',
    what: unreadableNames.get(MsgType) ?? '这种消息',
    ...(MsgType === 'voice' && { isSound: true }),
    ...(reference !== '' && { reference }),
  };
}

/** By what a colleague finds it: WeChat keeps media for three days under their MediaId (临时素材). */
function referenceIn({ MediaId, Label, Location_X: north, Location_Y: east, Url }: Message): string {
  const spot = north && east ? `${north},${east}` : '';
  return [MediaId, Label, spot, Url].filter(Boolean).join(' ').trim();
}
