import { hash } from 'node:crypto';
import type { Capabilities, Input, Turn } from '../../domain/conversation/turn.js';
import { legalText } from '../../domain/language/legal-text.js';
import type { PuppetMessage } from './puppet.js';
import { channelName, maxAgeMs } from './settings.js';

/** A puppet can hand nothing over to a colleague: a question is kept for them as a case (工单). */
const capabilities: Capabilities = {
  medium: 'text',
  handoff: 'none',
  letters: true,
  recording: false,
  idleMs: 30 * 60_000,
};

/** What we cannot read, as we tell the person so. What is not listed is no message of a person: a notice, a recall. */
const unreadableNames: ReadonlyMap<string, string> = new Map([
  ['Image', '图片'],
  ['Audio', '语音'],
  ['Video', '视频'],
  ['Emoticon', '表情'],
  ['Attachment', '文件'],
  ['Location', '位置'],
  ['Url', '链接'],
  ['Contact', '名片'],
  ['MiniProgram', '小程序'],
  ['ChatHistory', '聊天记录'],
  ['Transfer', '转账'],
  ['RedEnvelope', '红包'],
]);

const maxTextLength = 20_000;

/**
 * A private message as a turn.
 * @param puppet the puppet's module: two puppets may name two people alike
 * @returns null for what is not answered: our own words, groups, notices, official accounts, and what is too old
 */
export function turnOf(message: PuppetMessage, puppet: string, at: number): Turn | null {
  const { id, contactId, isOwn, isInRoom, isFromPerson, ageMs } = message;
  if (isOwn || isInRoom || !isFromPerson || ageMs > maxAgeMs) return null;
  const input = inputOf(message);
  return input && { ...turnBy(contactId, `message:${id}`, puppet, at), input };
}

/** Somebody has become a contact: they are greeted, as whoever follows the official account is. */
export function arrivalOf(contactId: string, friendshipId: string, puppet: string, at: number): Turn {
  return { ...turnBy(contactId, `friendship:${friendshipId}`, puppet, at), input: { kind: 'arrival' } };
}

function turnBy(contactId: string, what: string, puppet: string, at: number): Omit<Turn, 'input'> {
  return {
    channel: channelName,
    personId: contactId,
    conversationId: `wechaty:${digest(puppet, contactId)}`,
    // A message's id alone may not be unique over all people.
    deliveryId: `wechaty:${digest(puppet, contactId, what)}`,
    step: null,
    at,
    can: capabilities,
  };
}

/** Ids are stored and logged: hashed, they name nobody. */
function digest(...parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url');
}

function inputOf({ type, text }: PuppetMessage): Input | null {
  if (type === 'Text') return { kind: 'text', text: legalText(text.slice(0, maxTextLength)) };
  const what = unreadableNames.get(type);
  if (what === undefined) return null;
  return { kind: 'unreadable', what, ...(type === 'Audio' && { isSound: true }) };
}
