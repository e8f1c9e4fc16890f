import { afterAll, beforeAll, expect, test } from 'vitest';
import { colleagueFigures } from '../../src/hotline/reports/colleague-figures.js';
import { figures } from '../../src/hotline/reports/figures.js';
import { heatMap } from '../../src/hotline/reports/heat-map.js';
import { type Report, reportOf } from '../../src/hotline/reports/report.js';
import { Exchange } from '../../src/simulator/telephones/exchange.js';
import type { LiveCall } from '../../src/simulator/telephones/live-call.js';
import { ManualTimeline } from '../../src/simulator/telephones/timeline.js';
import { startTestService, type TestService } from '../service/running.js';

const food = 'sip:1501@pbx.invalid';
const day = { from: '2016-10-21', to: '2016-10-21', line: null } as const;
let service: TestService;
let time: ManualTimeline;
let exchange: Exchange;
let serial = 0;
/** As the exchange saw it, in ms: how long each caller waited from the key on, and how long each talk lasted. */
const waits: number[] = [];
const talks: number[] = [];
let pressedAt = 0;

async function call(keys: string): Promise<LiveCall> {
  const one = exchange.callFrom(`+861380013${String(++serial).padStart(4, '0')}`);
  await one.ring();
  await time.pass(1_000);
  pressedAt = time.now();
  for (const key of keys) await one.press(key);
  await time.pass(4_000);
  return one;
}

/** A talk with the colleague of 进出口食品, who takes the call after so many seconds. */
async function talk(afterSeconds: number, talkSeconds: number): Promise<LiveCall> {
  const one = await call('5');
  await time.pass(afterSeconds * 1000);
  await exchange.telephone(food).pickUp();
  waits.push(time.now() - pressedAt);
  await exchange.telephone(food).press('1');
  await time.pass(talkSeconds * 1000);
  talks.push(talkSeconds * 1000);
  return one;
}

/** A morning and an evening: each kind of call once, but for the talks, which are three. */
async function aDay(): Promise<void> {
  const satisfied = await talk(0, 60);
  await exchange.telephone(food).hangUp();
  await satisfied.press('1');
  await time.pass(120_000);
  const silent = await talk(13, 30);
  await exchange.telephone(food).hangUp();
  await time.pass(120_000);
  const left = await talk(0, 90);
  await left.hangUp();
  await time.pass(120_000);
  const rung = await call('5');
  await time.pass(4_000);
  waits.push(time.now() - pressedAt);
  await rung.hangUp();
  const soon = exchange.callFrom('+8613800139999');
  await soon.ring();
  await soon.press('5');
  await time.pass(1_000);
  waits.push(1_000);
  await soon.hangUp();
  const asks = await call('5');
  await exchange.telephone(food).decline();
  while (asks.state !== 'listening') await time.pass(1_000);
  waits.push(time.now() - pressedAt);
  await asks.press('1');
  await time.pass(60_000);
  const nothing = await call('');
  await nothing.hangUp();
  service.setClock('2016-10-21T19:00:00+08:00');
  const night = await call('5');
  while (night.state !== 'recording') await time.pass(1_000);
  night.player.speakIntoRecording();
  await time.pass(7_000);
  await night.press('#');
  await time.pass(60_000);
  expect([silent.state, night.state, asks.state]).toEqual(['ended', 'ended', 'ended']);
}

let report: Report;
beforeAll(async () => {
  service = await startTestService();
  service.setClock('2016-10-21T10:00:00+08:00');
  time = new ManualTimeline(0, (ms) => service.passTime(ms));
  const account = { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.twilio };
  exchange = new Exchange(account, { timeline: time });
  await aDay();
  report = await reportOf(service.store, day);
});
afterAll(() => service.close());

test('each call is counted once, and by what it came to', () => {
  expect(report.total.values).toMatchObject({
    ...{ calls: 8, asked: 6, closed: 1, selfService: 0, nothing: 1 },
    ...{ answered: 3, abandoned: 1, abandonedSoon: 1, toCallback: 1, toMessage: 0, unserved: 0 },
    ...{ connectRate: 50, within15: 2, within15Rate: (100 * 2) / 6 },
    ...{ cases: 2, callbacksAsked: 1, callbacksKept: 0, callbacksKeptRate: 0 },
    ...{ invited: 2, rated: 1, participation: 50, satisfied: 1, satisfaction: 100 },
  });
  expect(report.lines.map(({ id }) => id)).toEqual(['food']);
  const { calls: _calls, nothing: _nothing, ...line } = report.lines[0]?.values ?? {};
  expect(report.total.values).toMatchObject(line);
});

test('waits and talks are those that the exchange saw', () => {
  const { waitMedian, waitP90, waitLongest, talkTotal, talkMean } = report.total.values;
  const sorted = waits.toSorted((a, b) => a - b);
  // The service's clock runs on by itself meanwhile: never less is counted than the exchange let pass.
  const near = (value: number | null | undefined, ms: number) => {
    expect(value).toBeGreaterThan(ms / 1000 - 0.1);
    expect(value).toBeLessThan(ms / 1000 + 20);
  };
  near(waitMedian, sorted[2] ?? 0);
  near(waitP90, sorted[5] ?? 0);
  near(waitLongest, sorted[5] ?? 0);
  near(talkMean, 60_000);
  near((talkTotal ?? 0) * 60, 180_000);
  expect(talks).toEqual([60_000, 30_000, 90_000]);
});

test('of a colleague it is counted how often their telephone rang, and what came of it', () => {
  expect(report.colleagues).toHaveLength(1);
  const { talkTotal, talkMean, ...counts } = report.colleagues[0]?.values ?? {};
  expect(counts).toEqual({ rung: 6, taken: 3, missed: 0, busy: 1, spared: 2, rated: 1, satisfaction: 100 });
  expect([talkTotal, talkMean]).toEqual([report.total.values.talkTotal, report.total.values.talkMean]);
});

test('a report of a line has that line alone; another day has nothing', async () => {
  const own = await reportOf(service.store, { ...day, line: 'food' });
  expect(own.total.values.calls).toBe(7);
  expect(own.lines).toEqual([{ ...own.total, id: 'food' }]);
  const other = await reportOf(service.store, { ...day, line: 'origin' });
  expect(other.total.values).toMatchObject({ calls: 0, cases: 0, callbacksAsked: 0, connectRate: null });
  const before = await reportOf(service.store, { from: '2016-10-01', to: '2016-10-20', line: null });
  expect([before.total.values.calls, before.lines, before.colleagues, before.hours]).toEqual([0, [], [], []]);
});

test('calls are counted by hour and day of the week, and drawn', () => {
  expect(report.hours).toEqual([
    { weekday: 4, hour: 10, calls: 7, asked: 6, answered: 3 },
    { weekday: 4, hour: 19, calls: 1, asked: 0, answered: 0 },
  ]);
  const svg = heatMap(report, '热线 <全部> & 其他');
  expect(svg).toContain('<title>周五 10 点：来电 7，要求人工 6，接通 3</title>');
  expect(svg).toContain('热线 &lt;全部> &amp; 其他：来电，2016-10-21');
  expect(svg.match(/<rect /g)).toHaveLength(7 * 24 + 1);
});

test('each figure has a name and a definition of its own', () => {
  for (const own of [figures, colleagueFigures]) {
    expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
    expect(new Set(own.map(({ name }) => name)).size).toBe(own.length);
    for (const { means } of own) expect(means).toMatch(/^.{4,}。$/);
  }
});
