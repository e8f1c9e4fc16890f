import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Heard, TwilioCall } from '../../src/simulator/twilio-call.js';
import { WechatUser } from '../../src/simulator/wechat-user.js';
import { copyContent } from '../content-copy.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { ServiceProcess } from './process.js';

/**
 * The numbers that docs and `data/guessing.yaml` state, tried with two processes of the service on one PostgreSQL, and the right code each time. Only
 * what is forgiven each hour is less here, so that the numbers do not hang on how long it all takes.
 */
const forgiven = 'everybody: { atOnce: 400, perHour: 1 }\naddress: { atOnce: 12, perHour: 1 }\n';
const owned = ['120000116000001', '1101960479'] as const;
const ownedInLetters = '1101960H79';

let postgres: PostgresServer;
let content: string;
let processes: readonly ServiceProcess[];
beforeAll(async () => {
  postgres = await startPostgres();
  content = mkdtempSync(join(tmpdir(), 'yibo-thousand-'));
  copyContent(content);
  writeFileSync(join(content, 'data/guessing.yaml'), forgiven);
  const env = {
    DATABASE_URL: await postgres.createDatabase(),
    YIBO_CONTENT: content,
    // Everybody comes through one proxy of ours, which says for whom it asks.
    TRUSTED_PROXIES: '1',
    API_REQUESTS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'info',
  };
  processes = [new ServiceProcess(env), new ServiceProcess(env)];
  for (const one of processes) await one.start();
});
afterAll(async () => {
  await Promise.all(processes.map((one) => one.remove()));
  await postgres.stop();
  rmSync(content, { recursive: true, force: true });
});

const ofProcess = (n: number) => processes[n % 2] as ServiceProcess;
let tried = 0;
/** Another declaration and another owner each time; neither is there. */
const anyPair = (): readonly [string, string] => [
  `1200001169${String(++tried).padStart(5, '0')}`,
  `12${String(tried).padStart(8, '0')}`,
];
/** Another declaration of one owner each time: they have numbers in a row. */
const anyDeclaration = (): readonly [string, string] => [anyPair()[0], '1209600001'];

/** Does it for each number, so many at a time. */
async function each(count: number, atATime: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}

async function ask(n: number, address: string, [declarationNo, registrationNo]: readonly [string, string]) {
  const path = `/api/v1/lookups/progress?declarationNo=${declarationNo}&registrationNo=${registrationNo}`;
  const answer = await fetch(ofProcess(n).origin + path, { headers: { 'X-Forwarded-For': address } });
  await answer.arrayBuffer();
  return answer.status;
}

const said = (heard: readonly Heard[]): string => heard.map((one) => ('words' in one ? one.words : '')).join('');
const digitsIn = (words: string): string =>
  [...(/验证码：([^。\s]+)/.exec(words)?.[1] ?? '').replaceAll('、', '')]
    .map((one) => ('零幺二三四五六七八九'.includes(one) ? '零幺二三四五六七八九'.indexOf(one) : one))
    .join('');

/** A call that asks until it has asked so often, or a person is to take it. */
async function call(n: number, from: string, pairs: readonly (readonly [string, string])[]): Promise<string> {
  const caller = new TwilioCall(ofProcess(n).twilio, from);
  await caller.ring();
  await caller.press('*');
  await caller.press('1');
  let answer = '';
  for (const [declarationNo, registrationNo] of pairs) {
    await caller.press(`${declarationNo}#`);
    answer = said(await caller.press(digitsIn(said(await caller.press(registrationNo)))));
    if (!answer.includes('没有查到这组号码')) break;
    await caller.press('1');
  }
  return answer;
}

async function chat(n: number, pairs: readonly (readonly [string, string])[]): Promise<string> {
  const user = new WechatUser(ofProcess(n).wechat, { now: () => Date.parse('2016-10-21T10:00:00+08:00') });
  const say = async (words: string) => {
    const reply = await user.say(words);
    return reply.kind === 'text' ? reply.text : reply.kind;
  };
  let answer = '';
  for (const pair of pairs) {
    answer = await say(digitsIn(await say(pair.join(' '))));
    if (!answer.includes('没有查到这组号码')) break;
  }
  return answer;
}

/** How many were looked for and not found, in both processes together. */
async function reached(channel: string): Promise<number> {
  const texts = await Promise.all(processes.map(async ({ origin }) => (await fetch(`${origin}/metrics`)).text()));
  const pattern = new RegExp(
    `^yibo_guesses_total\\{(?=.*channel="${channel}")(?=.*outcome="missed").*\\} (\\d+)$`,
    'gm',
  );
  return texts.flatMap((text) => [...text.matchAll(pattern)]).reduce((sum, [, count]) => sum + Number(count), 0);
}

// Together: an address that has missed waits longer and longer for its answers, while others ask.
describe.concurrent('with the right code each time, in two processes together', () => {
  test('of 1,000 guesses from one address 12 reach the records, of 1,000 from 1,000 addresses as many as everybody has; whoever is right there is answered', async () => {
    await each(1000, 100, (n) => ask(n, '192.0.2.1', anyDeclaration()));
    expect(await reached('api')).toBe(12);
    expect(await ask(0, '192.0.2.1', [owned[0], ownedInLetters])).toBe(200);

    const addressOf = (n: number) => `198.51.${n >> 8}.${n & 255}`;
    await each(1000, 50, (n) => ask(n, addressOf(n), anyDeclaration()));
    // With the twelve: all that there is, but for the lanes of other owners.
    expect(await reached('api')).toBe(400);
    for (const n of [3, 998]) expect(await ask(n, addressOf(n), [owned[0], ownedInLetters])).toBe(200);
  });

  test('of 1,000 in 200 calls 416 reach them', async () => {
    await each(200, 10, (n) => call(n, `+86138${String(n).padStart(8, '0')}`, Array.from({ length: 5 }, anyPair)));
    expect(await reached('phone')).toBe(416);
  });

  test('of 1,000 in chats of 500 openids 416 reach them', async () => {
    await each(500, 10, (n) => chat(n, [anyPair(), anyPair()]));
    expect(await reached('wechat')).toBe(416);
  });
});
