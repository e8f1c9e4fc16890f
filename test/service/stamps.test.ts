import { expect, test } from 'vitest';
import { sha1Signature } from '../../src/channels/wechat/crypto.js';
import { dropStamps } from '../../src/channels/wechat/stamps.js';
import { startTestService } from './running.js';

const now = Date.parse('2016-10-21T10:00:00+08:00');
const token = 'Tianjin2016';
const account = { WECHAT_APP_ID: 'wx1', WECHAT_TOKEN: token };
const [timestamp, nonce] = [String(now / 1000), '486452656'];
const query = new URLSearchParams({ timestamp, nonce, signature: sha1Signature(token, timestamp, nonce) });

const message = (words: string) =>
  `<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>${timestamp}</CreateTime>` +
  `<MsgType>text</MsgType><Content>${words}</Content><MsgId>${words.length}</MsgId></xml>`;

test('a plain message’s signature is good for no other one after a restart, nor in another process beside it', async () => {
  const first = await startTestService({ ...account });
  const send = async (origin: string, words: string) =>
    (await fetch(`${origin}/wechat/official?${query}`, { method: 'POST', body: message(words) })).status;
  expect(await send(first.origin, '007')).toBe(200);
  const DATABASE_URL = `sqlite:${first.folder}/test.db`;
  const beside = await startTestService({ ...account, DATABASE_URL });
  expect([await send(beside.origin, '0070'), await send(beside.origin, '007')]).toEqual([403, 200]);
  await beside.close();
  const restarted = await startTestService({ ...account, DATABASE_URL });
  expect([await send(restarted.origin, '0070'), await send(restarted.origin, '007')]).toEqual([403, 200]);
  const told = await (await fetch(`${restarted.origin}/metrics`)).text();
  expect(told).toContain('yibo_refusals_total{channel="wechat",reason="used-stamp"} 1');
  await restarted.close();
  await first.close();
});

test('stamps go once the age limit refuses them anyway, in pieces; without a limit they stay', async () => {
  const asked: [number, number][] = [];
  const left = [500, 500, 7];
  const stamps = {
    use: async () => true,
    remove: async (before: number, most: number) => {
      asked.push([before, most]);
      return left.shift() ?? 0;
    },
  };
  const kept = (maxAgeSeconds: number | null) => ({ settings: { mode: 'plain', maxAgeSeconds } as const, stamps });
  await dropStamps(kept(null), now, () => false);
  expect(asked).toEqual([]);
  await dropStamps(kept(600), now, () => false);
  expect(asked).toEqual(Array(3).fill([now - 600_000 - 86_400_000, 500]));
  await dropStamps(kept(600), now, () => true);
  expect(asked).toHaveLength(3);
});
