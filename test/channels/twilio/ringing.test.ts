import { describe, expect, test } from 'vitest';
import { dialled, read } from '../../../src/channels/twilio/decode.js';
import { encode } from '../../../src/channels/twilio/encode.js';
import type { Leg } from '../../../src/domain/hotline/ring-plan.js';
import { readTwiml } from '../../../src/simulator/twiml.js';
import { DeliveryRefused } from '../../../src/web/delivery-refused.js';

const settings = { accountSid: 'AC', authToken: 't', publicBaseUrl: 'https://hotline.example', speech: false };
const connect = (legs: readonly Leg[], words = '') =>
  encode(
    [{ verb: 'connect', words, plan: { line: 'food', legs, ringSeconds: 25, whisper: '进出口食品来电' } }],
    2,
    settings,
  );

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
    dialled(read('dialled', { CallSid: `CA${'1'.repeat(32)}`, ...parameters }));

  test.each([
    [
      { DialCallStatus: 'completed', DialBridged: 'true', DialCallSid: leg },
      { outcome: 'answered', by: leg },
    ],
    [{ DialCallStatus: 'answered' }, { outcome: 'answered' }],
    // A leg that cannot be named has taken the call all the same.
    [{ DialCallStatus: 'completed', DialCallSid: 'x'.repeat(65) }, { outcome: 'answered' }],
    [{ DialCallStatus: 'completed', DialBridged: 'false', DialCallSid: leg }, { outcome: 'no-answer' }],
    [{ DialCallStatus: 'busy' }, { outcome: 'busy' }],
    [{ DialCallStatus: 'no-answer' }, { outcome: 'no-answer' }],
    [{ DialCallStatus: 'failed' }, { outcome: 'failed' }],
    [{ DialCallStatus: 'canceled' }, { outcome: 'failed' }],
  ])('%j is %j', (parameters, expected) => {
    expect(ended(parameters as Record<string, string>)).toEqual({ kind: 'transferred', ...expected });
  });

  test.each([{}, { DialCallStatus: '' }, { DialCallStatus: 'busyDirectioninbound' }, { DialCallStatus: 'complete' }])(
    '%j is no end of one',
    (parameters) => expect(() => ended(parameters as Record<string, string>)).toThrow(DeliveryRefused),
  );
});
