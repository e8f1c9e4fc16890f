import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Heard, TwilioCall } from '../../src/simulator/twilio-call.js';
import { allCases } from '../all-cases.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { publicBaseUrl, startTestService, type TestService, token } from './running.js';

let postgres: PostgresServer;
let services: readonly TestService[];

beforeAll(async () => {
  postgres = await startPostgres();
  const env = {
    DATABASE_URL: await postgres.createDatabase(),
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: token,
  };
  // Both begin at once on an empty database: one migrates and loads the samples, the other waits or passes them by.
  services = await Promise.all([startTestService(env), startTestService(env)]);
});

afterAll(async () => {
  await Promise.all(services.map((service) => service.close()));
  await postgres.stop();
});

const said = (heard: readonly Heard[]): string =>
  heard.map((one) => (one.kind === 'says' ? one.words : `(${one.kind})`)).join('');
const digitsIn = (words: string): string =>
  [...(/验证码：([^。]+)/.exec(words)?.[1] ?? '').replaceAll('、', '')]
    .map((one) => ('零幺二三四五六七八九'.includes(one) ? '零幺二三四五六七八九'.indexOf(one) : one))
    .join('');

/** A call whose every request goes to the other process than the one before. */
function callAcross(): TwilioCall {
  let requests = 0;
  const account = {
    get deliverTo() {
      return services[requests++ % 2]?.origin ?? '';
    },
    publicBaseUrl,
    accountSid: `AC${'1'.repeat(32)}`,
    authToken: token,
  };
  return new TwilioCall(account);
}

test('a call is carried by two processes of the service on one PostgreSQL, turn by turn', async () => {
  const call = callAcross();
  expect(said(await call.ring())).toContain('天津');
  await call.press('*');
  await call.press('1');
  await call.press('120000116000001#');
  const asked = said(await call.press('1101960479'));
  expect(said(await call.press(digitsIn(asked)))).toContain('目前状态：已放行');
  // The same delivery to the other process: the same bytes.
  expect(await call.redeliver()).toBe(call.turns.at(-1)?.answer);
});

test('five deliveries of one turn to both processes at once get the same bytes', async () => {
  const call = callAcross();
  await call.ring();
  await call.press('*');
  const answers = await Promise.all(Array.from({ length: 5 }, () => call.redeliver()));
  expect(new Set([...answers, call.turns.at(-1)?.answer]).size).toBe(1);
});

test('a message left with one process is one case for both', async () => {
  const call = callAcross();
  await call.ring();
  await call.press('9');
  await call.staff('no-answer');
  await call.press('2');
  expect(said(await call.leaveMessage(6))).toContain('编号');
  const cases = await Promise.all(services.map((service) => allCases(service.store)));
  expect(cases[0]).toHaveLength(1);
  expect(cases[1]).toEqual(cases[0]);
});

test('what one process publishes, the other answers at once', async () => {
  const [one, other] = services;
  const [release] = (await one?.store.publications.list({ dataset: 'vehicles', limit: 1 })) ?? [];
  expect(release?.state).toBe('published');
  const ask = async (service?: TestService) =>
    (await fetch(`${service?.origin}/api/v1/lookups/car?code=221865233729`)).json();
  expect(await ask(other)).toEqual(await ask(one));
  expect(await ask(other)).toMatchObject({ version: { position: release?.position } });
});
