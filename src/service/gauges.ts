import { Gauge, type Registry } from 'prom-client';
import type { Store } from '../domain/store.js';
import type { Clock } from '../domain/time/clock.js';
import { withinDeadline } from '../web/within-deadline.js';

/** Whoever scrapes is told nothing of what takes longer, rather than kept waiting. */
const deadlineMs = 2_000;

/**
 * What is read from the database each time that somebody asks for `/metrics`, and at no other time. Where it cannot be read, the
 * gauges are absent, and `yibo_database_up` says so: the rest is told all the same.
 */
export function addGauges(registry: Registry, store: Pick<Store, 'outbox' | 'duties' | 'ping'>, clock: Clock): void {
  const gauge = (
    name: string,
    help: string,
    read: (one: Gauge<string>) => Promise<void>,
    labelNames: string[] = [],
  ) => {
    new Gauge({
      ...{ name, help, labelNames, registers: [registry] },
      async collect() {
        // Reset, a gauge without labels would tell 0.
        const clear = () => (labelNames.length === 0 ? this.remove() : this.reset());
        clear();
        await withinDeadline(read(this), deadlineMs).catch(clear);
      },
    });
  };
  const standing = shared(() => store.outbox.standing());
  const duties = shared(() => store.duties.list());
  const seconds = (at: number) => at / 1000;

  gauge('yibo_database_up', '1 when the database answers, 0 when it does not.', async (one) => {
    one.set(0);
    await store.ping().then(
      () => one.set(1),
      () => undefined,
    );
  });
  gauge(
    'yibo_outbox_messages',
    'Messages that are owed, and dead ones, which could not be delivered.',
    async (one) => {
      const { owed, dead } = await standing();
      one.set({ state: 'owed' }, owed);
      one.set({ state: 'dead' }, dead);
    },
    ['state'],
  );
  gauge('yibo_outbox_oldest_owed_seconds', 'For how long the oldest message is owed; 0 when none is.', async (one) => {
    const { oldestOwedAt } = await standing();
    one.set(oldestOwedAt === null ? 0 : Math.max(0, seconds(clock.now() - oldestOwedAt)));
  });
  gauge(
    'yibo_duty_last_end_timestamp_seconds',
    'When a duty was last done, or failed.',
    async (one) => {
      for (const { name, endedAt } of await duties()) if (endedAt !== null) one.set({ duty: name }, seconds(endedAt));
    },
    ['duty'],
  );
  gauge(
    'yibo_duty_failures',
    'How often a duty has failed in a row; 0 when it was done the last time.',
    async (one) => {
      for (const { name, failures } of await duties()) one.set({ duty: name }, failures);
    },
    ['duty'],
  );
}

/** Reads once for all that ask at the same time. */
function shared<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | null = null;
  return () => {
    underWay ??= read().finally(() => {
      underWay = null;
    });
    return underWay;
  };
}
