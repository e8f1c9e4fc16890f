import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TwilioCall } from '../../src/simulator/twilio-call.js';
import { type FakeWebhook, startFakeWebhook } from './fake-webhook.js';

const publicBaseUrl = 'https://hotline.example';
const authToken = 'token';
let webhook: FakeWebhook;

beforeAll(async () => {
  webhook = await startFakeWebhook();
});
afterAll(() => webhook.close());

/** A call to a webhook with one document for each path; anything else gets an empty one. */
function callOf(documents: Readonly<Record<string, string>>): TwilioCall {
  webhook.answerWith(({ path }) => ({ body: `<Response>${documents[path] ?? ''}</Response>` }));
  return new TwilioCall({ deliverTo: webhook.origin, publicBaseUrl, accountSid: 'AC1', authToken });
}

const entry = '/phone/twilio/voice';
const arrived = (path: string) => webhook.received.filter((one) => one.path === path);

describe('a request', () => {
  test('is signed for the public address and carries what Twilio sends', async () => {
    const call = callOf({ [entry]: '<Say>你好</Say>' });
    await call.ring();
    const [first] = arrived(entry);
    expect(first?.form).toMatchObject({ CallSid: call.callSid, AccountSid: 'AC1', CallStatus: 'ringing' });
    expect(first?.form).toMatchObject({ Direction: 'inbound', ApiVersion: '2010-04-01', FromCountry: 'CN' });
    expect(first?.headers['i-twilio-idempotency-token']).toMatch(/\S/);
    const signature = String(first?.headers['x-twilio-signature']);
    expect(validateRequest(authToken, signature, publicBaseUrl + entry, first?.form ?? {})).toBe(true);
    expect(validateRequest(authToken, signature, webhook.origin + entry, first?.form ?? {})).toBe(false);
  });

  test('delivered again is the same request', async () => {
    const call = callOf({ [entry]: '<Gather><Say>一</Say></Gather>' });
    await call.ring();
    expect(await call.redeliver()).toBe(call.turns[0]?.answer);
    const [first, second] = arrived(entry);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['i-twilio-idempotency-token']).toBe(first?.headers['i-twilio-idempotency-token']);
  });

  test('that is refused is Twilio’s error 11200', async () => {
    const call = callOf({});
    webhook.answerWith(() => ({ status: 403, body: 'no' }));
    await expect(call.ring()).rejects.toThrow(/^11200/);
  });

  test('never leaves this machine: an address elsewhere is refused', async () => {
    const call = callOf({ [entry]: '<Redirect>https://elsewhere.example/x</Redirect>' });
    await expect(call.ring()).rejects.toThrow(/^11100/);
  });
});

describe('keys', () => {
  test.each([
    ['stop at the number of digits; the rest is lost', 'numDigits="2"', '123', '12'],
    ['stop at #, which is not sent', '', '12#3', '12'],
    ['stop at another finishing key', 'finishOnKey="*"', '1#2*3', '1#2'],
    ['go on over # when no key finishes', 'finishOnKey="" numDigits="3"', '1#23', '1#2'],
    ['are sent when time is up before all are there', 'numDigits="4"', '12', '12'],
  ])('%s', async (_, attributes, keys, digits) => {
    const call = callOf({ [entry]: `<Gather ${attributes} action="/next"><Say>请</Say></Gather>` });
    await call.ring();
    await call.press(keys);
    expect(arrived('/next')[0]?.form.Digits).toBe(digits);
  });

  test('go to the document that listens when it names no action', async () => {
    const call = callOf({ [entry]: '<Redirect>/menu?a=1</Redirect>', '/menu?a=1': '<Gather numDigits="1"/>' });
    await call.ring();
    await call.press('5');
    expect(arrived('/menu?a=1').map(({ form }) => form.Digits)).toEqual([undefined, '5']);
  });

  test('go to an address beside the document, when the action is relative', async () => {
    const call = callOf({ [entry]: '<Gather numDigits="1" action="turn?step=1"/>' });
    await call.ring();
    await call.press('5');
    expect(arrived('/phone/twilio/turn?step=1')).toHaveLength(1);
  });

  test('are refused while nothing listens', async () => {
    const call = callOf({ [entry]: '<Say>再见</Say>' });
    await call.ring();
    await expect(call.press('1')).rejects.toThrow(/nothing is listening/);
  });
});

describe('silence', () => {
  test('falls through to the next verb', async () => {
    const call = callOf({ [entry]: '<Gather action="/next"><Say>请</Say></Gather><Say>没有听到</Say><Hangup/>' });
    await call.ring();
    expect(await call.wait()).toEqual([{ kind: 'says', words: '没有听到' }, { kind: 'hangs-up' }]);
    expect(arrived('/next')).toHaveLength(0);
  });

  test('is also what # pressed first amounts to', async () => {
    const call = callOf({ [entry]: '<Gather action="/next"/><Say>没有听到</Say>' });
    await call.ring();
    expect(await call.press('#1')).toContainEqual({ kind: 'says', words: '没有听到' });
    expect(arrived('/next')).toHaveLength(0);
  });

  test('goes to the action when that is asked for', async () => {
    const call = callOf({ [entry]: '<Gather action="/next" actionOnEmptyResult="true"/>' });
    await call.ring();
    await call.wait();
    expect(arrived('/next')[0]?.form.Digits).toBe('');
  });

  test('is all that speech is to a line that listens for keys', async () => {
    const call = callOf({ [entry]: '<Gather action="/next"/><Say>没有听到</Say>' });
    await call.ring();
    expect(await call.speak('查进度')).toContainEqual({ kind: 'says', words: '没有听到' });
    expect(arrived('/next')).toHaveLength(0);
  });
});

