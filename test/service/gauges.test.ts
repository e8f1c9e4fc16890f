import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import type { Store } from '../../src/domain/store.js';
import { addGauges } from '../../src/service/gauges.js';
import { onEachDatabase } from '../contracts/two-openings.js';

const now = Date.parse('2016-10-21T10:00:00+08:00');
const minuteMs = 60_000;

async function told(store: Pick<Store, 'outbox' | 'duties' | 'ping'>): Promise<readonly string[]> {
  const registry = new Registry();
  addGauges(registry, store, { now: () => now });
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

onEachDatabase((db) => {
  test('what is owed and dead, and how duties went, is told as the database has it', async () => {
    const { outbox, duties } = db.store;
    for (const [n, key] of ['a', 'b', 'c'].entries()) {
      const owedAt = now - (5 - n) * minuteMs;
      const about = { channel: key, personId: 'o1', conversationId: null, body: '{}', notAfter: null };
      await outbox.owe({ key, ...about, owedAt, dueAt: owedAt });
    }
    await outbox.claim({ holder: 'h', leaseMs: minuteMs, channels: ['a'], limit: 1, now });
    await outbox.settle('a', 'h', { as: 'dead', at: now, reason: 'gone' });
    await duties.begin({ name: 'retention', holder: 'h', leaseMs: minuteMs, now, farAt: now + minuteMs });
    expect(await told(db.other)).toContain('yibo_duty_failures{duty="retention"} 0');
    await duties.end('retention', 'h', { endedAt: now - minuteMs, dueAt: now, failures: 2 });
    expect(await told(db.other)).toEqual([
      'yibo_database_up 1',
      'yibo_outbox_messages{state="owed"} 2',
      'yibo_outbox_messages{state="dead"} 1',
      'yibo_outbox_oldest_owed_seconds 240',
      `yibo_duty_last_end_timestamp_seconds{duty="retention"} ${(now - minuteMs) / 1000}`,
      'yibo_duty_failures{duty="retention"} 2',
    ]);
  });

  test('a dead message that is made owed again is claimed as a new one', async () => {
    const { outbox } = db.store;
    const about = { channel: 'a', personId: 'o1', conversationId: null, body: '{}', owedAt: now, dueAt: now };
    await outbox.owe({ key: 'late', ...about, notAfter: now + minuteMs });
    const claim = { holder: 'h', leaseMs: minuteMs, channels: ['a'], limit: 1, now };
    await outbox.claim(claim);
    expect(await outbox.revive('late', now)).toBe(false);
    await outbox.settle('late', 'h', { as: 'dead', at: now, reason: 'gone' });
    expect(await outbox.revive('late', now + minuteMs)).toBe(false);
    expect(await outbox.revive('late', now + 1)).toBe(true);
    expect(await outbox.claim({ ...claim, now: now + 1 })).toMatchObject([
      { key: 'late', attempts: 1, personId: 'o1' },
    ]);
  });
});

test('without a database the rest is told, and that it is gone', async () => {
  const gone = () => Promise.reject(new Error('connect ECONNREFUSED'));
  const store = { outbox: { standing: gone }, duties: { list: gone }, ping: gone } as unknown as Store;
  expect(await told(store)).toEqual(['yibo_database_up 0']);
});
