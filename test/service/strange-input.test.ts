import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WechatUser } from '../../src/simulator/wechat-user.js';
import { newCall, startTestService, type TestService } from './running.js';

/** What people and scripts have been seen to send. */
const strange = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '007',
  '1E5',
  '-1',
  'NaN',
  'null',
  '{code}',
  '{title|digits}',
  '#{7*7}',
  "'; DROP TABLE turn;--",
  '<xml><![CDATA[x]]></xml>',
  ']]>',
  '&lt;&amp;&#0;',
  '\u0001\u0008',
  '\ufeff\u200b\u202e',
  '😀'.repeat(300),
  '长'.repeat(5000),
  'ﷺ'.repeat(500),
  'مرحبا',
  'Ｑ９９９９９９９９９９',
  '１'.repeat(40),
  ' \n\t ',
  '120000116000001'.repeat(30),
  'line:complaints',
  '../../etc/passwd',
  'https://h.example/v/%E0%A4%A',
];

const sorry = '系统出了点问题';
let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

function newUser(mode: 'plain' | 'safe'): WechatUser {
  const account = { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.wechat };
  let at = Date.parse('2016-10-21T10:00:00+08:00');
  // A second passes between two messages, as their ids count in seconds.
  return new WechatUser(account, {
    mode,
    now: () => {
      at += 1000;
      return at;
    },
  });
}

describe.each(['plain', 'safe'] as const)(
  'in chat (%s), wherever one is, nothing strange is met with an apology',
  (mode) => {
    test.each([
      ['at the first menu', []],
      ['in a form', ['查进度']],
      ['at the verification code', ['120000116000001 1101960H79']],
      ['after an answer', ['409334585274']],
      ['after nothing was found', ['999999999999']],
    ])('%s', async (_, way) => {
      for (const text of strange) {
        const user = newUser(mode);
        for (const step of way) await user.say(step);
        for (const reply of [
          await user.say(text),
          await user.voice(text),
          await user.scan(text),
          await user.tap(text),
        ]) {
          expect(reply.kind === 'text' ? reply.text : '', text).not.toContain(sorry);
        }
      }
    });
  },
);

test('on the telephone, keys of any length and order lead to words or a person', async () => {
  for (const keys of ['A', '*'.repeat(20), '#'.repeat(9), '0*#', '1'.repeat(40), '12*#00', '*1*2*3']) {
    for (const way of ['', '*', '*1', '*2', '*3']) {
      const call = newCall(service);
      let heard = await call.ring();
      for (const key of way) heard = await call.press(key);
      if (call.state === 'listening') heard = await call.press(keys);
      // In a form `#` alone is nothing yet: the line listens on for a moment, without a word.
      if (heard.length === 0 && call.state === 'listening') heard = await call.wait();
      expect(heard.length, `${way} ${keys}`).toBeGreaterThan(0);
      expect(JSON.stringify(heard)).not.toContain(sorry);
      await call.hangUp();
    }
  }
});

test('no call goes on for ever: whoever presses anything or nothing is with a person, a message or a goodbye soon', async () => {
  const keys = ['7', '#', '*', '1', '', '8'];
  for (let seed = 0; seed < 40; seed++) {
    const call = newCall(service);
    await call.ring();
    let turns = 0;
    // Any mixture of nothing and wrong keys; only repeats and moves about could lengthen it.
    while (call.state === 'listening' && turns < 12) {
      const key = seed % 2 === 0 ? '' : (keys[(seed * 7 + turns * 5) % keys.length] ?? '');
      if (key === '') await call.wait();
      else await call.press(key === '*' || key === '#' ? '8' : key);
      turns += 1;
    }
    expect(call.state, `seed ${seed}`).not.toBe('listening');
    await call.hangUp();
  }
});
