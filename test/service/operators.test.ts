import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestService, type TestService } from './running.js';

const token = 'a-token-of-operators-7f3a';
let service: TestService;
let without: TestService;
beforeAll(async () => {
  [service, without] = await Promise.all([startTestService({ YIBO_OPERATIONS_TOKEN: token }), startTestService()]);
});
afterAll(() => Promise.all([service.close(), without.close()]));

/** @param headers what shows that somebody comes from elsewhere, and what they know */
function get(
  path: string,
  headers: Record<string, string> = {},
  from = service,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(from.origin + path, { headers }, (incoming) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (piece) => {
        body += piece;
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body }));
    });
    outgoing.on('error', reject).end();
  });
}

const bearer = (given: string) => ({ 'X-Forwarded-For': '203.0.113.7', Authorization: `Bearer ${given}` });
const strangers: [string, Record<string, string>][] = [
  ['through a proxy', { 'X-Forwarded-For': '127.0.0.1' }],
  ['through a proxy that says it in the newer way', { Forwarded: 'for=127.0.0.1' }],
  ['by the public name', { Host: 'hotline.example' }],
  ['through a proxy, with a password', { Via: '1.1 x', Authorization: 'Basic YTpi' }],
  ['through a proxy, with no token at all', { Via: '1.1 x', Authorization: 'Bearer ' }],
];

test.each(strangers)('a stranger %s learns whether the service is ready, and nothing else', async (_how, headers) => {
  expect(await get('/metrics', headers)).toEqual({ status: 404, body: 'Not found.\n' });
  expect(await get('/readyz', headers)).toEqual({ status: 200, body: '{"ready":true}' });
});

test.each(['x', token.slice(0, -1), `${token}7`, token.toUpperCase(), `${token} ${token}`])(
  'the token %j is not the one',
  async (given) => {
    const { status, body } = await get('/metrics', bearer(given));
    expect([401, 404]).toContain(status);
    expect(body).not.toContain('yibo_');
    expect(await get('/readyz', bearer(given))).toEqual({ status: 200, body: '{"ready":true}' });
    expect((await get('/metrics', bearer(given), without)).status).toBe(404);
  },
);

test('whoever works on the machine, or has the token, sees everything', async () => {
  for (const headers of [{}, bearer(token)]) {
    const { status, body } = await get('/metrics', headers);
    expect([status, body.includes('# HELP yibo_refusals_total')]).toEqual([200, true]);
    expect((await get('/readyz', headers)).body).toContain('"content"');
  }
  expect((await get('/metrics', {}, without)).status).toBe(200);
});
