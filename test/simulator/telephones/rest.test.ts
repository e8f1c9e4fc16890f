import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Behaviour } from '../../../src/simulator/telephones/behaviour.js';
import { Rest, type RestLimits } from '../../../src/simulator/telephones/rest.js';
import { type RestServer, serveRest } from '../../../src/simulator/telephones/rest-server.js';
import { type FakeWebhook, startFakeWebhook } from '../fake-webhook.js';
import { arrivedAt, entry, exchangeOver, heardBy } from './fake-exchange.js';

let webhook: FakeWebhook;
let server: RestServer;
beforeAll(async () => {
  webhook = await startFakeWebhook();
});
afterAll(() => webhook.close());
afterEach(() => server.close());

const base = 'https://hotline.example';
const caller = '+8613800138000';
const asks = { To: caller, From: '+862265661890', Url: `${base}/back`, StatusCallback: `${base}/told` };

async function provider(
  documents: Readonly<Record<string, string>> = {},
  behaviour: Behaviour = { does: 'rings' },
  limits: Partial<RestLimits> = {},
) {
  const made = exchangeOver(webhook, documents, { behaviour: () => behaviour });
  server = await serveRest(new Rest(made.exchange, limits));
  return made;
}

async function ask(path: string, form: Record<string, string> | null, token = 'token') {
  const response = await fetch(`${server.origin}/2010-04-01/Accounts/AC1/${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { Authorization: `Basic ${Buffer.from(`AC1:${token}`).toString('base64')}` },
    ...(form && { body: new URLSearchParams(form) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

describe('a call that is asked for', () => {
  test('rings, and whoever picks up hears the document and may press keys in it', async () => {
    const documents = {
      '/back': '<Gather numDigits="1" action="/pressed"><Say>您刚才来过电话</Say></Gather>',
      '/pressed': '<Dial><Sip>sip:1201@pbx.example</Sip></Dial>',
    };
    const { exchange, time } = await provider(documents);
    const { status, json } = await ask('Calls.json', { ...asks, StatusCallbackEvent: 'ringing answered completed' });
    expect([status, json.status, json.queue_time]).toEqual([201, 'queued', '0']);
    await time.pass(2_000);
    const telephone = exchange.telephone(caller);
    expect(telephone.state).toBe('rings');
    await telephone.pickUp();
    expect(arrivedAt(webhook, '/back')).toMatchObject([{ Direction: 'outbound-api', To: caller, CallSid: json.sid }]);
    await telephone.press('1');
    await exchange.telephone('sip:1201@pbx.example').pickUp();
    expect(telephone.state).toBe('talks');
    await telephone.hangUp();
    expect(arrivedAt(webhook, '/told').map(({ CallStatus }) => CallStatus)).toEqual([
      'ringing',
      'in-progress',
      'completed',
    ]);
    expect((await ask(`Calls/${json.sid}.json`, null)).json.status).toBe('completed');
  });

  test.each([
    ['is-busy', 'busy'],
    ['is-unreachable', 'failed'],
    ['rings', 'no-answer'],
  ] as const)('to a telephone that %s ends as %s', async (does, status) => {
    const { time } = await provider({}, { does });
    await ask('Calls.json', { ...asks, Timeout: '20' });
    await time.pass(60_000);
    expect(arrivedAt(webhook, '/told').map(({ CallStatus }) => CallStatus)).toEqual([status]);
    expect(arrivedAt(webhook, '/back')).toEqual([]);
  });

  test('waits its turn: one is begun in a second', async () => {
    const { exchange, time } = await provider();
    const queued: unknown[] = [];
    for (const last of '123')
      queued.push((await ask('Calls.json', { ...asks, To: `+861390000000${last}` })).json.queue_time);
    expect(queued).toEqual(['0', '1000', '2000']);
    await time.pass(1_500);
    expect(exchange.rings.map(({ address, at }) => [address.at(-1), at])).toEqual([
      ['1', 0],
      ['2', 1_000],
    ]);
  });

  test.each<[string, Record<string, string>, number, number]>([
    ['no number', { To: '12' }, 400, 21211],
    ['no number to show', { From: 'us' }, 400, 21212],
    ['a number that cannot be reached', { To: '+8613900000009' }, 400, 21215],
    ['part of an address', { Url: '/back' }, 400, 21205],
    ['nothing to do', { Url: '' }, 400, 21218],
    [
      'a document that leads to part of an address',
      { Url: '', Twiml: '<Response><Gather action="/x"/></Response>' },
      400,
      15004,
    ],
    ['a document that is none', { Url: '', Twiml: '<Response><Shout/></Response>' }, 400, 12200],
  ])('is refused with %s', async (_, changed, status, code) => {
    await provider({}, { does: 'rings' }, { reaches: (to) => !to.endsWith('9') });
    const told = await ask('Calls.json', { ...asks, ...changed });
    expect([told.status, told.json.code]).toEqual([status, code]);
  });
});

describe('a call that goes on', () => {
  const waiting = { [entry]: '<Gather timeout="30"><Say>请稍候</Say></Gather>', '/free': '<Say>有同事空了</Say>' };

  test('is fetched out of what it does, to an address or a document', async () => {
    const { exchange, time } = await provider(waiting);
    const call = exchange.callFrom(caller);
    await call.ring();
    const told = await ask(`Calls/${call.callSid}.json`, { Url: `${base}/free`, Method: 'POST' });
    expect([told.status, told.json.status]).toEqual([200, 'in-progress']);
    expect(heardBy(call)).toEqual(['请稍候', '有同事空了']);
    await ask(`Calls/${call.callSid}.json`, { Twiml: '<Response><Say>再见</Say></Response>' });
    await time.pass(10_000);
    expect(heardBy(call).slice(2)).toEqual(['再见', 'hangs-up']);
  });

  test('is ended when that is asked for', async () => {
    const { exchange } = await provider(waiting);
    const call = exchange.callFrom(caller);
    await call.ring();
    await ask(`Calls/${call.callSid}.json`, { Status: 'completed' });
    expect(call.state).toBe('ended');
  });

  test('no more cannot be changed, nor one that nobody knows, nor by anybody else', async () => {
    const { exchange } = await provider(waiting);
    const call = exchange.callFrom(caller);
    await call.ring();
    expect((await ask(`Calls/${call.callSid}.json`, { Url: `${base}/free` }, 'guessed')).json.code).toBe(20003);
    await call.hangUp();
    expect((await ask(`Calls/${call.callSid}.json`, { Url: `${base}/free` })).json.code).toBe(21220);
    expect((await ask(`Calls/CA${'0'.repeat(32)}.json`, { Url: `${base}/free` })).json.code).toBe(20404);
  });
});
