import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha1Signature } from '../../src/channels/wechat/crypto.js';
import { dropStamps, stampUse } from '../../src/channels/wechat/stamps.js';
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

test('what asks for nothing, and what nobody can read, uses its signature up all the same', async () => {
  const service = await startTestService({ ...account });
  let serial = 0;
  const signed = () => {
    const other = `48645${String(++serial).padStart(4, '0')}`;
    const text = new URLSearchParams({ timestamp, nonce: other, signature: sha1Signature(token, timestamp, other) });
    return async (body: string) =>
      (await fetch(`${service.origin}/wechat/official?${text}`, { method: 'POST', body })).status;
  };
  const place = message('x').replace(/<MsgType>.*/, '<MsgType>event</MsgType><Event>LOCATION</Event></xml>');
  for (const first of [place, '<xml><broken', '{', message('x').replace('CreateTime', 'Createtime')]) {
    const send = signed();
    expect([await send(first), await send(first)]).toEqual([200, 200]);
    expect([await send(message('x')), await send('<xml></xml>'), await send(first)], first).toEqual([403, 403, 200]);
  }
  await service.close();
});

test('a signature is known as used for as long as any time can be read out of it', () => {
  const settings = { mode: 'plain', maxAgeSeconds: 600 } as const;
  const aTime = fc.integer({ min: 1_000_000_000, max: 2_147_483_647 }).map(String);
  const aNonce = fc.oneof(aTime, fc.stringMatching(/^[0-9]{8,11}$/), fc.stringMatching(/^[A-Za-z0-9]{1,16}$/));
  let shifted = 0;
  fc.assert(
    fc.property(aTime, aNonce, fc.stringMatching(/^[A-Za-z0-9]{3,32}$/), (time, other, by) => {
      const signature = sha1Signature(by, time, other);
      const { signedAt = 0 } = stampUse({ settings }, { signature, timestamp: time, nonce: other }, 'one') ?? {};
      expect(signedAt).toBeGreaterThanOrEqual(Number(time) * 1000);
      for (const digits of [time + other, other + time]) {
        for (const [later, rest] of [
          [digits.slice(0, 10), digits.slice(10)],
          [digits.slice(-10), digits.slice(0, -10)],
        ] as const) {
          if (!/^\d{10}$/.test(later) || rest === '' || sha1Signature(by, later, rest) !== signature) continue;
          shifted += Number(later > time);
          expect(signedAt).toBeGreaterThanOrEqual(Number(later) * 1000);
        }
      }
    }),
    { numRuns: 2000 },
  );
  expect(shifted).toBeGreaterThan(50);
});
