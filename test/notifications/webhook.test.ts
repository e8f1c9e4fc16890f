import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Undeliverable } from '../../src/domain/outbox/sender.js';
import { notificationsOf } from '../../src/notifications/notification.js';
import { notificationSettings } from '../../src/notifications/settings.js';
import { signatureOf, WebhookRefused, WebhookSender } from '../../src/notifications/webhook.js';
import { caseOf, now } from '../operations/fixtures.js';

const secret = Buffer.from('0123456789abcdef0123456789abcdef');
const clock = { now: () => now + 999 };

/** Another system, which answers each request with the next of these. */
async function system(...answers: number[]) {
  const requests: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (data: string) => {
      body += data;
    });
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      const status = answers.shift() ?? 204;
      response.writeHead(status, status === 302 ? { location: '/elsewhere' } : {}).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cases?from=yibo`;
  const send = async () => {
    const [message] = notificationsOf(
      { ...caseOf('call:1'), message: { kind: 'recording', url: 'https://api.twilio.com/RE1', seconds: 35 } },
      { webhook: { url, secret }, mail: null },
    );
    if (!message) throw new Error('a notice');
    return new WebhookSender({ url, secret }, clock).send({ ...message, attempts: 1 });
  };
  return { requests, send };
}

test('signs as Standard Webhooks has it', () => {
  const bytes = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
  expect(signatureOf('msg_p5jXN8AQM9LWM0D4loKWxJek', 1614265330, '{"test": 2432232314}', bytes)).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  );
});

describe('a notice', () => {
  test('names the case, and nobody; whoever gets it can see that it is ours, of now, and which', async () => {
    const { requests, send } = await system();
    await send();
    const [{ headers, body } = { headers: {}, body: '' }] = requests;
    expect(JSON.parse(body)).toEqual({
      type: 'case.opened',
      timestamp: '2016-10-21T10:00:00+08:00',
      data: {
        case: '201610210001',
        kind: 'consultation',
        line: 'general',
        channel: 'phone',
        message: 'recording',
        seconds: 35,
      },
    });
    const id = 'case:201610210001:opened:webhook';
    expect([headers['webhook-id'], headers['webhook-timestamp']]).toEqual([id, String(now / 1000)]);
    const signed = createHmac('sha256', secret)
      .update(`${id}.${now / 1000}.${body}`)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${signed}`);
  });

  test.each([500, 400, 404, 302])('that is answered %i is owed still; nobody else gets it', async (status) => {
    const { requests, send } = await system(status, 200);
    await expect(send()).rejects.toThrow(WebhookRefused);
    expect(requests).toHaveLength(1);
    await send();
    expect(new Set(requests.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('that is answered 410 is not told again', async () => {
    await expect((await system(410)).send()).rejects.toThrow(Undeliverable);
  });
});

test('the secret is the bytes behind whsec_, the sender of mail who signs in, or the first who gets it', () => {
  const settings = notificationSettings({
    ...{ CASE_WEBHOOK_URL: 'https://oa.example/', CASE_WEBHOOK_SECRET: `whsec_${secret.toString('base64')}` },
    ...{ SMTP_URL: 'smtps://bot%40tj.example:x@mail.example', CASE_MAIL_TO: 'a@tj.example, b@tj.example,a@tj.example' },
  });
  expect(settings.webhook?.secret.equals(secret)).toBe(true);
  expect(settings.mail).toMatchObject({ from: 'bot@tj.example', to: ['a@tj.example', 'b@tj.example'] });
  const other = notificationSettings({ SMTP_URL: 'smtp://mail.example', CASE_MAIL_TO: 'a@tj.example' });
  expect([other.webhook, other.mail?.from]).toEqual([null, 'a@tj.example']);
});
