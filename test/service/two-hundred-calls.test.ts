import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { manyColleagues } from '../../bench/many-colleagues.js';
import { alwaysOpenContent } from '../../bench/production.js';
import type { KeptOffer } from '../../src/domain/hotline/offer.js';
import type { Behaviour } from '../../src/simulator/telephones/behaviour.js';
import { Exchange } from '../../src/simulator/telephones/exchange.js';
import type { LiveCall } from '../../src/simulator/telephones/live-call.js';
import { type Due, RealTimeline } from '../../src/simulator/telephones/timeline.js';
import { openStore } from '../../src/store/open.js';
import { answering } from '../operations/examine.js';
import { startPostgres } from '../postgres-server.js';
import { until } from '../until.js';
import { accounts, publicBaseUrl, ServiceProcess } from './process.js';

const calls = 200;
/** More than twice as many for each line as it has people. */
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
/** Telephones and callers are so much faster than people. */
const faster = 10;

/** Time as it is, in a hurry. */
class HurriedTimeline extends RealTimeline {
  override now(): number {
    return super.now() * faster;
  }

  override after(ms: number, act: () => Promise<void> | void): Due {
    return super.after(ms / faster, act);
  }
}

/** The content with ten people on each line, who neither write up nor rest. */
function busyContent(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-busy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  alwaysOpenContent(folder);
  manyColleagues(folder, 'wrapUpSeconds: 0\nrestSeconds: { busy: 0, refused: 0, noAnswer: 0 }\nmissesUntilAway: 99');
  return folder;
}

/** One in five rings is declined, is busy, or is picked up by a mailbox. */
function behaviours(): () => Behaviour {
  const others: readonly Behaviour[] = [
    { does: 'declines', afterSeconds: 2 },
    { does: 'is-busy' },
    { does: 'picks-up', afterSeconds: 3 },
  ];
  let nth = 0;
  return () => {
    nth += 1;
    const other = nth % 5 === 0 ? others[(nth / 5) % others.length] : undefined;
    return other ?? { does: 'accepts', afterSeconds: 1 + (nth % 3), talksSeconds: 2 + (nth % 4) };
  };
}

/** Somebody who rings, presses the key of a line when the greeting has begun, and stays. */
async function newCall(exchange: Exchange, from: string, key: string): Promise<LiveCall> {
  const call = exchange.callFrom(from);
  await call.ring();
  exchange.timeline.after(2_000, async () => void (await call.press(key)));
  return call;
}

test('200 calls at once on two processes and one PostgreSQL: nobody is rung while in use, no call is lost, and what is stored says what the exchange saw', async () => {
  const postgres = await startPostgres();
  const DATABASE_URL = await postgres.createDatabase();
  const processes: ServiceProcess[] = [];
  let requests = 0;
  const account = {
    ...{ publicBaseUrl, ...accounts.twilio },
    get deliverTo() {
      return processes[requests++ % processes.length]?.origin ?? '';
    },
  };
  const failures: unknown[] = [];
  const timeline = new HurriedTimeline((error) => void failures.push(error));
  const exchange = new Exchange(account, { timeline, behaviour: behaviours() });
  // The service's clock is in no hurry, so that whom it fetched would have gone on long before.
  const noFetching = await answering((_, response) => void response.writeHead(429).end('{}'));
  const content = busyContent();
  const folders = { YIBO_CONTENT: content, YIBO_ASIDE: content };
  const env = { DATABASE_URL, ...folders, YIBO_CLOCK: '', TWILIO_API_BASE: noFetching };
  processes.push(new ServiceProcess(env), new ServiceProcess(env));
  onTestFinished(async () => {
    await Promise.all(processes.map((one) => one.remove()));
    await postgres.stop();
  });
  await Promise.all(processes.map((one) => one.start()));
  const all = await Promise.all(
    Array.from({ length: calls }, (_, n) =>
      newCall(exchange, `+861380013${String(n).padStart(4, '0')}`, keys[n % keys.length] ?? ''),
    ),
  );
  await until(() => failures.length > 0 || all.every(({ state }) => state === 'ended'));
  expect(failures).toEqual([]);
  expect(exchange.rings.filter(({ wasEngaged }) => wasEngaged)).toEqual([]);
  expect(all.filter(({ heard }) => !heard.some(({ kind }) => kind === 'bridged'))).toEqual([]);

  const store = await openStore(DATABASE_URL);
  onTestFinished(() => store.close());
  const stored = await Promise.all(
    all.map(async ({ callSid }) => {
      const id = `call:${callSid}`;
      await until(async () => (await store.conversations.get(id))?.hungUp);
      const { seats, waiting, calls: records } = store;
      return { offers: await seats.offersOf(id), wait: await waiting.get(id), record: await records.get(id) };
    }),
  );
  expect(stored.filter(({ wait }) => wait?.state !== 'served')).toEqual([]);
  expect(stored.filter(({ record }) => !record?.steps.some(({ came }) => came === 'answered'))).toEqual([]);
  expect(stored.filter(({ offers }) => taken(offers).length !== 1)).toEqual([]);
  const offers = stored.flatMap((one) => one.offers);
  // The database and the exchange say the same, each by itself.
  const rang = exchange.rings.map(({ callSid, address }) => `call:${callSid} ${address}`);
  expect(offers.map(({ conversationId, address }) => `${conversationId} ${address}`).sort()).toEqual(rang.sort());
  expect(offers.filter(({ outcome }) => outcome === null)).toEqual([]);
  expect((await store.seats.presences()).filter(({ state }) => state === 'on-call')).toEqual([]);
  for (const one of processes) expect(one.told).not.toContain('a phone turn failed');
});

function taken(offers: readonly KeptOffer[]): readonly KeptOffer[] {
  return offers.filter(({ outcome }) => outcome === 'taken');
}
