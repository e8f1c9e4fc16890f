import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { decodeAesKey, encrypt, sha1Signature } from '../src/channels/wechat/crypto.js';
import { type NamedRequest, wholeRequest } from './raw-wire.js';
import { secrets } from './requests.js';
import type { Seeded } from './seeded.js';
import { anything, strangeText } from './strange-text.js';

const key = decodeAesKey(secrets.WECHAT_ENCODING_AES_KEY);
const paths = [
  'voice',
  'turn?step=1',
  'turn?step=99',
  'turn?silence=1&step=1',
  'dialled?step=1',
  'recorded?step=1',
  'recording',
  'status',
  'whisper?line=x',
  'accepted',
  'fallback',
];
const fields = [
  'From',
  'Digits',
  'SpeechResult',
  'Confidence',
  'CallStatus',
  'DialCallStatus',
  'DialCallSid',
  'DialBridged',
  'ParentCallSid',
  'RecordingUrl',
  'RecordingSid',
  'RecordingDuration',
  'RecordingStatus',
  'CallSid',
  'Odd',
];
const events = ['subscribe', 'SCAN', 'CLICK', 'VIEW', 'LOCATION', 'scancode_waitmsg', 'TEMPLATESENDJOBFINISH', 'odd'];

/** Deliveries that a provider has signed, and never would have written so. */
export function signedStrangely(chance: Seeded): NamedRequest {
  return chance.next() < 0.5 ? signedCall(chance) : sealedMessage(chance);
}

function signedCall(chance: Seeded): NamedRequest {
  const text = () => strangeText(chance, 'body');
  const form: Record<string, string> = {
    AccountSid: secrets.TWILIO_ACCOUNT_SID,
    CallSid: `CA${chance.hex(32)}`,
    From: '+8613800138000',
  };
  for (let n = chance.below(5); n > 0; n--) form[chance.of(fields)] = text();
  if (chance.next() < 0.3) form.Digits = chance.of(['1', '*', '0', '#', '9'.repeat(250), 'ABCD', '*1']);
  const path = `/phone/twilio/${chance.of(paths)}`;
  const signature = getExpectedTwilioSignature(secrets.TWILIO_AUTH_TOKEN, secrets.PUBLIC_BASE_URL + path, form);
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': signature };
  const bytes = wholeRequest('POST', path, headers, new URLSearchParams(form).toString());
  return { kind: 'a signed call with strange content', bytes, isWhole: true };
}

function sealedMessage(chance: Seeded): NamedRequest {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const nonce = String(chance.below(1e9));
  const encrypted = encrypt(
    chance.next() < 0.3 ? String(anything(chance)) : message(chance, timestamp),
    key,
    secrets.WECHAT_APP_ID,
    chance.bytes(16),
  );
  const signature = sha1Signature(secrets.WECHAT_TOKEN, timestamp, nonce);
  const seal = sha1Signature(secrets.WECHAT_TOKEN, timestamp, nonce, encrypted);
  const query = `signature=${signature}&timestamp=${timestamp}&nonce=${nonce}&encrypt_type=aes&msg_signature=${seal}`;
  const body =
    chance.next() < 0.5
      ? `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
      : JSON.stringify({ Encrypt: encrypted });
  const bytes = wholeRequest('POST', `/wechat/official?${query}`, { 'Content-Type': 'text/xml' }, body);
  return { kind: 'a sealed message with strange content', bytes, isWhole: true };
}

function message(chance: Seeded, createdAt: string): string {
  const text = () => strangeText(chance, 'body');
  const header = { ToUserName: 'gh_1', FromUserName: `o${chance.hex(27)}`, CreateTime: createdAt };
  const own =
    chance.next() < 0.6
      ? { MsgType: 'text', Content: text(), MsgId: String(chance.below(1e9)) }
      : chance.next() < 0.5
        ? { MsgType: 'event', Event: chance.of(events), EventKey: text(), ScanCodeInfo: text() }
        : { MsgType: chance.of(['image', 'voice', 'location', text()]), Recognition: text(), MsgId: text() };
  const all = { ...header, ...own };
  if (chance.next() < 0.4) return JSON.stringify(all);
  return `<xml>${Object.entries(all)
    .map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`)
    .join('')}</xml>`;
}
