import { createHmac } from 'node:crypto';
import { CodedError } from '../domain/errors/errors.js';
import type { ClaimedMessage } from '../domain/outbox/message.js';
import { type Sender, Undeliverable } from '../domain/outbox/sender.js';
import type { Clock } from '../domain/time/clock.js';
import { zonedText } from '../domain/time/zone.js';
import type { Notification } from './notification.js';
import type { WebhookSettings } from './settings.js';

/** A system that takes longer has it again later. */
const timeoutMs = 10_000;

/** What the other system said instead of taking a notice. */
export class WebhookRefused extends CodedError {
  readonly code = 'webhook-refused';
}

/**
 * Tells another system that a case came, or that a colleague was put away, by a request signed as Standard Webhooks has it: `webhook-id` names the notice, the same at each
 * attempt, so that whoever gets it twice knows; `webhook-timestamp` is when this attempt was made; `webhook-signature` covers both and the body.
 */
export class WebhookSender implements Sender {
  constructor(
    private readonly settings: WebhookSettings,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws Undeliverable when it says that the address is gone for good (410)
   * @throws WebhookRefused for any other answer that is not 2xx, a redirection too
   */
  async send({ key, body }: ClaimedMessage): Promise<void> {
    const payload = payloadOf(JSON.parse(body) as Notification);
    const at = Math.floor(this.clock.now() / 1000);
    const response = await fetch(this.settings.url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'User-Agent': 'Yibo',
        'webhook-id': key,
        'webhook-timestamp': String(at),
        'webhook-signature': signatureOf(key, at, payload, this.settings.secret),
      },
      body: payload,
      // A signed notice goes where it was meant to go.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (response.ok) return;
    if (response.status === 410) throw new Undeliverable('CASE_WEBHOOK_URL is gone for good (410): set another');
    throw new WebhookRefused(`the system behind CASE_WEBHOOK_URL answered ${response.status}`);
  }
}

/** @returns what is sent: the event, when it happened, and what it is about without any caller in it */
export function payloadOf(notice: Notification): string {
  if ('colleague' in notice) {
    const { at, until, ...rest } = notice;
    const data = { ...rest, until: until === null ? null : zonedText(until) };
    return JSON.stringify({ type: 'colleague.put-away', timestamp: zonedText(at), data });
  }
  const { caseNo, openedAt, ...rest } = notice;
  return JSON.stringify({ type: 'case.opened', timestamp: zonedText(openedAt), data: { case: caseNo, ...rest } });
}

/**
 * Signs as Standard Webhooks has it: HMAC-SHA256 over `id.timestamp.payload`, in base64 after `v1,`.
 * @param at in seconds since 1970
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signatureOf(id: string, at: number, payload: string, secret: Buffer): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${at}.${payload}`).digest('base64')}`;
}
