import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sqlite3 from 'sqlite3';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type Heard, TwilioCall } from '../../src/simulator/twilio-call.js';
import { WechatUser } from '../../src/simulator/wechat-user.js';
import { allCases } from '../all-cases.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { until } from '../until.js';
import * as faults from './faults.js';
import { ServiceProcess } from './process.js';
import { newCall, startTestService, type TestService } from './running.js';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

const now = () => Date.parse('2016-10-21T10:00:00+08:00');
const told = (heard: readonly Heard[]): string =>
  heard.map((one) => (one.kind === 'says' ? one.words : `(${one.kind})`)).join('');
const newUser = (service: TestService) =>
  new WechatUser(
    { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.wechat },
    { now },
  );
const isReady = async (service: TestService) => (await fetch(`${service.origin}/readyz`)).status === 200;
const setAside = (service: TestService) =>
  readdirSync(service.folder)
    .filter((name) => name.startsWith('yibo-aside'))
    .map((name) => readFileSync(join(service.folder, name), 'utf8').replaceAll('\0', ''))
    .join('');

async function serviceWith(make: () => Promise<faults.Fault>): Promise<{ fault: faults.Fault; service: TestService }> {
  const fault = await make();
  onTestFinished(() => fault.remove());
  // As patient as a service, scaled down: the clockwork is the same.
  const service = await startTestService({ DATABASE_URL: fault.databaseUrl }, { patienceMs: 300 });
  onTestFinished(() => service.close());
  return { fault, service };
}

describe.each([
  ['a SQLite file that is locked', () => faults.lockedSqlite()],
  ['a SQLite file that is moved away and back', () => faults.movedSqlite()],
  ['a SQLite file whose log is moved away and back', () => faults.movedSqlite(['-wal'])],
  ['a full disk under SQLite', () => faults.fullDisk()],
  ['a SQLite file that may not grow', () => faults.noGrowth()],
  ['PostgreSQL with all tables locked', () => faults.lockedPostgres(postgres)],
  ['PostgreSQL stopped and started', () => faults.stoppedPostgres(postgres)],
])('%s, during calls', (_, make) => {
  test('every caller hears an apology and reaches a person or a case; it recovers, and nothing acknowledged is lost', async () => {
    const { fault, service } = await serviceWith(make);
    const [asked, leaving, talking, ended] = [newCall(service), newCall(service), newCall(service), newCall(service)];
    for (const call of [asked, leaving, talking, ended]) await call.ring();
    await leaving.press('9');
    await leaving.staff('no-answer');
    expect(told(await leaving.press('2'))).toContain('(records)');
    await talking.press('5');
    const [writing, gone] = [newUser(service), newUser(service)];
    for (const user of [writing, gone]) await user.say('你好');
    expect(await isReady(service)).toBe(true);

    await fault.begin();
    // Somebody has just called, somebody is in the middle, and all at once.
    const caller = newCall(service);
    const [first, pressed] = await Promise.all([caller.ring(), asked.press('3')]);
    for (const heard of [first, pressed]) expect(told(heard)).toBe('抱歉，系统出了点问题，马上为您转接人工。(rings)');
    // Nobody takes it: a message is.
    expect(told(await caller.staff('no-answer'))).toMatch(/暂时没有人接听。请在滴声后留言.*\(records\)$/);
    expect(told(await caller.leaveMessage(6))).toMatch(/^您的留言已经记下.*再见。\(hangs-up\)$/);
    // Somebody takes it: they talk, and the call is over.
    const talk = await asked.staff('answers');
    expect(talk.map(({ kind }) => kind)).toEqual(['whispers', 'bridged', 'hangs-up']);
    // A talk that was under way is over, and nobody is rung for it again.
    expect((await talking.staff('answers')).at(-1)).toEqual({ kind: 'hangs-up' });
    // A message that was being left is kept.
    expect(told(await leaving.leaveMessage(9))).toMatch(/^您的留言已经记下/);
    await ended.hangUp();
    expect(await writing.say('1')).toMatchObject({ kind: 'text', text: expect.stringMatching(/抱歉.*65661890/) });
    expect(await gone.unfollow()).toEqual({ kind: 'none' });
    expect(await isReady(service)).toBe(false);
    expect(setAside(service).match(/"kind":"(recording|forget)"/g)?.length).toBeGreaterThanOrEqual(3);

    await fault.end();
    await until(() => isReady(service));
    const { store } = service;
    await until(() => setAside(service) === '');
    const cases = await allCases(store);
    expect(cases.map(({ message }) => message.kind === 'recording' && message.seconds).sort()).toEqual([6, 9]);
    expect(cases.find(({ conversationId }) => conversationId === `call:${leaving.callSid}`)?.line).toBe('complaints');
    expect((await store.conversations.get(`call:${ended.callSid}`))?.hungUp).toBe(true);
    // All goes on: new callers, and who was in the middle of something.
    expect(told(await newCall(service).ring())).toContain('天津检验检疫');
    expect(await writing.say('1')).toMatchObject({ kind: 'text', text: expect.not.stringContaining('抱歉') });
    expect(await gone.follow()).toMatchObject({ kind: 'text' });
    expect(await gone.say('1')).toMatchObject({ kind: 'text' });
  });
});

test('what is set aside is for its owner alone to read', async () => {
  const { service } = await serviceWith(() => faults.lockedSqlite());
  const [name = ''] = readdirSync(service.folder).filter((one) => one.startsWith('yibo-aside'));
  expect(statSync(join(service.folder, name)).mode & 0o777).toBe(0o600);
});

test('what was set aside when the service ended is carried over by the next on its port', async () => {
  const fault = await faults.lockedSqlite();
  onTestFinished(() => fault.remove());
  const aside = { DATABASE_URL: fault.databaseUrl, YIBO_ASIDE: dirname(fault.databaseUrl.slice('sqlite:'.length)) };
  const first = await startTestService(aside, { patienceMs: 300 });
  await fault.begin();
  const call = newCall(first);
  await call.ring();
  await call.staff('no-answer');
  await call.leaveMessage(7);
  await first.close();
  await fault.end();
  const next = await startTestService({ ...aside, PORT: new URL(first.origin).port }, { patienceMs: 300 });
  onTestFinished(() => next.close());
  const [left] = await until(async () => {
    const cases = await allCases(next.store);
    return cases.length > 0 && cases;
  });
  expect(left).toMatchObject({ message: { seconds: 7 }, conversationId: `call:${call.callSid}`, channel: 'phone' });
});

test('while nothing can be stored the log says so in a line, whatever calls; and in one when it is over', async () => {
  const service = new ServiceProcess();
  onTestFinished(() => service.remove());
  await service.start();
  const holder = new sqlite3.Database(service.databaseFile);
  const run = (sql: string) => new Promise<void>((done, fail) => holder.exec(sql, (e) => (e ? fail(e) : done())));
  await run('BEGIN IMMEDIATE');
  for (let n = 0; n < 10; n++) expect(told(await new TwilioCall(service.twilio).ring())).toContain('抱歉');
  await run('ROLLBACK');
  await new Promise((done) => holder.close(done));
  await until(() => service.told.includes('"msg":"turns are stored again"'));
  const lines = (words: string) => service.told.split('\n').filter((line) => line.includes(words)).length;
  expect([lines('a phone turn failed'), lines('nothing can be stored')]).toEqual([1, 1]);
});
