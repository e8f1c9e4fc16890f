import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Heard, TwilioCall } from '../../src/simulator/twilio-call.js';
import { WechatUser } from '../../src/simulator/wechat-user.js';

const yibo = fileURLToPath(new URL('../../src/yibo.js', import.meta.url));
const publicBaseUrl = 'https://hotline.example';
const secrets = {
  TWILIO_AUTH_TOKEN: 'token',
  WECHAT_APP_ID: 'wxtest',
  WECHAT_TOKEN: 'AAAAA',
  WECHAT_ENCODING_AES_KEY: 'A'.repeat(43),
};

/** The service as a process of its own, so that it can be killed. It listens somewhere else each time. */
class Killable {
  private child: ChildProcess | null = null;
  readonly folder = mkdtempSync(join(tmpdir(), 'yibo-kill-'));
  origin = '';

  async start(): Promise<void> {
    const env = {
      ...process.env,
      ...secrets,
      NODE_ENV: '',
      PORT: '0',
      PUBLIC_BASE_URL: publicBaseUrl,
      DATABASE_URL: `sqlite:${join(this.folder, 'yibo.db')}`,
      YIBO_CLOCK: '2016-10-21T10:00:00+08:00',
      LOG_LEVEL: 'info',
    };
    const child = spawn(process.execPath, [yibo, 'serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    this.origin = await readyAt(child.stdout);
  }

  /** `kill -9`: nothing can be tidied up. */
  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** For a telephone or a person in WeChat who find it wherever it is. */
  get account() {
    const whereNow = () => this.origin;
    return {
      get deliverTo() {
        return whereNow();
      },
      publicBaseUrl,
    };
  }
}

/** Reads on, so that the process can always write. @returns where the log says that the service is ready */
function readyAt(log: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let told = '';
    log.setEncoding('utf8').on('data', (part: string) => {
      told += part;
      const [, origin] = /"origin":"([^"]+)".*"msg":"ready"/.exec(told) ?? [];
      if (origin !== undefined) resolve(origin);
    });
    log.once('close', () => reject(new Error(`it ended before it was ready: ${told}`)));
  });
}

const said = (heard: readonly Heard[]): string =>
  heard.map((one) => (one.kind === 'says' ? one.words : `(${one.kind})`)).join('');
const codeIn = (words: string): string =>
  [...(/验证码：([^。]+)/.exec(words)?.[1] ?? '').replaceAll('、', '')]
    .map((one) => ('零幺二三四五六七八九'.includes(one) ? '零幺二三四五六七八九'.indexOf(one) : one))
    .join('');

let service: Killable;
const newCall = () => new TwilioCall(Object.assign(service.account, { accountSid: 'AC', authToken: 'token' }));
beforeEach(async () => {
  service = new Killable();
  await service.start();
});
afterEach(async () => {
  await service.kill();
  rmSync(service.folder, { recursive: true, force: true });
});

describe('kill -9 between any two turns', () => {
  test('of a call: the next turn goes on where the caller was, to the answer', async () => {
    const call = newCall();
    const killed = async <T>(turn: Promise<T>): Promise<T> => {
      const result = await turn;
      await service.kill();
      await service.start();
      return result;
    };
    await killed(call.ring());
    await killed(call.press('*'));
    expect(said(await killed(call.press('1')))).toContain('请输入十五位报检号');
    expect(said(await killed(call.press('120000116000001#')))).toContain('请输入十位报检单位登记号');
    const asked = said(await killed(call.press('1101960479')));
    expect(said(await killed(call.press(codeIn(asked))))).toContain('目前状态：已放行');
    // What was answered before the kill is answered again after it, byte for byte.
    const last = call.turns.at(-1)?.answer;
    expect(await call.redeliver()).toBe(last);
  });

  test('of a chat: the next message is taken where the person was', async () => {
    const { WECHAT_APP_ID: appId, WECHAT_TOKEN: wechatToken, WECHAT_ENCODING_AES_KEY: encodingAesKey } = secrets;
    const account = Object.assign(service.account, { appId, token: wechatToken, encodingAesKey });
    const user = new WechatUser(account, { now: () => Date.parse('2016-10-21T10:00:00+08:00') });
    await user.say('120000116000001');
    await service.kill();
    await service.start();
    const asked = await user.say('1101960H79');
    await service.kill();
    await service.start();
    const told = await user.say(codeIn(asked.kind === 'text' ? asked.text : ''));
    expect(told.kind === 'text' && told.text).toContain('目前状态：已放行');
  });

  test('of a message that was acknowledged with a number: the case is there', async () => {
    const call = newCall();
    await call.ring();
    await call.press('9');
    await call.staff('no-answer');
    expect(said(await call.leaveMessage(6))).toContain('编号二零幺六，幺零二幺，零零零幺');
    await service.kill();
    const { openStore } = await import('../../src/store/open.js');
    const store = await openStore(`sqlite:${join(service.folder, 'yibo.db')}`);
    const cases = await store.cases.list();
    await store.close();
    expect(cases.map(({ caseNo, line }) => [caseNo, line])).toEqual([['201610210001', 'complaints']]);
  });
});
