import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewMessage } from '../../src/domain/outbox/message.js';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';
import { Desk } from './run-yibo.js';

const hourMs = 3_600_000;
const now = Date.now();
const desk = new Desk();
const inDatabase = async <T>(work: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

function message(key: string, change: Partial<NewMessage> = {}): NewMessage {
  return {
    ...{ key, channel: 'wechat', personId: 'oPerson', conversationId: 'wx:1', body: '{"asked":"我的货到哪了"}' },
    ...{ owedAt: now - hourMs, dueAt: now - hourMs, notAfter: now + hourMs, ...change },
  };
}

async function die({ outbox }: Store, key: string): Promise<void> {
  const claim = { holder: 'here/1', leaseMs: 60_000, channels: [key], limit: 9, now };
  expect((await outbox.claim(claim)).map((one) => one.key)).toEqual([key]);
  await outbox.settle(key, 'here/1', { as: 'dead', at: now, reason: 'errcode 45015' });
}

beforeAll(() =>
  inDatabase(async (store) => {
    await store.migrate();
    await store.outbox.owe(message('waits', { dueAt: now + hourMs }));
    for (const [key, notAfter] of [
      ['dead', now + hourMs],
      ['too-late', now - 1],
    ] as const) {
      await store.outbox.owe(message(key, { notAfter, channel: key }));
      await die(store, key);
    }
  }),
);
afterAll(() => desk.remove());

describe('yibo outbox', () => {
  test('lists what is owed and what is dead, with the reason, and names nobody', () => {
    const { code, out, err } = desk.run(['outbox']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^state {2}owed since/);
    expect(out).toMatch(/^owed .* waits +not tried yet$/m);
    expect(out).toMatch(/^dead .* 1 .* dead +errcode 45015$/m);
    expect(out).not.toMatch(/oPerson|我的货/);
    expect(desk.run(['outbox', '--state', 'sent']).out).toBe('Nothing is sent.\n');
  });

  test('says to whom, and what was asked, to who wants it', () => {
    expect(desk.run(['outbox', '--persons', '--state', 'dead']).out).toMatch(
      /oPerson[\s\S]*dead: \{"asked":"我的货到哪了"\}/,
    );
    const plain = JSON.parse(desk.run(['outbox', '--json']).out) as Record<string, unknown>[];
    expect(plain.map(({ key, state }) => [key, state])).toEqual([
      ['waits', 'owed'],
      ['dead', 'dead'],
      ['too-late', 'dead'],
    ]);
    expect(JSON.stringify(plain)).not.toMatch(/oPerson|我的货|wx:1/);
    expect(desk.run(['outbox', '--json', '--persons']).out).toContain('oPerson');
  });

  test('refuses a number of lines that is none, and a state that there is not', () => {
    expect(desk.run(['outbox', '--limit', 'all'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('1 to 99999'),
    });
    expect(desk.run(['outbox', '--state', 'lost']).code).toBe(2);
  });
});

describe('yibo outbox retry', () => {
  test.each([
    ['nothing', 'there is no message "nothing". See npx yibo outbox.'],
    ['waits', '"waits" is owed still: the service that runs sends it by itself, again and again.'],
    ['too-late', 'nobody takes it any more. Reach the person another way.'],
  ])('says why %s is not sent again', (key, why) => {
    const { code, err } = desk.run(['outbox', 'retry', key]);
    expect([code, err]).toEqual([1, expect.stringContaining(why)]);
  });

  test('makes a dead one owed, due at once, with all its attempts before it', async () => {
    expect(desk.run(['outbox', 'retry', 'dead'])).toMatchObject({ code: 0, err: '' });
    const kept = await inDatabase(({ outbox }) => outbox.find('dead'));
    expect(kept).toMatchObject({ state: 'owed', attempts: 0, reason: null, personId: 'oPerson' });
    expect(kept?.dueAt).toBeLessThanOrEqual(Date.now());
    expect(desk.run(['outbox', 'retry', 'dead']).code).toBe(1);
  });
});
