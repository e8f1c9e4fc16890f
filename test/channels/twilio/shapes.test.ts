import { once } from 'node:events';
import { connect } from 'node:net';
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callOf, read } from '../../../src/channels/twilio/decode.js';
import { encode, encodeAccepted, encodeApology, encodeWhisper } from '../../../src/channels/twilio/encode.js';
import type { Reply } from '../../../src/domain/conversation/reply.js';
import { DeliveryRefused } from '../../../src/web/delivery-refused.js';
import { allCases } from '../../all-cases.js';
import { post, publicBaseUrl, startTestService, type TestService, token } from '../../service/running.js';

const [voice, turn] = ['/phone/twilio/voice', '/phone/twilio/turn?step=1'];
const CallSid = `CA${'1b'.repeat(16)}`;
const RecordingSid = `RE${'3d'.repeat(16)}`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

let serial = 0;
const newSid = () => `CA${String(++serial).padStart(32, '0')}`;
/** What the same number leaves within minutes is one case: here everybody has a number of their own. */
const newNumber = () => `+86138${String(++serial).padStart(8, '0')}`;

describe('what decides whose call it is has exactly the shape of Twilio’s documents', () => {
  const recorded = { CallSid, RecordingUrl: 'https://a.example/r', RecordingSid, RecordingDuration: '5' };
  test.each([
    ['voice', { CallSid: `${CallSid}CallStatusringing` }],
    ['voice', { CallSid: CallSid.toUpperCase() }],
    ['voice', { CallSid: CallSid.slice(0, -1) }],
    ['voice', { CallSid: `${CallSid}\n` }],
    ['voice', { CallSid: [CallSid, CallSid] }],
    ['voice', {}],
    ['turn', { CallSid, Digits: '5From+8613800138000' }],
    ['turn', { CallSid, Digits: '1 2' }],
    ['turn', { CallSid, Digits: '１' }],
    ['dialled', { CallSid }],
    ['dialled', { CallSid, DialCallStatus: 'busyDirectioninbound' }],
    ['dialled', { CallSid, DialCallStatus: 'Busy' }],
    ['dialled', { CallSid, DialCallStatus: 'completed', DialBridged: 'falseDialCallDuration0' }],
    ['status', { CallSid }],
    ['status', { CallSid, CallStatus: 'complete' }],
    ['recorded', { ...recorded, RecordingSid: `${RecordingSid}To+86` }],
    ['recorded', { ...recorded, RecordingUrl: 'https://a.example/r To+86' }],
    ['recorded', { ...recorded, RecordingUrl: 'file:///etc/passwd' }],
    ['recorded', { ...recorded, RecordingDuration: '5RecordingSid' }],
    ['recording', recorded],
    ['recording', { ...recorded, RecordingStatus: 'completedRecordingUrl' }],
  ] as const)('%s refuses %j', (webhook, form) => {
    expect(() => read(webhook, form)).toThrow(DeliveryRefused);
  });

  test('the recording’s id is its SID, by whichever parameter says it; without one there is no case', async () => {
    const sids = ['a', 'b', 'c'].map((end) => `RE${'4'.repeat(31)}${end}`);
    const url = (sid = '') => `https://api.twilio.com/2010-04-01/Accounts/AC1/Recordings/${sid}`;
    const said = { RecordingStatus: 'completed', RecordingDuration: '5' };
    const send = async (more: Record<string, string>) =>
      (await post(service, '/phone/twilio/recording', { CallSid: newSid(), From: newNumber(), ...said, ...more }))
        .status;
    expect(await send({ RecordingUrl: url(sids[0]) })).toBe(200);
    expect(await send({ RecordingUrl: `${url(sids[1])}.mp3`, RecordingSid: sids[1] ?? '' })).toBe(200);
    expect(await send({ RecordingUrl: `${url(sids[0])}.wav` })).toBe(200);
    expect(await send({ RecordingUrl: url('latest') })).toBe(400);
    const sources = (await allCases(service.store)).map(({ sourceId }) => sourceId);
    expect(sources.sort()).toEqual(sids.slice(0, 2).map((sid) => `recording:${sid}`));
  });

  test('only the account’s own deliveries are believed', async () => {
    for (const AccountSid of [`AC${'9'.repeat(32)}`, `${service.secrets.twilio.accountSid}x`, '']) {
      expect((await post(service, voice, { CallSid: newSid(), AccountSid })).status).toBe(403);
    }
    const told = await (await fetch(`${service.origin}/metrics`)).text();
    expect(told).toContain('yibo_refusals_total{channel="phone",reason="account"} 3');
  });
});

