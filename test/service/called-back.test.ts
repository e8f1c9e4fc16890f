import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { TwilioDialler } from '../../src/channels/twilio/dialler.js';
import { CallRefused } from '../../src/domain/callbacks/dialler.js';
import { caseOf } from '../operations/fixtures.js';
import { post, publicBaseUrl, startTestService, type TestService, token } from './running.js';

const caseNo = '201610210001';
const call = `CA${'0'.repeat(31)}7`;
const askedAt = Date.parse('2016-10-21T09:50:00+08:00');
const form = { CallSid: call, From: '+85220000000', To: '+85221234567', Direction: 'outbound-api' };

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
  const callback = { caseNo, line: 'food', number: '+85221234567', conversationId: 'call:old', askedAt };
  await service.store.cases.open({ ...caseOf('call:1'), caseNo }, [{ kind: 'ask-callback', callback }]);
  await service.store.callbacks.dial(caseNo, askedAt);
});
afterAll(() => service.close());

test('whoever takes the call is asked for the key; a mailbox presses none and is hung up on', async () => {
  const { body } = await post(service, `/phone/twilio/called-back?attempt=1&case=${caseNo}`, form);
  expect(body).toMatch(/<Gather[^>]*numDigits="1"[^>]*>.*给您回电。请按一.*<\/Gather><Gather.*<Hangup\/>/s);
  const action = /action="([^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
  expect(action).toBe(`${publicBaseUrl}/phone/twilio/called-back-taken?attempt=1&case=${caseNo}`);
  expect((await post(service, `/phone/twilio/called-back?attempt=1`, form)).status).toBe(400);
});

test('who presses it is in their line at once, at their place, as themselves', async () => {
  const taken = `/phone/twilio/called-back-taken?attempt=1&case=${caseNo}`;
  const other = await post(service, taken, { ...form, Digits: '2' });
  // Who presses another key is there, and is told again which one it is.
  expect(other.body).toMatch(/<Gather [^>]*called-back-taken\?again=1/);
  expect((await service.store.callbacks.get(caseNo))?.state).toBe('dialled');
  const { body } = await post(service, taken, { ...form, Digits: '1' });
  expect(body).toMatch(/<Dial|<Gather|<Record/);
  expect(body).not.toContain('一拨就灵');
  expect(await post(service, taken, { ...form, Digits: '1' })).toMatchObject({ status: 200, body });
  expect(await service.store.callbacks.get(caseNo)).toMatchObject({ state: 'reached', attempts: 1 });
  expect(await service.store.waiting.get(`call:${call}`)).toMatchObject({ enteredAt: askedAt, line: 'food' });
  expect(await service.store.conversations.get(`call:${call}`)).toMatchObject({ personId: '+85221234567' });
});

test('its end is told, late and twice', async () => {
  await service.store.waiting.note(`call:${call}`, 'served', askedAt);
  for (const CallStatus of ['completed', 'completed', 'busy']) {
    const over = `/phone/twilio/called-back-over?attempt=1&case=${caseNo}`;
    expect((await post(service, over, { ...form, CallStatus })).status).toBe(200);
  }
  expect((await service.store.callbacks.get(caseNo))?.state).toBe('connected');
  expect((await service.store.conversations.get(`call:${call}`))?.hungUp).toBe(true);
});

test('a call is one request, with whole addresses; what the provider never rings is told from what it could not ring now', async () => {
  const asked: URLSearchParams[] = [];
  const answers = [
    [201, { sid: call }],
    [400, { code: 21215, message: 'not authorized' }],
    [503, {}],
  ] as const;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => {
      body += data;
    });
    request.on('end', () => {
      const [status, told] = answers[asked.length] ?? [500, {}];
      asked.push(new URLSearchParams(body));
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(told));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => void server.close());
  const apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const account = { accountSid: 'AC1', authToken: token, apiBase, callerId: '+85220000000' };
  const calls = new TwilioDialler({ ...account, publicBaseUrl, speech: false });
  const dial = () => calls.dial(caseNo, 2, '+85221234567', 30);
  expect(await dial()).toBe(call);
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    ...{ To: '+85221234567', From: '+85220000000', Timeout: '30', Method: 'POST', StatusCallbackEvent: 'completed' },
    Url: `${publicBaseUrl}/phone/twilio/called-back?attempt=2&case=${caseNo}`,
    StatusCallback: `${publicBaseUrl}/phone/twilio/called-back-over?attempt=2&case=${caseNo}`,
  });
  await expect(dial()).rejects.toThrow(CallRefused);
  await expect(dial()).rejects.toThrow('Twilio answered 503');
});
