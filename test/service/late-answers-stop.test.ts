import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WechatApi } from '../../src/simulator/wechat-api.js';
import { WechatUser } from '../../src/simulator/wechat-user.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { until } from '../until.js';

const yibo = fileURLToPath(new URL('../../src/yibo.js', import.meta.url));
const publicBaseUrl = 'https://hotline.example';
const account = { appId: 'wxtest', token: 'AAAAA', encodingAesKey: 'A'.repeat(43) };
const appSecret = 'secret';
const peopleEachTime = 4;

let postgres: PostgresServer;
let databaseUrl: string;
let locker: pg.Client;
let api: WechatApi;
let env: NodeJS.ProcessEnv;
let child: ChildProcess | null = null;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  api = new WechatApi({ appId: account.appId, appSecret });
  env = {
    ...process.env,
    NODE_ENV: '',
    PORT: String(await freePort()),
    PUBLIC_BASE_URL: publicBaseUrl,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'silent',
    WECHAT_APP_ID: account.appId,
    WECHAT_APP_SECRET: appSecret,
    WECHAT_TOKEN: account.token,
    WECHAT_ENCODING_AES_KEY: account.encodingAesKey,
    WECHAT_API_BASE: await api.open(),
    WECHAT_DEADLINE_MS: '150',
  };
  await start();
  locker = new pg.Client(databaseUrl);
  await locker.connect();
});

afterAll(async () => {
  await end('SIGKILL');
  await locker.end();
  api.close();
  await postgres.stop();
});

async function start(): Promise<void> {
  child = spawn(process.execPath, [yibo, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  for await (const part of child.stdout ?? []) {
    told += String(part);
    if (told.includes('is ready')) break;
  }
}

/** As a supervisor asks for it. */
const terminate = (): Promise<number | null> => end('SIGTERM');

async function end(signal: NodeJS.Signals): Promise<number | null> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return null;
  const ended = once(child, 'exit');
  child.kill(signal);
  return ((await ended) as [number | null])[0];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Chance that is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/**
 * Several people write while nothing can be stored of their turns: somebody holds the table. WeChat is told `success` once each answer is
 * owed. When some have been told, what else is given happens, with pauses that chance decides.
 * @returns those who were told that nothing more comes at once
 */
async function whileOwing(
  chance: () => number,
  steps: readonly (() => Promise<unknown>)[],
): Promise<readonly string[]> {
  const deliverTo = `http://127.0.0.1:${env.PORT}`;
  const people = Array.from({ length: peopleEachTime }, () => new WechatUser({ ...account, deliverTo, publicBaseUrl }));
  for (const { openid } of people) api.wrote(openid);
  await locker.query('BEGIN; LOCK TABLE turn IN SHARE ROW EXCLUSIVE MODE');
  const promised: string[] = [];
  const answers = people.map((one) =>
    one.say('您好').then(
      ({ kind }) => void (kind === 'none' && promised.push(one.openid)),
      // The service was killed before it had answered: nothing was promised.
      () => undefined,
    ),
  );
  const enough = 1 + Math.floor(chance() * peopleEachTime);
  await until(() => promised.length >= enough);
  await pause(chance() * 100);
  for (const step of steps) {
    await step();
    await pause(chance() * 100);
  }
  await Promise.all(answers);
  return promised;
}

const letGo = () => locker.query('COMMIT');

/** How many answers are written down and not yet sent. */
async function owed(): Promise<number> {
  const sql = "SELECT count(*)::int AS n FROM outbox WHERE state = 'owed'";
  return (await locker.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
}

/** Claims of processes that died run out after 15 s. */
async function untilReached(promised: readonly string[]): Promise<void> {
  await api.until((arrived) => {
    const reached = new Set(arrived.map(({ openid }) => openid));
    return promised.every((openid) => reached.has(openid));
  });
}

test('SIGTERM while late answers are owed whose turns cannot be stored: it ends all the same, and each arrives after the next start', async () => {
  const exits: (number | null)[] = [];
  const promised = await whileOwing(seeded(13), [async () => exits.push(await terminate()), letGo]);
  expect(exits).toEqual([0]);
  expect(await owed()).toBeGreaterThanOrEqual(promised.length);
  await start();
  await untilReached(promised);
}, 900_000);
