import type { Reply } from '../../domain/conversation/reply.js';
import type { Answer } from '../../domain/conversation/stores.js';
import { wordsOf } from '../../domain/conversation/words-of.js';
import { cutToBytes } from '../../domain/language/cut-to-bytes.js';
import { legalText } from '../../domain/language/legal-text.js';
import { encrypt, sha1Signature } from './crypto.js';
import { type Format, type Value, writeEnvelope } from './envelope.js';

/** WeChat refuses longer texts. */
export const maxTextBytes = 2047;

/** Tells WeChat that nothing more comes, and not to try again. */
export const nothingToSay: Answer = { contentType: 'text/plain; charset=utf-8', body: 'success' };

/** How one answer must be written. */
export interface Frame {
  readonly format: Format;
  readonly toUserName: string;
  readonly fromUserName: string;
  readonly createdAtSeconds: number;
  /** Whether it answers a message; only then can a colleague take over. */
  readonly isMessage: boolean;
  readonly seal: Seal | null;
}

/** What an encrypted answer is made with: the key that opened the message, and fresh randomness. */
export interface Seal {
  readonly format: Format;
  readonly key: Buffer;
  readonly appId: string;
  readonly token: string;
  readonly timestamp: string;
  readonly nonce: string;
  readonly random16: Buffer;
}

/**
 * Writes replies as the one message that may answer a delivery (被动回复). Passing on to a colleague (转客服) leaves no room
 * for words: the colleague's own are next.
 * @param whoIsThere which of some 客服帐号 is there to take it; WeChat binds the person to whoever is named, there or not
 */
export function encode(
  replies: readonly Reply[],
  frame: Frame,
  whoIsThere: (accounts: readonly string[]) => string | null = () => null,
): Answer {
  const connect = replies.find((reply) => reply.verb === 'connect');
  if (connect && frame.isMessage) {
    // Without an account, whoever is there has the message.
    const KfAccount = whoIsThere(
      connect.plan.legs.flatMap(({ kind, address }) => (kind === 'wechat' ? [address] : [])),
    );
    return write({ MsgType: 'transfer_customer_service', ...(KfAccount && { TransInfo: { KfAccount } }) }, frame);
  }
  return encodeWords(wordsInstead(replies), frame);
}

/** @returns the words of replies of which none can pass anything on any more */
export function wordsInstead(replies: readonly Reply[]): string {
  return wordsOf(
    replies.map((reply) => (reply.verb === 'connect' ? { ...reply, words: reply.otherwise ?? reply.words } : reply)),
  );
}

/** Writes one text, cut where it is longer than WeChat takes. */
export function encodeWords(words: string, frame: Frame): Answer {
  const legal = legalText(words);
  if (legal.trim() === '') return nothingToSay;
  return write({ MsgType: 'text', Content: cutToBytes(legal, maxTextBytes) }, frame);
}

function write(content: Readonly<Record<string, Value>>, frame: Frame): Answer {
  const { toUserName, fromUserName, createdAtSeconds, format, seal } = frame;
  const header = { ToUserName: toUserName, FromUserName: fromUserName, CreateTime: createdAtSeconds };
  const plain = writeEnvelope(format, { ...header, ...content });
  return seal === null ? answer(format, plain) : answer(seal.format, sealed(plain, seal));
}

/** Encrypts and signs an answer (加密回包). */
export function sealed(plain: string, seal: Seal): string {
  const { key, appId, token, timestamp, nonce, random16 } = seal;
  const Encrypt = encrypt(plain, key, appId, random16);
  const MsgSignature = sha1Signature(token, timestamp, nonce, Encrypt);
  return writeEnvelope(seal.format, { Encrypt, MsgSignature, TimeStamp: Number(timestamp), Nonce: nonce });
}

function answer(format: Format, body: string): Answer {
  return { contentType: `${format === 'xml' ? 'text/xml' : 'application/json'}; charset=utf-8`, body };
}
