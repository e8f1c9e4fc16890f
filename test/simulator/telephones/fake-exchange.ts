import { Exchange, type ExchangeOptions } from '../../../src/simulator/telephones/exchange.js';
import type { LiveCall } from '../../../src/simulator/telephones/live-call.js';
import { ManualTimeline } from '../../../src/simulator/telephones/timeline.js';
import type { FakeWebhook } from '../fake-webhook.js';

export const publicBaseUrl = 'https://hotline.example';
export const entry = '/phone/twilio/voice';

/** What arrived at an address, oldest first. */
export const arrivedAt = (webhook: FakeWebhook, path: string) =>
  webhook.received.filter((one) => one.path === path).map(({ form }) => form);

/** An exchange whose service answers each path with one document; anything else gets an empty one. */
export function exchangeOver(
  webhook: FakeWebhook,
  documents: Readonly<Record<string, string>>,
  options: ExchangeOptions = {},
) {
  webhook.answerWith(({ path }) => ({ body: `<Response>${documents[path] ?? ''}</Response>` }));
  const time = new ManualTimeline();
  const account = { deliverTo: webhook.origin, publicBaseUrl, accountSid: 'AC1', authToken: 'token' };
  return { time, exchange: new Exchange(account, { ...options, timeline: time }) };
}

/** What of a call was heard, in short. */
export function heardBy({ heard }: Pick<LiveCall, 'heard'>): string[] {
  return heard.map((one) => ('words' in one ? one.words : one.kind));
}
