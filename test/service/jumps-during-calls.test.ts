import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { installation } from '../../src/service/installation.js';
import type { Heard } from '../../src/simulator/twilio-call.js';
import { WechatUser } from '../../src/simulator/wechat-user.js';
import { allCases } from '../all-cases.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { until } from '../until.js';
import { newCall, startTestService, type TestService } from './running.js';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const said = (heard: readonly Heard[]): string => heard.map((one) => (one.kind === 'says' ? one.words : '')).join('');

async function start(database: string, root?: string): Promise<TestService> {
  const env = database === 'PostgreSQL' ? { DATABASE_URL: await postgres.createDatabase() } : {};
  const service = await startTestService(env, root === undefined ? {} : { root });
  onTestFinished(() => service.close());
  return service;
}

/** A morning and an evening of working days, days and years away. */
const jumps = [
  '2016-10-21T10:00:30+08:00',
  '2016-10-21T15:00:00+08:00',
  '2016-10-20T10:00:00+08:00',
  '2026-11-25T10:00:00+08:00',
];

describe.each(['SQLite', 'PostgreSQL'])('during a call on %s', (database) => {
  test.each(jumps)(
    'the clock jumps to %s: each key is answered, and the message is kept under a number',
    async (to) => {
      const service = await start(database);
      const call = newCall(service);
      await call.ring();
      service.setClock(to);
      expect((await call.press('9'))[0]).toMatchObject({ kind: 'says' });
      service.setClock('2016-10-21T10:05:00+08:00');
      let heard = await call.staff('no-answer');
      // By such a clock, they may have waited past the deadline: then they are down for a call back, with a number.
      const isWaiting = call.state === 'listening';
      if (isWaiting) await call.press('2');
      service.setClock(to);
      if (isWaiting) heard = await call.leaveMessage(6);
      expect(said(heard)).toContain('编号');
      const [one, ...more] = await allCases(service.store);
      expect([one?.line, more.length]).toEqual(['complaints', 0]);
    },
  );

  test('a chat is answered after each jump', async () => {
    const service = await start(database);
    let now = Date.parse('2016-10-21T10:00:00+08:00');
    const account = { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.wechat };
    const user = new WechatUser(account, { now: () => now });
    for (const to of jumps) {
      now = Date.parse(to);
      service.setClock(to);
      expect((await user.say('JTEBU5JR6G5003291')).kind).toBe('text');
    }
  });

  test('content is broken: the call goes on in its own words, a new one is answered, and mending it needs no restart', async () => {
    const root = mkdtempSync(join(tmpdir(), 'yibo-broken-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    for (const name of ['menus', 'intents', 'data'])
      cpSync(join(installation().root, name), join(root, name), { recursive: true });
    const service = await start(database, root);
    const call = newCall(service);
    const greeted = said(await call.ring());
    const file = join(root, 'menus/main.yaml');
    const good = readFileSync(file, 'utf8');
    const refused = async () => {
      const told = (await (await fetch(`${service.origin}/readyz`)).json()) as {
        ready: boolean;
        content: { refused?: string[] };
      };
      expect(told.ready).toBe(true);
      return told.content.refused;
    };
    writeFileSync(file, `${good}\nnonsense: [`);
    await until(async () => (await refused()) !== undefined);
    await call.press('9');
    await call.staff('no-answer');
    await call.press('2');
    expect(said(await call.leaveMessage(6))).toContain('编号');
    expect(said(await newCall(service).ring())).toBe(greeted);
    writeFileSync(file, good);
    await until(async () => (await refused()) === undefined);
  });
});