describe('what we can do without never costs a call', () => {
  test.each([
    ['a number longer than any', { From: `sip:${'x'.repeat(3000)}@h.example` }],
    ['no number', { From: '' }],
    ['a number of control characters', { From: '\u0000\u0007\ud800' }],
    ['parameters that nobody knows', { SipHeader_X: 'x'.repeat(9000), __proto__: 'x', constructor: 'y', '': 'z' }],
    ['a status that nobody knows', { CallStatus: 'dreaming', Direction: 'sideways', ApiVersion: '3' }],
  ])('%s', async (_name, more: Record<string, string>) => {
    const sid = newSid();
    const { status, body } = await post(service, voice, { CallSid: sid, ...more });
    expect([status, body.includes('<Gather ')]).toEqual([200, true]);
    const { personId } = (await service.store.conversations.get(`call:${sid}`)) ?? {};
    expect(personId?.length ?? 999).toBeLessThanOrEqual(200);
  });

  test.each([
    ['210 keys at once', { Digits: '7'.repeat(210) }],
    ['a book of spoken words', { SpeechResult: '报检'.repeat(3000), Confidence: 'x'.repeat(500) }],
    ['a wait among the keys', { Digits: '1w2' }],
  ])('%s are answered like any wrong entry', async (_name, more) => {
    const sid = newSid();
    await post(service, voice, { CallSid: sid });
    const { status, body } = await post(service, turn, { CallSid: sid, ...more });
    expect([status, body.includes('<Gather ')]).toEqual([200, true]);
  });
});

test('a whole address in the request line is the same one, also where the public one has a port', async () => {
  const base = 'https://hotline.example:8443';
  const other = await startTestService({ PUBLIC_BASE_URL: base });
  const form = { AccountSid: other.secrets.twilio.accountSid, CallSid: newSid(), From: '+8613800138000' };
  const body = new URLSearchParams(form).toString();
  for (const signedFor of [base, publicBaseUrl]) {
    const socket = connect(Number(new URL(other.origin).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      `POST ${base}${voice} HTTP/1.1\r\nHost: hotline.example:8443\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
        `X-Twilio-Signature: ${getExpectedTwilioSignature(token, signedFor + voice, form)}\r\n` +
        `Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    let heard = '';
    for await (const piece of socket) heard += piece;
    expect(heard).toMatch(/^HTTP\/1\.1 200 [\s\S]*<Gather /);
  }
  await other.close();
});

test('every link we write has its parameters in the order of the alphabet', async () => {
  const settings = { accountSid: 'AC', authToken: 't', publicBaseUrl, speech: true };
  const keys = { count: 1, hashEnds: false, waitSeconds: 5 };
  const plan = {
    line: 'food & drink',
    legs: [{ kind: 'number', address: '+8622', offerId: 'call:CA1:0:food-1' }],
    ringSeconds: 5,
  } as const;
  const replies: readonly Reply[] = [
    { verb: 'ask', words: 'a', keys },
    { verb: 'choose', words: 'b', keys, hints: ['x'] },
    { verb: 'connect', words: 'c', plan },
    { verb: 'record', words: 'd', maxSeconds: 60 },
    { verb: 'end', words: 'e' },
  ] as readonly Reply[];
  const documents = [
    ...replies.map((reply) => encode([reply], 12, settings)),
    encodeWhisper('w', 'call:CA1:0:food-1', settings),
    encodeAccepted(true),
    encodeApology({ words: 'a', plan, after: 'b' }),
  ];
  const links = documents.flatMap(({ body }) =>
    [...body.matchAll(/https:[^"<]+/g)].map(([url]) => new URL(url.replaceAll('&amp;', '&'))),
  );
  expect(links.filter(({ searchParams }) => searchParams.size > 1).length).toBeGreaterThan(2);
  for (const { search, searchParams } of links) {
    searchParams.sort();
    expect(
      search
        .slice(1)
        .split('&')
        .map((one) => one.split('=')[0]),
    ).toEqual(search === '' ? [''] : [...searchParams.keys()]);
  }
});

test.each([
  ...['', 'anonymous', 'Anonymous', 'Restricted', 'BLOCKED', 'unknown', 'Unavailable', 'private'],
  ...['+266696687', '266696687', '+7378742833', '+2562533', '+8656696', '+86282452253'],
  ...['sip:anonymous@anonymous.invalid', 'sips:Anonymous@carrier.example', ' anonymous '],
])('%j is a number that is withheld, and nobody’s', (From) => {
  expect(callOf({ CallSid, From }).from).toBeNull();
});

test.each([
  '+8613800138000',
  '+862227901234',
  '13800138000',
  'sip:zhang@h.example',
  'client:anonymous-7',
  '+26669668712',
])('%j is somebody', (From) => {
  expect(callOf({ CallSid, From }).from).toBe(From);
});
