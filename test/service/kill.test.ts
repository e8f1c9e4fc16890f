import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Heard, TwilioCall } from '../../src/simulator/twilio-call.js';
import { WechatUser } from '../../src/simulator/wechat-user.js';
import { openStore } from '../../src/store/open.js';
import { allCases } from '../all-cases.js';
import { ServiceProcess } from './process.js';

const said = (heard: readonly Heard[]): string =>
  heard.map((one) => (one.kind === 'says' ? one.words : `(${one.kind})`)).join('');
const codeIn = (words: string): string =>
  [...(/验证码：([^。]+)/.exec(words)?.[1] ?? '').replaceAll('、', '')]
    .map((one) => ('零幺二三四五六七八九'.includes(one) ? '零幺二三四五六七八九'.indexOf(one) : one))
    .join('');

let service: ServiceProcess;
const newCall = () => new TwilioCall(service.twilio);
beforeEach(async () => {
  service = new ServiceProcess();
  await service.start();
});
afterEach(() => service.remove());

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
    const user = new WechatUser(service.wechat, { now: () => Date.parse('2016-10-21T10:00:00+08:00') });
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
    await call.press('2');
    expect(said(await call.leaveMessage(6))).toContain('编号二零幺六，幺零二幺，零零零幺，七');
    await service.kill();
    const store = await openStore(`sqlite:${service.databaseFile}`);
    const cases = await allCases(store);
    await store.close();
    expect(cases.map(({ caseNo, line }) => [caseNo, line])).toEqual([['2016102100017', 'complaints']]);
  });
});
