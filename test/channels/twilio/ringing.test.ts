import { describe, expect, test } from 'vitest';
import { dialEnd, legEnd, read, readOffer } from '../../../src/channels/twilio/decode.js';
import { encode } from '../../../src/channels/twilio/encode.js';
import type { Leg } from '../../../src/domain/hotline/ring-plan.js';
import { readTwiml } from '../../../src/simulator/twiml.js';
import { DeliveryRefused } from '../../../src/web/delivery-refused.js';

const settings = { accountSid: 'AC', authToken: 't', publicBaseUrl: 'https://hotline.example', speech: false };
const connect = (legs: readonly Leg[], words = '') =>
  encode([{ verb: 'connect', words, plan: { line: 'food', legs, ringSeconds: 25 } }], 2, settings);

describe('a ring plan as Twilio reads it', () => {
  test('its legs ring at once, each with the link to what a colleague hears', () => {
    const legs: Leg[] = [
      { kind: 'sip', address: 'sip:1501@pbx.invalid' },
      { kind: 'number', address: '+862265661890' },
    ];
    const whisper = 'url="https://hotline.example/phone/twilio/whisper?line=food" method="POST"';
    expect(connect(legs, '正在转接').body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Say language="cmn-CN" voice="Polly.Zhiyu-Neural">正在转接</Say>' +
        '<Dial action="https://hotline.example/phone/twilio/dialled?step=2" method="POST" timeout="25" answerOnBridge="true">' +
        `<Sip ${whisper}>sip:1501@pbx.invalid</Sip><Number ${whisper}>+862265661890</Number></Dial></Response>`,
    );
  });

  test('what is said before listens for a key, where one is wanted: without one, the document goes on and rings', () => {
    const keys = { count: 1, hashEnds: false, waitSeconds: 1 };
    const legs: Leg[] = [{ kind: 'sip', address: 'sip:1501@pbx.invalid' }];
    const plan = { line: 'food', legs, ringSeconds: 25 };
    const verbs = (words: string) => {
      const { body, contentType } = encode([{ verb: 'connect', words, plan, keys }], 2, settings);
      return readTwiml(body, contentType).map(({ name, attributes }) => [name, attributes.timeout, attributes.action]);
    };
    const action = (path: string) => `https://hotline.example/phone/twilio/${path}?step=2`;
    const dial = ['Dial', '25', action('dialled')];
    expect(verbs('正在为您接通。')).toEqual([['Gather', '1', action('turn')], dial]);
    expect(verbs('')).toEqual([dial]);
  });

  test('a leg that was offered says whose it is in each of its links, and what comes of it is told', () => {
    const [one, two] = ['call:CA1:0:food-1', 'call:CA1:0:food-2'];
    const { body, contentType } = connect([
      { kind: 'sip', address: 'sip:1501@pbx.invalid', offerId: one },
      { kind: 'number', address: '+862265661890', offerId: two },
    ]);
    const [dial] = readTwiml(body, contentType);
    expect(dial?.attributes.action).toBe(
      'https://hotline.example/phone/twilio/dialled?offer=call%3ACA1%3A0%3Afood-1&step=2',
    );
    expect(dial?.children.map(({ attributes }) => attributes)).toEqual(
      [one, two].map((offer) => ({
        url: `https://hotline.example/phone/twilio/whisper?line=food&offer=${encodeURIComponent(offer)}`,
        method: 'POST',
        statusCallback: `https://hotline.example/phone/twilio/leg?offer=${encodeURIComponent(offer)}`,
        statusCallbackEvent: 'completed',
        statusCallbackMethod: 'POST',
      })),
    );
  });

  test('the first ten that a telephone reaches, for Twilio rings no more', () => {
    const numbers = Array.from({ length: 12 }, (_, index): Leg => ({ kind: 'number', address: `+86220000${index}` }));
    const { body, contentType } = connect([{ kind: 'wechat', address: 'kf2001@tjgj' }, ...numbers]);
    const rung = readTwiml(body, contentType)[0]?.children.map(({ text }) => text);
    expect(rung).toEqual(numbers.slice(0, 10).map(({ address }) => address));
  });
});

const leg = `CA${'2'.repeat(32)}`;

describe('how a Dial ended', () => {
  const ended = (parameters: Record<string, string>) =>
    dialEnd(read('dialled', { CallSid: `CA${'1'.repeat(32)}`, ...parameters }));

  test.each([
    [{ DialCallStatus: 'completed', DialBridged: 'true' }, 'completed', true],
    [{ DialCallStatus: 'completed', DialBridged: 'false' }, 'completed', false],
    // Not every exchange that speaks Twilio's words says whether two calls were bridged, nor whose leg it was.
    [{ DialCallStatus: 'answered', DialCallSid: 'x'.repeat(65) }, 'completed', null],
    [{ DialCallStatus: 'busy' }, 'busy', null],
    [{ DialCallStatus: 'no-answer' }, 'no-answer', null],
    [{ DialCallStatus: 'failed' }, 'failed', null],
    [{ DialCallStatus: 'canceled' }, 'canceled', null],
  ])('%j', (parameters, status, isBridged) => {
    expect(ended(parameters as Record<string, string>)).toEqual({ status, isBridged, isCallerGone: false });
  });

  test.each([
    ['completed', true],
    ['in-progress', false],
    ['no status of a call', false],
  ])('a caller whose call is %s has hung up: %s', (CallStatus, isCallerGone) => {
    expect(ended({ DialCallStatus: 'no-answer', CallStatus })).toMatchObject({ isCallerGone });
  });

  test.each([{}, { DialCallStatus: '' }, { DialCallStatus: 'busyDirectioninbound' }, { DialCallStatus: 'complete' }])(
    '%j is no end of one',
    (parameters) => expect(() => ended(parameters as Record<string, string>)).toThrow(DeliveryRefused),
  );
});

test.each([
  ['completed', 'completed'],
  ['busy', 'busy'],
  ['no-answer', 'no-answer'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
  ['ringing', null],
  ['in-progress', null],
])('a leg that is %s ended: %s', (CallStatus, end) => {
  expect(legEnd(read('leg', { CallSid: leg, CallStatus }))).toBe(end);
});

test('an offer is what a link names, and nothing else', () => {
  expect(readOffer('call:CA1:0:food-1')).toBe('call:CA1:0:food-1');
  for (const other of [undefined, '', 'x'.repeat(301), ['a', 'b']]) expect(readOffer(other)).toBeNull();
});
