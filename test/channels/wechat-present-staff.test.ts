import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WechatClient } from '../../src/channels/wechat/client.js';
import { PresentStaff } from '../../src/channels/wechat/present-staff.js';
import { WechatApi } from '../../src/simulator/wechat-api.js';
import { WechatUser } from '../../src/simulator/wechat-user.js';
import { copyContent } from '../content-copy.js';
import { startTestService } from '../service/running.js';
import { until } from '../until.js';

const clock = { at: 0, now: () => clock.at };
const account = { appId: 'wxtest', appSecret: 'secret' };
let api: WechatApi;
let apiBase: string;
let warned: unknown[];
let haveAccounts: boolean;
let present: PresentStaff;

beforeEach(async () => {
  clock.at = Date.parse('2016-10-21T10:00:00+08:00');
  warned = [];
  haveAccounts = true;
  api = new WechatApi({ ...account, now: clock.now });
  apiBase = await api.open();
  const servers = new WechatClient({ ...account, apiBase }, clock);
  const log = { warn: (what: unknown) => void warned.push(what) };
  present = new PresentStaff({ servers, clock, log, haveAccounts: () => haveAccounts });
});
afterEach(() => api.close());

const asked = () => api.calls.filter(({ path }) => path.endsWith('getonlinekflist')).length;
const both = ['kf1@a', 'kf2@a'];

test('of those who are there, the one with the fewest chats is named; nobody, before it is known and a minute after', async () => {
  api.online.set('kf1@a', 3).set('kf2@a', 1).set('kf9@a', 0);
  expect(present.quietest(both)).toBeNull();
  present.ask();
  await until(() => present.quietest(both) === 'kf2@a');
  expect(present.quietest(['kf1@a', 'kf3@a'])).toBe('kf1@a');
  expect(present.quietest(['kf3@a'])).toBeNull();
  clock.at += 61_000;
  expect(present.quietest(both)).toBeNull();
});

test('WeChat is asked again after ten seconds at the earliest, and never where nobody has an account', async () => {
  haveAccounts = false;
  present.ask();
  haveAccounts = true;
  api.online.set('kf1@a', 0);
  present.ask();
  present.ask();
  await until(() => present.quietest(both) !== null);
  expect(asked()).toBe(1);
  api.online.delete('kf1@a');
  clock.at += 10_000;
  present.ask();
  await until(() => present.quietest(both) === null);
  expect(asked()).toBe(2);
});

test('when WeChat refuses, nobody is named, and it is left alone for a while', async () => {
  api.refuse('/cgi-bin/customservice/getonlinekflist', 48001);
  present.ask();
  await until(() => warned.length === 1);
  clock.at += 60_000;
  present.ask();
  expect(asked()).toBe(1);
  expect(present.quietest(both)).toBeNull();
});

test('through the service: a question is passed on to a colleague of the line who is there, and to whoever is before that is known', async () => {
  const root = mkdtempSync(join(tmpdir(), 'yibo-present-'));
  copyContent(root)('data/staff/lines.yaml', '"sip:1201@pbx.invalid"', '"sip:1201@pbx.invalid", wechat: kf2001@tjgj');
  const secrets = { WECHAT_APP_ID: account.appId, WECHAT_APP_SECRET: account.appSecret, WECHAT_API_BASE: apiBase };
  const service = await startTestService(secrets, { root });
  const stand = { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.wechat };
  const user = new WechatUser(stand, { now: () => clock.at++ });
  try {
    expect(await user.say('我要投诉昨天在港口遇到的乱收费')).toEqual({ kind: 'transfer', account: null });
    await user.say('*');
    await until(() => asked() === 1);
    api.online.set('kf2001@tjgj', 0);
    service.setClock('2016-10-21T10:05:00+08:00');
    await user.say('2');
    await until(async () => {
      const reply = await user.say('船期改了');
      return reply.kind === 'transfer' && reply.account === 'kf2001@tjgj';
    });
  } finally {
    await service.close();
    rmSync(root, { recursive: true });
  }
});
