import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { TwilioLiveCalls } from '../../../src/channels/twilio/live-calls.js';
import { Rest } from '../../../src/simulator/telephones/rest.js';
import { type RestServer, serveRest } from '../../../src/simulator/telephones/rest-server.js';
import { type FakeWebhook, startFakeWebhook } from '../../simulator/fake-webhook.js';
import { entry, exchangeOver } from '../../simulator/telephones/fake-exchange.js';

let webhook: FakeWebhook;
let server: RestServer;
beforeAll(async () => {
  webhook = await startFakeWebhook();
});
afterAll(() => webhook.close());
afterEach(() => server.close());

async function calling() {
  const { exchange, time } = exchangeOver(webhook, { [entry]: '<Pause length="60"/>' });
  server = await serveRest(new Rest(exchange));
  const { accountSid, authToken } = exchange.account;
  const settings = { accountSid, authToken, apiBase: server.origin, publicBaseUrl: 'https://hotline.example' };
  const call = exchange.callFrom('+8613800138000');
  await call.ring();
  return { call, time, settings, id: `call:${call.callSid}` };
}

test('a call goes on until it is over, and the provider says since when', async () => {
  const { call, time, settings, id } = await calling();
  const calls = new TwilioLiveCalls(settings);
  expect(await calls.look(id)).toEqual({ isOver: false, endedAt: null });
  await time.pass(9_000);
  await call.hangUp();
  await time.pass(60_000);
  expect(await calls.look(id)).toEqual({ isOver: true, endedAt: 9_000 });
});

test('a call that the provider does not know is over; whoever may not ask hears why', async () => {
  const { settings, id } = await calling();
  const unknown = `call:CA${'0'.repeat(32)}`;
  expect(await new TwilioLiveCalls(settings).look(unknown)).toEqual({ isOver: true, endedAt: null });
  const stranger = new TwilioLiveCalls({ ...settings, authToken: 'guessed' });
  await expect(stranger.look(id)).rejects.toThrow('Twilio answered 401');
});
