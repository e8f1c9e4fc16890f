import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import type { Forgery, Genuine } from './forgery.js';
import { wholeRequest } from './raw-wire.js';
import { secrets } from './requests.js';
import type { Seeded } from './seeded.js';

type Parameters = Readonly<Record<string, string>>;

const base = secrets.PUBLIC_BASE_URL;
const signed = (path: string, parameters: Parameters, token: string = secrets.TWILIO_AUTH_TOKEN, at: string = base) =>
  getExpectedTwilioSignature(token, at + path, parameters);

function post(path: string, parameters: Parameters | string, signature: string | null, more: Parameters = {}): Buffer {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', ...more };
  const body = typeof parameters === 'string' ? parameters : new URLSearchParams(parameters).toString();
  return wholeRequest(
    'POST',
    path,
    { ...headers, ...(signature !== null && { 'X-Twilio-Signature': signature }) },
    body,
  );
}

/** What somebody saw on the wire: a delivery of a call, with its signature. */
interface Seen {
  readonly path: string;
  readonly parameters: Parameters;
  readonly signature: string;
}

/** A call that Twilio carries, with a message that is left; it ends by hanging up. */
export class SeenCall {
  readonly seen: readonly Seen[];
  private readonly callSid: string;

  constructor(private readonly chance: Seeded) {
    this.callSid = `CA${chance.hex(32)}`;
    const recording = `RE${chance.hex(32)}`;
    const left = {
      RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${secrets.TWILIO_ACCOUNT_SID}/Recordings/${recording}`,
      ...{ RecordingSid: recording, RecordingDuration: '7' },
    };
    this.seen = (
      [
        ['voice', { CallStatus: 'ringing' }],
        ['turn?step=1', { Digits: '*' }],
        ['recording', { ...left, RecordingStatus: 'completed' }],
        ['status', { CallStatus: 'completed' }],
      ] as const
    ).map(([name, own]) => {
      const path = `/phone/twilio/${name}`;
      const parameters = { ...this.common(), ...own };
      return { path, parameters, signature: signed(path, parameters) };
    });
  }

  genuine(): readonly Genuine[] {
    return this.seen.map(({ path, parameters, signature }) => ({
      bytes: post(path, parameters, signature),
      isWhole: true,
    }));
  }

  forge(): Forgery {
    const one = this.chance.of(this.seen);
    return this.chance.of(ways)(one, this.chance, this.callSid);
  }

  private common(): Parameters {
    return {
      ...{
        AccountSid: secrets.TWILIO_ACCOUNT_SID,
        ApiVersion: '2010-04-01',
        CallSid: this.callSid,
        CallStatus: 'in-progress',
      },
      ...{
        Called: '+862265661890',
        Caller: '+8613800138000',
        Direction: 'inbound',
        From: '+8613800138000',
        To: '+862265661890',
      },
    };
  }
}

type Way = (seen: Seen, chance: Seeded, callSid: string) => Forgery;

const refused = (kind: string, bytes: Buffer): Forgery => ({ kind, bytes, isWhole: true, isRetry: false });
const newCall = (parameters: Parameters, chance: Seeded): Parameters => ({
  ...parameters,
  CallSid: `CA${chance.hex(32)}`,
});

const ways: readonly Way[] = [
  ({ path, parameters }, chance) => refused('unsigned', post(path, newCall(parameters, chance), null)),
  ({ path, parameters }, chance) =>
    refused('signed by nobody', post(path, newCall(parameters, chance), chance.bytes(20).toString('base64'))),
  ({ path, parameters }, chance) => {
    const forged = newCall(parameters, chance);
    return refused('signed with another token', post(path, forged, signed(path, forged, chance.hex(32))));
  },
  ({ path, parameters }, chance) => {
    const forged = newCall(parameters, chance);
    const at = chance.of(['http://bench.invalid', 'https://bench.invalid:8443', 'https://localhost', '']);
    return refused(
      'signed for another address',
      post(path, forged, signed(path, forged, secrets.TWILIO_AUTH_TOKEN, at)),
    );
  },
  ({ path, parameters, signature }, chance) =>
    refused('another call under a signature that was seen', post(path, newCall(parameters, chance), signature)),
  ({ path, parameters, signature }, chance) => {
    const [name, value] = chance.of([
      ['From', `+86${chance.hex(8)}`],
      ['Digits', '0'],
      ['RecordingUrl', 'https://evil.invalid/x'],
      ['CallStatus', 'busy'],
    ] as const);
    return refused(
      'another field under a signature that was seen',
      post(path, { ...parameters, [name]: value }, signature),
    );
  },
  ({ parameters, signature }, chance) =>
    refused(
      'another path under a signature that was seen',
      post(
        chance.of([
          '/phone/twilio/accepted',
          '/phone/twilio/fallback',
          '/phone/twilio/turn?step=9',
          '/phone/twilio/voice?',
        ]),
        parameters,
        signature,
      ),
    ),
  ({ path, parameters, signature }) => {
    const at = 3 + (path.length % 20);
    return refused(
      'a signature with one sign changed',
      post(path, parameters, signature.slice(0, at) + (signature[at] === 'A' ? 'B' : 'A') + signature.slice(at + 1)),
    );
  },
  ({ path, parameters }, chance) => {
    const forged = { ...newCall(parameters, chance), AccountSid: `AC${chance.hex(32)}` };
    return refused('for another account', post(path, forged, signed(path, forged)));
  },
  ({ path, parameters, signature }, chance) =>
    refused(
      'with words about its address',
      post(path, newCall(parameters, chance), signature, {
        'X-Forwarded-Host': 'bench.invalid',
        'X-Forwarded-Proto': 'https',
        'X-Original-URL': path,
      }),
    ),
  ({ path, parameters, signature }) =>
    path === '/phone/twilio/status' || path === '/phone/twilio/recording'
      ? { ...refused('the end, once more', post(path, parameters, signature)), isRetry: true }
      : refused('a delivery of a call that is over', post(path, parameters, signature)),
  (seen, chance) => ({ ...refused('borders between fields moved', moved(seen, chance)), isRetry: true }),
];

/** Moves a border between two fields, or hides one field in its neighbour: the signature still fits. */
function moved({ path, parameters, signature }: Seen, chance: Seeded): Buffer {
  const pairs = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const at = chance.below(pairs.length - 1);
  const [[name, value], [next, nextValue]] = [pairs[at] as [string, string], pairs[at + 1] as [string, string]];
  const taken = chance.below(next.length + nextValue.length + 1);
  const whole = next + nextValue;
  const rest = whole.slice(taken);
  const cut = chance.below(rest.length + 1);
  const forged: [string, string][] = [[name, value + whole.slice(0, taken)]];
  if (rest !== '') forged.push([rest.slice(0, cut), rest.slice(cut)]);
  pairs.splice(at, 2, ...forged);
  return post(path, new URLSearchParams(pairs).toString(), signature);
}
