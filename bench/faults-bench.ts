import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type RunningService, startService } from '../src/main.js';
import { TwilioCall } from '../src/simulator/twilio-call.js';
import { WechatUser } from '../src/simulator/wechat-user.js';
import { startPostgres } from '../test/postgres-server.js';
import * as faults from '../test/service/faults.js';

const now = () => Date.parse('2016-10-21T10:00:00+08:00');
/** WeChat waits for five seconds, and a caller hears silence meanwhile. */
const barSeconds = 5;

/** What people met while a database was gone. */
interface Met {
  readonly calls: number;
  readonly apologies: number;
  readonly slowestSeconds: number;
  readonly chats: number;
  readonly chatsAnswered: number;
  readonly messagesLeft: number;
  readonly cases: number;
  readonly recoveredSeconds: number;
}

/**
 * Takes the database away for a while, with somebody calling and somebody writing every half second: each must hear an apology in time, whoever leaves a
 * message must have a case, and all must go on by itself.
 * @returns whether the bars are met
 */
export async function faultsBench(seconds: number): Promise<boolean> {
  const postgres = await startPostgres({ durable: true });
  const kinds: readonly (readonly [string, () => Promise<faults.Fault>])[] = [
    ['SQLite locked', () => faults.lockedSqlite()],
    ['SQLite file moved away', () => faults.movedSqlite()],
    ['disk full under SQLite', () => faults.fullDisk()],
    ['PostgreSQL locked', () => faults.lockedPostgres(postgres)],
    ['PostgreSQL stopped', () => faults.stoppedPostgres(postgres)],
  ];
  let areMet = true;
  console.log(
    `${seconds} s of each | calls | apologies | slowest | chats | answered | messages left | cases | recovered after`,
  );
  try {
    for (const [name, make] of kinds) {
      const met = await during(await make(), seconds);
      const isMet = met.apologies === met.calls && met.chats === met.chatsAnswered && met.cases === met.messagesLeft;
      areMet &&= isMet && met.slowestSeconds <= barSeconds;
      const numbers = [met.calls, met.apologies, `${met.slowestSeconds.toFixed(1)} s`, met.chats, met.chatsAnswered];
      const after = [met.messagesLeft, met.cases, `${met.recoveredSeconds.toFixed(1)} s`];
      console.log([name, ...numbers, ...after].join(' | '));
    }
  } finally {
    await postgres.stop();
  }
  console.log(areMet ? 'met\n' : 'NOT met\n');
  return areMet;
}

async function during(fault: faults.Fault, seconds: number): Promise<Met> {
  const aside = mkdtempSync(join(tmpdir(), 'yibo-bench-aside-'));
  const DATABASE_URL = fault.databaseUrl;
  const env = {
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL,
    YIBO_ASIDE: aside,
    YIBO_CLOCK: '2016-10-21T10:00:00+08:00',
  };
  const service = await startService(env);
  try {
    await fault.begin();
    const beganAt = performance.now();
    const calls: Promise<Call>[] = [];
    const chats: Promise<boolean>[] = [];
    while (performance.now() - beganAt < seconds * 1000) {
      calls.push(call(service));
      chats.push(chat(service));
      await pause(500);
    }
    const made = await Promise.all(calls);
    const written = await Promise.all(chats);
    const cases = async () => (await service.store.cases.files('all')).length;
    const messagesLeft = made.filter(({ isKept }) => isKept).length;
    await fault.end();
    const endedAt = performance.now();
    while ((await fetch(`${service.origin}/readyz`)).status !== 200 || (await cases()) < messagesLeft) await pause(100);
    return {
      ...{ calls: made.length, apologies: made.filter(({ isSorry }) => isSorry).length, messagesLeft },
      slowestSeconds: Math.max(...made.map((one) => one.seconds)),
      ...{ chats: written.length, chatsAnswered: written.filter(Boolean).length, cases: await cases() },
      recoveredSeconds: (performance.now() - endedAt) / 1000,
    };
  } finally {
    await service.close();
    await fault.remove();
    rmSync(aside, { recursive: true, force: true });
  }
}

interface Call {
  readonly seconds: number;
  readonly isSorry: boolean;
  /** Whether they were told that their message is kept. */
  readonly isKept: boolean;
}

async function call(service: RunningService): Promise<Call> {
  const one = new TwilioCall({
    deliverTo: service.origin,
    publicBaseUrl: service.publicBaseUrl,
    ...service.secrets.twilio,
  });
  const startedAt = performance.now();
  const heard = JSON.stringify(await one.ring());
  const seconds = (performance.now() - startedAt) / 1000;
  const isSorry = heard.includes('抱歉') && one.state === 'dialling';
  if (!isSorry) return { seconds, isSorry, isKept: false };
  await one.staff('no-answer');
  return { seconds, isSorry, isKept: JSON.stringify(await one.leaveMessage(5)).includes('已经记下') };
}

/** @returns whether they were answered in time, with the number of the hotline */
async function chat({ origin, publicBaseUrl, secrets }: RunningService): Promise<boolean> {
  const one = new WechatUser({ deliverTo: origin, publicBaseUrl, ...secrets.wechat }, { now });
  const reply = await one.say('你好').catch(() => null);
  return reply?.kind === 'text' && reply.text.includes('65661890');
}
