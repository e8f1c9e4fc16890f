import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { KeptOffer } from '../../src/domain/hotline/offer.js';
import { installation } from '../../src/service/installation.js';
import type { Behaviour } from '../../src/simulator/telephones/behaviour.js';
import { Exchange } from '../../src/simulator/telephones/exchange.js';
import type { LiveCall } from '../../src/simulator/telephones/live-call.js';
import { Rest } from '../../src/simulator/telephones/rest.js';
import { serveRest } from '../../src/simulator/telephones/rest-server.js';
import { type Due, RealTimeline } from '../../src/simulator/telephones/timeline.js';
import { openStore } from '../../src/store/open.js';
import { startPostgres } from '../postgres-server.js';
import { until } from '../until.js';
import { accounts, publicBaseUrl, ServiceProcess } from './process.js';

const calls = 200;
/** The keys of some lines, and how their telephones begin. */
const lines = {
  '2': ['port-clearance', 12],
  '4': ['animal-plant', 14],
  '5': ['food', 15],
  '8': ['legal', 18],
} as const;
/** Telephones and callers are so much faster than people. */
const faster = 20;

/** Time as it is, in a hurry. */
class HurriedTimeline extends RealTimeline {
  override now(): number {
    return super.now() * faster;
  }

  override after(ms: number, act: () => Promise<void> | void): Due {
    return super.after(ms / faster, act);
  }
}

/** The content with some lines of ten people each, that are always open and where nobody writes up or rests. */
function busyContent(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-busy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { root } = installation();
  for (const name of ['menus', 'intents', 'data']) cpSync(join(root, name), join(folder, name), { recursive: true });
  const file = join(folder, 'data/staff/lines.yaml');
  let written = readFileSync(file, 'utf8');
  for (const [id, telephones] of Object.values(lines)) {
    const staff = Array.from(
      { length: 10 },
      (_, n) => `{ name: ${id}${n}, phone: "sip:${telephones}0${n}@pbx.invalid" }`,
    );
    const own = new RegExp(`^  ${id}: \\{ name: (.*?), .*$`, 'm');
    written = written.replace(own, `  ${id}: { name: $1, strategy: longest-idle, staff: [${staff.join(', ')}] }`);
  }
  writeFileSync(file, written);
  const numbers = 'wrapUpSeconds: 0\nrestSeconds: { busy: 0, refused: 0, noAnswer: 0 }\nmissesUntilAway: 99\n';
  writeFileSync(join(folder, 'data/staff/hotline.yaml'), numbers);
  const always = 'schedules:\n  general:\n    - { days: any, open: ["00:00-24:00"], because: 现在是下班时间 }\n';
  writeFileSync(join(folder, 'data/calendar/hours.yaml'), always);
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
    return other ?? { does: 'accepts', afterSeconds: 1 + (nth % 3), talksSeconds: 4 + (nth % 5) };
  };
}

async function wholeCall(exchange: Exchange, from: string, key: string): Promise<LiveCall> {
  const call = exchange.callFrom(from);
  await call.ring();
  await until(() => call.state === 'listening');
  await call.press(key);
  await until(() => call.state === 'ended');
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
  const rest = await serveRest(new Rest(exchange));
  const env = { DATABASE_URL, YIBO_CONTENT: busyContent(), YIBO_CLOCK: '', TWILIO_API_BASE: rest.origin };
  processes.push(new ServiceProcess(env), new ServiceProcess(env));
  onTestFinished(async () => {
    rest.close();
    await Promise.all(processes.map((one) => one.remove()));
    await postgres.stop();
  });
  await Promise.all(processes.map((one) => one.start()));
  const keys = Object.keys(lines);
  const ended = await Promise.all(
    Array.from({ length: calls }, (_, n) =>
      wholeCall(exchange, `+861380013${String(n).padStart(4, '0')}`, keys[n % keys.length] ?? ''),
    ),
  );
  expect(failures).toEqual([]);
  expect(exchange.rings.filter(({ wasEngaged }) => wasEngaged)).toEqual([]);
  expect(ended.filter(({ heard }) => !heard.some(({ kind }) => kind === 'bridged'))).toEqual([]);

  const store = await openStore(DATABASE_URL);
  onTestFinished(() => store.close());
  const stored = await Promise.all(
    ended.map(async ({ callSid }) => {
      const id = `call:${callSid}`;
      await until(async () => (await store.conversations.get(id))?.hungUp);
      return { offers: await store.seats.offersOf(id), wait: await store.waiting.get(id) };
    }),
  );
  expect(stored.filter(({ wait }) => wait?.state !== 'served')).toEqual([]);
  expect(stored.filter(({ offers }) => taken(offers).length !== 1)).toEqual([]);
  const offers = stored.flatMap((one) => one.offers);
  // The database and the exchange count the same, each by itself.
  expect(offers).toHaveLength(exchange.rings.length);
  const rang = exchange.rings.map(({ callSid, address }) => `${callSid} ${address}`);
  expect(offers.map(({ conversationId, address }) => `${conversationId.slice(5)} ${address}`).sort()).toEqual(
    rang.sort(),
  );
  expect(offers.filter(({ outcome }) => outcome === null)).toEqual([]);
  expect((await store.seats.presences()).filter(({ state }) => state === 'on-call')).toEqual([]);
  for (const one of processes) expect(one.told).not.toMatch(/"level":[56]0/);
}, 120_000);

function taken(offers: readonly KeptOffer[]): readonly KeptOffer[] {
  return offers.filter(({ outcome }) => outcome === 'taken');
}
