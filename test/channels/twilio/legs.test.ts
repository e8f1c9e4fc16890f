import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { readTwiml } from '../../../src/simulator/twiml.js';
import { newCall, post, startTestService, type TestService } from '../../service/running.js';

const at = Date.parse('2016-10-21T10:00:00+08:00');
let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

let serial = 0;
/** Names a leg of the provider's. */
const legSid = () => `CA${String(++serial).padStart(32, 'a')}`;

let caller: string;
let offers: readonly string[];
/** A caller for whom two colleagues of their own ring. */
beforeEach(async () => {
  const call = newCall(service);
  await call.ring();
  caller = `call:${call.callSid}`;
  const wanted = ['one', 'two'].map((name) => {
    const colleague = `${name}-${call.callSid}`;
    const id = `${caller}:7:${colleague}`;
    const ringing = { conversationId: caller, line: 'food', round: 7, because: 'not rung yet', offeredAt: at };
    return { id, colleague, address: `sip:${name}@pbx.invalid`, ...ringing };
  });
  await service.store.seats.reserve(wanted, at + 60_000, at);
  offers = wanted.map(({ id }) => id);
});

const link = (path: string, offer = '') =>
  `/phone/twilio/${path}?${path === 'whisper' ? 'line=food&' : ''}offer=${encodeURIComponent(offer)}`;
const outcomes = async () => (await service.store.seats.offersOf(caller)).map(({ outcome }) => outcome);
const pressed = async (offer: string | undefined, Digits: string) =>
  (await post(service, link('accepted', offer), { CallSid: legSid(), Digits })).body;
const joins = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

test('whoever picks up presses 1 for what was offered to them; the second one who does hears the call end', async () => {
  const [one, two] = offers;
  const heard = await post(service, link('whisper', one), { CallSid: legSid(), ParentCallSid: caller.slice(5) });
  const [gather] = readTwiml(heard.body, heard.type);
  expect(gather?.attributes.action).toBe(`https://hotline.example${link('accepted', one)}`);
  expect(await pressed(one, '1')).toBe(joins);
  expect(await pressed(two, '1')).toContain('<Hangup/>');
  expect(await pressed(one, '1')).toBe(joins);
  expect(await outcomes()).toEqual(['taken', 'lost']);
});

test('another key refuses; what becomes of a leg is told of it, once, and only its end counts', async () => {
  const [one, two] = offers;
  expect(await pressed(one, '2')).toContain('<Hangup/>');
  const told = (CallStatus: string) => post(service, link('leg', two), { CallSid: legSid(), CallStatus });
  expect(await told('ringing')).toMatchObject({ status: 200, body: joins });
  expect(await outcomes()).toEqual(['refused', null]);
  expect(await told('busy')).toMatchObject({ status: 200, body: joins });
  await told('no-answer');
  expect(await outcomes()).toEqual(['refused', 'busy']);
});

test('a link without an offer, or with one that nobody knows, costs no call', async () => {
  const accepted = { CallSid: legSid(), Digits: '1' };
  expect((await post(service, '/phone/twilio/accepted', accepted)).body).toBe(joins);
  expect(await pressed('call:CA1:0:nobody', '1')).toBe(joins);
  expect(await post(service, '/phone/twilio/leg', { CallSid: legSid(), CallStatus: 'busy' })).toMatchObject({
    status: 200,
  });
  expect(await outcomes()).toEqual([null, null]);
});

test('a caller who hangs up lets whoever is rung go, and the dial’s action after it is answered with nothing', async () => {
  await post(service, '/phone/twilio/status', { CallSid: caller.slice(5), CallStatus: 'completed' });
  expect(await outcomes()).toEqual(['withdrawn', 'withdrawn']);
  const dialled = `/phone/twilio/dialled?offer=${encodeURIComponent(offers[0] ?? '')}&step=1`;
  const form = { CallSid: caller.slice(5), DialCallStatus: 'no-answer', CallStatus: 'completed' };
  expect(await post(service, dialled, form)).toMatchObject({ status: 200, body: joins });
});
