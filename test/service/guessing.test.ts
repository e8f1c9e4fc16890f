import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Heard, TwilioCall } from '../../src/simulator/twilio-call.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { publicBaseUrl, startTestService, type TestService, token } from './running.js';

const accountSid = `AC${'1'.repeat(32)}`;
/** Said before somebody is rung, and also where all are busy: 没对上, 没有对上. */
const person = '对上';
const owned = ['120000116000001', '1101960479'] as const;

let postgres: PostgresServer;
let services: readonly TestService[];
beforeAll(async () => {
  postgres = await startPostgres();
  const env = {
    DATABASE_URL: await postgres.createDatabase(),
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: token,
  };
  services = await Promise.all([startTestService(env), startTestService(env)]);
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.close()));
  await postgres.stop();
});

const said = (heard: readonly Heard[]): string => heard.map((one) => ('words' in one ? one.words : '')).join('');
const digitsIn = (words: string): string =>
  [...(/验证码：([^。]+)/.exec(words)?.[1] ?? '').replaceAll('、', '')]
    .map((one) => ('零幺二三四五六七八九'.includes(one) ? '零幺二三四五六七八九'.indexOf(one) : one))
    .join('');

/** A call that goes to one of the two processes. */
async function callTo(process: number, from: string): Promise<TwilioCall> {
  const deliverTo = services[process]?.origin ?? '';
  const call = new TwilioCall({ deliverTo, publicBaseUrl, accountSid, authToken: token }, from);
  await call.ring();
  await call.press('*');
  await call.press('1');
  return call;
}

async function ask(call: TwilioCall, [declarationNo, registrationNo]: readonly [string, string]): Promise<string> {
  await call.press(`${declarationNo}#`);
  const asked = said(await call.press(registrationNo));
  return said(await call.press(digitsIn(asked)));
}

let serial = 0;
const anyPair = (): [string, string] => [`12000011699${String(++serial).padStart(4, '0')}`, '1101960479'];

async function missesUntilAPerson(call: TwilioCall): Promise<number> {
  for (let misses = 1; misses <= 7; misses++) {
    const answer = await ask(call, anyPair());
    if (answer.includes(person)) return misses;
    expect(answer).toContain('没有查到这组号码');
    await call.press('1');
  }
  return 0;
}

async function counted(outcome: string): Promise<number> {
  const texts = await Promise.all(services.map(async ({ origin }) => (await fetch(`${origin}/metrics`)).text()));
  const pattern = new RegExp(`^yibo_guesses_total\\{.*outcome="${outcome}".*\\} (\\d+)$`, 'gm');
  return texts.flatMap((text) => [...text.matchAll(pattern)]).reduce((sum, [, n]) => sum + Number(n), 0);
}

test('two processes count the guesses of one number together; others are answered, on the telephone and by the API', async () => {
  const guesser = '+8613800000001';
  expect(await missesUntilAPerson(await callTo(0, guesser))).toBe(5);
  expect(await missesUntilAPerson(await callTo(1, guesser))).toBe(5);
  // The same words, whether what is asked for exists or not.
  expect(await ask(await callTo(0, guesser), owned)).toContain(person);
  expect(await ask(await callTo(1, guesser), anyPair())).toContain(person);
  expect(await ask(await callTo(1, '+8613800000002'), owned)).toContain('目前状态：已放行');
  const address = `/api/v1/lookups/progress?declarationNo=${owned[0]}&registrationNo=1101960H79`;
  expect((await fetch(`${services[0]?.origin}${address}`)).status).toBe(200);
  expect([await counted('missed'), await counted('found'), await counted('refused')]).toEqual([10, 2, 2]);
});
