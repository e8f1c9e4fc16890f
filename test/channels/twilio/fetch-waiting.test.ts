import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TwilioLiveCalls } from '../../../src/channels/twilio/live-calls.js';
import { fetchWaiting } from '../../../src/hotline/waiting/fetch-waiting.js';
import { Hotline } from '../../dialogue/waiting-callers.js';

interface Asked {
  readonly path: string;
  readonly authorization: string;
  readonly form: Record<string, string>;
}

const [accountSid, authToken] = [`AC${'0'.repeat(32)}`, 'secret'];
let hotline: Hotline;
let twilio: Server;
let asked: Asked[];
let answer: { status: number; body: string };

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: '{}' };
  twilio = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request) body += String(piece);
    const form = Object.fromEntries(new URLSearchParams(body));
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', form });
    response.writeHead(answer.status).end(answer.body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => twilio.once('listening', resolve));
  hotline = await Hotline.open();
});
afterEach(async () => {
  twilio.close();
  await hotline.close();
});

function fetching(): Promise<number> {
  const { store, seats } = hotline;
  const apiBase = `http://127.0.0.1:${(twilio.address() as AddressInfo).port}`;
  const calls = new TwilioLiveCalls({ accountSid, authToken, publicBaseUrl: 'https://yibo.example', apiBase });
  const { waiting, conversations } = store;
  const parts = {
    lines: () => ['food', 'port-clearance'],
    waiting,
    conversations,
    seats,
    calls,
    waitTurnSeconds: () => 10,
    now: () => hotline.now,
  };
  return fetchWaiting(parts, () => false);
}

test('whoever waits first is fetched once somebody can be rung, into the turn that comes next', async () => {
  const first = await hotline.caller('1');
  const second = await hotline.caller('2');
  hotline.pass(5);
  expect(await fetching()).toBe(0);
  hotline.seats.free = 1;
  expect(await fetching()).toBe(1);
  expect(asked).toEqual([
    {
      path: `/2010-04-01/Accounts/${accountSid}/Calls/1.json`,
      authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      form: { Method: 'POST', Url: 'https://yibo.example/phone/twilio/turn?silence=1&step=2' },
    },
  ]);
  // Twilio asks for that turn; the end of the wait turn, which may come as well, is the same delivery.
  await first.waits();
  expect(first.isRung).toBe(true);
  hotline.seats.free = 0;
  await second.waits();
  hotline.seats.free = 1;
  hotline.pass(5);
  expect(await fetching()).toBe(1);
  expect(asked[1]?.path).toContain('/Calls/2.json');
});

test('nobody is fetched as a wait turn ends by itself: they would be fetched out of the ring that follows', async () => {
  await hotline.caller('1');
  hotline.seats.free = 1;
  hotline.pass(8);
  expect([await fetching(), asked]).toEqual([0, []]);
});

test('a wait turn that has just begun is heard, and nobody is fetched out of anything else', async () => {
  hotline.seats.free = 0;
  const caller = await hotline.caller('1');
  hotline.seats.free = 1;
  hotline.pass(2);
  expect(await fetching()).toBe(0);
  await caller.presses('*');
  hotline.pass(5);
  expect(await fetching()).toBe(0);
  expect(asked).toEqual([]);
});

test('a call that Twilio has no more has left; other refusals are told', async () => {
  const caller = await hotline.caller('1');
  hotline.pass(5);
  hotline.seats.free = 1;
  answer = { status: 429, body: '{"code":20429,"message":"Too many requests"}' };
  await expect(fetching()).rejects.toThrow('Twilio answered 429, code 20429: Too many requests');
  expect(await caller.state()).toBe('waiting');
  answer = { status: 400, body: '{"code":21220,"message":"Call is not in-progress. Cannot redirect."}' };
  expect(await fetching()).toBe(0);
  expect(await caller.state()).toBe('left');
});
