import { hash, randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { decodeAesKey, decrypt, encrypt, sha1Signature } from '../src/channels/wechat/crypto.js';
import type { LoadRequest } from './load.js';

/** Secrets of a benchmark, made up like any of local mode. */
export const secrets = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'be7c4'.padEnd(32, '0'),
  WECHAT_APP_ID: 'wxbench',
  WECHAT_TOKEN: 'bench',
  WECHAT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  PUBLIC_BASE_URL: 'https://bench.invalid',
} as const;

/** A call's id that is always the same for a name. @example sidOf('1n2') // 'CA' and 32 hexadecimal digits */
export function sidOf(name: string): string {
  return `CA${hash('md5', name)}`;
}

const form = 'application/x-www-form-urlencoded';

/**
 * Makes one signed webhook of a call, with the parameters Twilio sends.
 * @param path the path and query below the public address
 * @param parameters what this webhook adds or says otherwise
 */
export function phoneRequest(
  callSid: string,
  path: string,
  parameters: Readonly<Record<string, string>>,
  from = '+8613800000000',
): LoadRequest {
  const all: Record<string, string> = {
    AccountSid: secrets.TWILIO_ACCOUNT_SID,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus: 'in-progress',
    Called: '+862265661890',
    Caller: from,
    Direction: 'inbound',
    From: from,
    To: '+862265661890',
    ...parameters,
  };
  const signature = getExpectedTwilioSignature(secrets.TWILIO_AUTH_TOKEN, secrets.PUBLIC_BASE_URL + path, all);
  const headers = { 'content-type': form, 'x-twilio-signature': signature };
  return { method: 'POST', path, headers, body: new URLSearchParams(all).toString() };
}

const key = decodeAesKey(secrets.WECHAT_ENCODING_AES_KEY);

/** One text message of a person in WeChat. */
export interface WechatText {
  readonly openid: string;
  readonly messageId: string;
  readonly text: string;
  /** In seconds since 1970. */
  readonly sentAtSeconds: number;
}

/** Makes the delivery of a text message in safe mode: signed and encrypted as WeChat's servers do. */
export function wechatRequest({ openid, messageId, text, sentAtSeconds }: WechatText): LoadRequest {
  const timestamp = String(sentAtSeconds);
  const nonce = randomBytes(6).toString('hex');
  const message = `<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${messageId}</MsgId></xml>`;
  const encrypted = encrypt(message, key, secrets.WECHAT_APP_ID, randomBytes(16));
  const signature = sha1Signature(secrets.WECHAT_TOKEN, timestamp, nonce);
  const seal = sha1Signature(secrets.WECHAT_TOKEN, timestamp, nonce, encrypted);
  const query = `signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&encrypt_type=aes&msg_signature=${seal}`;
  const body = `<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { method: 'POST', path: `/wechat/official?${query}`, headers: { 'content-type': 'text/xml' }, body };
}

/**
 * Opens an encrypted answer to a text message.
 * @returns what the person reads, or in brackets that a colleague writes from now on
 * @throws Error when the answer is not encrypted, or is neither
 */
export function wordsOfAnswer(body: string): string {
  const [, encrypted] = /<Encrypt><!\[CDATA\[(.+?)\]\]><\/Encrypt>/.exec(body) ?? [];
  if (encrypted === undefined) throw new Error(`the answer is not encrypted: ${body.slice(0, 200)}`);
  const { plain } = decrypt(encrypted, key);
  if (plain.includes('[transfer_customer_service]')) return '(a person takes over)';
  const [, words] = /<Content><!\[CDATA\[([\s\S]*?)\]\]><\/Content>/.exec(plain) ?? [];
  if (words === undefined) throw new Error(`the answer has no words: ${plain.slice(0, 300)}`);
  return words;
}