test('speech is sent where the line listens for it', async () => {
  const call = callOf({ [entry]: '<Gather input="dtmf speech" language="cmn-Hans-CN" action="/next"/>' });
  await call.ring();
  expect(call.listens?.speech).toBe(true);
  await call.speak('查进度', 0.5);
  expect(arrived('/next')[0]?.form).toMatchObject({ SpeechResult: '查进度', Confidence: '0.5' });
});

test('redirects without end are refused', async () => {
  const call = callOf({ [entry]: `<Redirect>${entry}</Redirect>` });
  await expect(call.ring()).rejects.toThrow(/redirects without end/);
  expect(arrived(entry).length).toBeLessThan(30);
});

describe('a dial', () => {
  const number = '<Number url="/whisper">+862265661890</Number>';

  test.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
    ['answers', 'completed'],
  ] as const)('that ends with "%s" tells its action %s', async (outcome, status) => {
    const call = callOf({ [entry]: `<Dial action="/after">${number}</Dial>`, '/after': '<Say>好</Say>' });
    expect(await call.ring()).toEqual([{ kind: 'rings', targets: ['+862265661890'] }]);
    expect(call.state).toBe('dialling');
    expect(await call.staff(outcome)).toContainEqual({ kind: 'says', words: '好' });
    expect(arrived('/after')[0]?.form.DialCallStatus).toBe(status);
  });

  test('is asked about after a hang-up too, and nothing of the answer is carried out', async () => {
    const call = callOf({ [entry]: `<Dial action="/after">${number}</Dial>`, '/after': '<Say>再见</Say>' });
    await call.ring();
    expect(await call.hangUp()).toEqual([]);
    expect(arrived('/after')[0]?.form).toMatchObject({ DialCallStatus: 'no-answer', CallStatus: 'completed' });
    expect(call.state).toBe('ended');
  });

  test('without an action goes on with the document', async () => {
    const call = callOf({ [entry]: `<Dial>${number}</Dial><Say>还在</Say>` });
    await call.ring();
    expect(await call.staff('busy')).toContainEqual({ kind: 'says', words: '还在' });
  });

  test('whispers to whoever picks up, on a call of their own, and they press 1', async () => {
    const call = callOf({
      [entry]: `<Dial>${number}</Dial>`,
      '/whisper': '<Gather numDigits="1" action="/accept"><Say>口岸通关来电</Say></Gather><Hangup/>',
    });
    await call.ring();
    expect((await call.staff('answers')).slice(0, 2)).toEqual([
      { kind: 'whispers', words: '口岸通关来电' },
      { kind: 'bridged' },
    ]);
    const [whisper] = arrived('/whisper');
    expect(whisper?.form.CallSid).not.toBe(call.callSid);
    expect(whisper?.form.ParentCallSid).toBe(call.callSid);
    expect(arrived('/accept')[0]?.form).toMatchObject({ Digits: '1', CallSid: whisper?.form.CallSid });
  });
});

test('a link is fetched with its parameters in the order of the alphabet', async () => {
  const call = callOf({
    [entry]: '<Redirect>/next?step=2&amp;line=a%20b</Redirect>',
    '/next?line=a%20b&step=2': '<Say>好</Say>',
  });
  expect(await call.ring()).toContainEqual({ kind: 'says', words: '好' });
});

describe('a recording', () => {
  const record = { [entry]: '<Record maxLength="120" action="/kept" recordingStatusCallback="/recorded"/>' };

  test('ended by # goes to the action, and then to the callback', async () => {
    const call = callOf({ ...record, '/kept': '<Say>已收到</Say>' });
    expect(await call.ring()).toEqual([{ kind: 'records', maxSeconds: 120 }]);
    expect(await call.leaveMessage(12)).toContainEqual({ kind: 'says', words: '已收到' });
    const [kept] = arrived('/kept');
    expect(kept?.form).toMatchObject({ RecordingDuration: '12', Digits: '#' });
    expect(arrived('/recorded')[0]?.form).toMatchObject({
      RecordingSid: kept?.form.RecordingSid,
      RecordingUrl: kept?.form.RecordingUrl,
      RecordingStatus: 'completed',
    });
  });

  test('cut off by hanging up is kept too, and the call ends once', async () => {
    const call = callOf(record);
    await call.ring();
    await call.hangUp(9);
    expect(arrived('/kept')[0]?.form).toMatchObject({ RecordingDuration: '9', Digits: 'hangup' });
    expect(arrived('/phone/twilio/status')).toHaveLength(1);
    expect(call.state).toBe('ended');
  });
});

describe('the end', () => {
  test('comes with the last verb, and is told once', async () => {
    const call = callOf({ [entry]: '<Say>再见</Say>' });
    expect((await call.ring()).at(-1)).toEqual({ kind: 'hangs-up' });
    await call.hangUp();
    expect(arrived('/phone/twilio/status').map(({ form }) => form.CallStatus)).toEqual(['completed']);
  });

  test('comes with hanging up, wherever the call is', async () => {
    const call = callOf({ [entry]: '<Gather><Say>请</Say></Gather>' });
    await call.ring();
    await call.hangUp();
    expect(call.state).toBe('ended');
    expect(arrived('/phone/twilio/status')).toHaveLength(1);
  });
});
