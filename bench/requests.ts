import { randomBytes } from 'node:crypto';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { decodeAesKey, encrypt, sha1Signature } from '../src/channels/wechat/crypto.js';
import type { LoadRequest } from './load.js';

/** Secrets of a benchmark, made up like any of local mode. */
export const secrets = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'bench',
  WECHAT_APP_ID: 'wxbench',
  WECHAT_TOKEN: 'bench',
  WECHAT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  PUBLIC_BASE_URL: 'https://bench.invalid',
} as const;

const form = 'application/x-www-form-urlencoded';

/** One signed webhook of a call, with the parameters Twilio sends. */
export function phoneRequest(callSid: string, path: string, parameters: Readonly<Record<string, string>>): LoadRequest {
  const all: Record<string, string> = {
    AccountSid: secrets.TWILIO_ACCOUNT_SID,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus: 'in-progress',
    Called: '+862265661890',
    Caller: '+8613800000000',
    Direction: 'inbound',
    From: '+8613800000000',
    To: '+862265661890',
    ...parameters,
  };
  const signature = getExpectedTwilioSignature(secrets.TWILIO_AUTH_TOKEN, secrets.PUBLIC_BASE_URL + path, all);
  const headers = { 'content-type': form, 'x-twilio-signature': signature };
  return { method: 'POST', path, headers, body: new URLSearchParams(all).toString() };
}

/** A call that goes from the first menu to self-service and back, for as many turns as wanted. */
export function menuCall(call: string, turns: number): readonly LoadRequest[] {
  const turn = (step: number): LoadRequest =>
    step === 0
      ? phoneRequest(call, '/phone/twilio/voice', {})
      : phoneRequest(call, `/phone/twilio/turn?step=${step}`, { Digits: '*' });
  return Array.from({ length: turns }, (_, step) => turn(step));
}

const key = decodeAesKey(secrets.WECHAT_ENCODING_AES_KEY);

/** A text message in safe mode: signed and encrypted as WeChat's servers do. */
export function wechatRequest(openid: string, serial: number, text: string): LoadRequest {
  const timestamp = String(1_476_000_000 + serial);
  const nonce = randomBytes(6).toString('hex');
  const message = `<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><FromUserName><![CDATA[${openid}]]></FromUserName><CreateTime>${timestamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${text}]]></Content><MsgId>${serial}</MsgId></xml>`;
  const encrypted = encrypt(message, key, secrets.WECHAT_APP_ID, randomBytes(16));
  const signature = sha1Signature(secrets.WECHAT_TOKEN, timestamp, nonce, encrypted);
  const query = `timestamp=${timestamp}&nonce=${nonce}&encrypt_type=aes&msg_signature=${signature}`;
  const body = `<xml><ToUserName><![CDATA[gh_bench]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`;
  return { method: 'POST', path: `/wechat/official?${query}`, headers: { 'content-type': 'text/xml' }, body };
}

/** A chat that goes to self-service and back. */
export function chat(openid: string, turns: number): readonly LoadRequest[] {
  return Array.from({ length: turns }, (_, serial) => wechatRequest(openid, serial, '*'));
}

const questions = [
  '我从德国回来想带一只金毛，入境怎么弄',
  '进口饼干的中文标签有什么规定',
  '3c免办怎么申请',
  '我的社保卡丢了',
];

/** A chat of somebody who asks in their own words. */
export function ownWords(openid: string, turns: number): readonly LoadRequest[] {
  return Array.from({ length: turns }, (_, serial) =>
    wechatRequest(openid, serial, questions[serial % questions.length] ?? ''),
  );
}
