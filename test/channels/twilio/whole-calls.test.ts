import { afterEach, beforeEach, expect, test } from 'vitest';
import { newCall, post, startTestService, type TestService } from '../../service/running.js';

let service: TestService;
beforeEach(async () => {
  service = await startTestService();
});
afterEach(() => service.close());

/** A caller who has pressed the key of food, whose one colleague rings. */
async function ringing(): Promise<{ readonly CallSid: string; readonly dialled: string; readonly offer: string }> {
  const call = newCall(service);
  await call.ring();
  await call.press('5');
  const action = /action="https:\/\/hotline\.example([^"]*dialled[^"]*)"/.exec(call.turns.at(-1)?.answer ?? '')?.[1];
  const dialled = (action ?? '').replaceAll('&amp;', '&');
  return { CallSid: call.callSid, dialled, offer: new URLSearchParams(dialled.split('?')[1]).get('offer') ?? '' };
}

const press = (offer: string, Digits: string) =>
  post(service, `/phone/twilio/accepted?offer=${encodeURIComponent(offer)}`, {
    CallSid: `CA${'b'.repeat(32)}`,
    Digits,
  });
const states = async () =>
  (await service.store.seats.presences()).map(({ colleague, state }) => `${colleague} ${state}`);

test('a colleague who declines never ends a call, although the exchange says nothing of two being bridged', async () => {
  const { CallSid, dialled, offer } = await ringing();
  expect(await states()).toEqual(['food-1 ringing']);
  await press(offer, '2');
  const { body } = await post(service, dialled, { CallSid, DialCallStatus: 'completed' });
  expect(body).toContain('<Gather');
  expect(body).not.toContain('<Hangup');
  expect(await states()).toEqual(['food-1 resting']);
});

test('whoever pressed 1 talked, although the exchange does not say so; they write up, and the next caller waits', async () => {
  const { CallSid, dialled, offer } = await ringing();
  await press(offer, '1');
  expect(await states()).toEqual(['food-1 on-call']);
  const { body } = await post(service, dialled, { CallSid, DialCallStatus: 'completed' });
  expect(body).toContain('请您评价');
  expect(await states()).toEqual(['food-1 wrap-up']);
  const next = newCall(service);
  await next.ring();
  await next.press('5');
  expect(next.state).toBe('listening');
});

test('a caller who hangs up while it rings frees whoever rings', async () => {
  const call = newCall(service);
  await call.ring();
  await call.press('5');
  await call.hangUp();
  expect(await states()).toEqual(['food-1 free']);
});
