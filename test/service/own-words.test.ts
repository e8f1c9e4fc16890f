import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WechatUser } from '../../src/simulator/wechat-user.js';
import { startTestService, type TestService } from './running.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const user = () =>
  new WechatUser(
    { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.wechat },
    { now: () => Date.parse('2016-10-21T10:00:00+08:00') },
  );

describe('what was not understood', () => {
  test('is kept for staff: the words, without who said them or what they name, once for each time they were said', async () => {
    const person = user();
    await person.say('我的社保卡丢了，电话13920012345');
    await person.redeliver();
    await person.say('红烧肉怎么做');
    await person.say('我想带一只金毛入境');
    const kept = await service.store.unanswered.list(9);
    expect(kept.map(({ text, band, times }) => [text, band, times]).sort()).toEqual([
      ['我的社保卡丢了,电话#', 'outside', 1],
      ['红烧肉怎么做', 'outside', 1],
    ]);
    expect(JSON.stringify(kept)).not.toContain('13920012345');
  });
});
