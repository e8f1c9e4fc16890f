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

describe('what is answered in a chat', () => {
  const shapeOf = async (said: string) => {
    const reply = await user().say(said);
    return (reply.kind === 'text' ? reply.text : '').split('\n\n').map((part) => part.split('\n')[0]);
  };

  test('stands in parts: what was understood with its answer, what that rests on, and the ways on', async () => {
    expect(await shapeOf('我想带一只金毛入境')).toEqual([
      '关于「携带宠物入境」：',
      '依据：《出入境人员携带物检疫管理办法》',
      '1 找动植物检验检疫的同事',
    ]);
    expect(await shapeOf('我的社保卡丢了')).toEqual([
      expect.stringMatching(/^社保业务不归/),
      expect.stringMatching(/0。$/),
    ]);
    expect(await shapeOf('没在目录里的货怎么也让你们抽走两件去化验')).toEqual([
      '您是想问：',
      expect.stringMatching(/^回复/),
    ]);
    expect(await shapeOf('返回')).toEqual(['0 转人工', expect.stringMatching(/^回复/)]);
  });
});
