import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallRecord } from '../../src/domain/calls/call-record.js';
import { Exchange } from '../../src/simulator/telephones/exchange.js';
import type { LiveCall } from '../../src/simulator/telephones/live-call.js';
import { ManualTimeline } from '../../src/simulator/telephones/timeline.js';
import { startTestService, type TestService } from '../service/running.js';
import { ReconciledHouse } from './reconciling/reconciled-house.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service.close());

const morning = Date.parse('2016-10-21T10:00:00+08:00');
let day = 0;
let time: ManualTimeline;
let exchange: Exchange;
/** Each test has a day of its own. */
beforeEach(() => {
  service.setClock(new Date(morning + day++ * 7 * 86_400_000).toISOString());
  time = new ManualTimeline(0, (ms) => service.passTime(ms));
  const account = { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.twilio };
  exchange = new Exchange(account, { timeline: time });
});

const food = 'sip:1501@pbx.invalid';

async function recordOf({ callSid }: LiveCall): Promise<CallRecord | null> {
  return service.store.calls.get(`call:${callSid}`);
}

async function rungFor(keys: string): Promise<LiveCall> {
  const call = exchange.callFrom('+8613800138000');
  await call.ring();
  await time.pass(2_000);
  await call.press(keys);
  await time.pass(4_000);
  return call;
}

/** What was done in each turn, where it led and what came of it. */
const path = (record: CallRecord | null) => record?.steps.map(({ did, place, came }) => `${did} > ${place}: ${came}`);

test('a call that is over has a record: each turn, who hung up, when a person was asked for, and how the talk is rated', async () => {
  const call = await rungFor('5');
  await exchange.telephone(food).pickUp();
  await time.pass(5_000);
  await exchange.telephone(food).press('1');
  await time.pass(60_000);
  expect(await recordOf(call)).toBeNull();
  await exchange.telephone(food).hangUp();
  await call.press('2');
  await time.pass(10_000);
  const record = await recordOf(call);
  expect(path(record)).toEqual([
    'rings > menu:main: goes-on',
    'key 5 > handoff:food: rings',
    'talk over > rating:food: answered',
    'key 2 > over: rated',
  ]);
  expect(record).toMatchObject({ kind: 'inbound', endedBy: 'colleague', line: 'food', rating: 'neutral' });
  const { beganAt = 0, endedAt = 0, asked } = record ?? {};
  expect(asked?.state).toBe('served');
  // The service's clock runs on by itself, too: never less has passed than the exchange let pass.
  expect((asked?.at ?? 0) - beganAt).toBeGreaterThanOrEqual(2_000);
  const [rings = -1, key = 0, over = 0, rated = 0] = record?.steps.map(({ after }) => after) ?? [];
  expect([rings, key >= 2_000, over >= 71_000, rated >= over, endedAt - beganAt >= rated]).toEqual([
    0,
    true,
    true,
    true,
    true,
  ]);
  expect((await service.store.seats.offersOf(`call:${call.callSid}`)).map(({ outcome }) => outcome)).toEqual(['taken']);
});

test('whoever says nothing, or hangs up, when they are asked how it was has not taken part', async () => {
  for (const does of ['says nothing', 'hangs up']) {
    const call = await rungFor('5');
    await exchange.telephone(food).pickUp();
    await time.pass(8_000);
    await exchange.telephone(food).press('1');
    await exchange.telephone(food).hangUp();
    if (does === 'hangs up') await call.hangUp();
    await time.pass(120_000);
    expect(await recordOf(call)).toMatchObject({ rating: 'none', endedBy: 'colleague' });
  }
});

test('a caller who ends the talk is not asked; who hangs up while it rings has left', async () => {
  const talked = await rungFor('5');
  await exchange.telephone(food).pickUp();
  await time.pass(8_000);
  await exchange.telephone(food).press('1');
  await talked.hangUp();
  expect(await recordOf(talked)).toMatchObject({ endedBy: 'caller', rating: null });
  await time.pass(120_000);
  const left = await rungFor('5');
  await left.hangUp();
  expect(await recordOf(left)).toMatchObject({ endedBy: 'caller', asked: { state: 'left' }, rating: null });
});

test('a record says how many digits were pressed, and never which', async () => {
  const call = await rungFor('*');
  await call.press('1');
  await call.press('120000116000001#');
  await call.hangUp();
  const record = await recordOf(call);
  expect(path(record)).toContain('15 digits > form:progress: goes-on');
  expect(JSON.stringify(record)).not.toMatch(/12000011|13800138000/);
  expect(record).toMatchObject({ line: null, asked: null, endedBy: 'caller' });
});

test('a signal of the end that comes twice, or late, leaves one record as it was first', async () => {
  exchange.options.signals = ({ what }) => (what === 'call-ended' ? [0, 5_000] : [0]);
  const call = await rungFor('5');
  await call.hangUp();
  const first = await recordOf(call);
  await time.pass(10_000);
  expect(await recordOf(call)).toEqual(first);
});

test('where nobody tells of its end, a call is recorded as of when it was last heard of, and nobody knows who hung up', async () => {
  exchange.options.signals = () => [];
  const call = await rungFor('*');
  await call.hangUp();
  expect(await recordOf(call)).toBeNull();
  const house = new ReconciledHouse(service.store);
  house.now = morning + day * 7 * 86_400_000;
  await house.round();
  const record = await recordOf(call);
  expect(record).toMatchObject({ endedBy: 'unknown', asked: null, line: null });
  expect((record?.endedAt ?? 0) - (record?.beganAt ?? 0)).toBe(record?.steps.at(-1)?.after);
});

test('a message whose turn comes when the call is over is in its record, too', async () => {
  service.setClock(new Date(morning + 12 * 3_600_000).toISOString());
  const call = await rungFor('5');
  while (call.state !== 'recording') await time.pass(1_000);
  call.player.speakIntoRecording();
  await time.pass(9_000);
  await call.hangUp();
  const record = await recordOf(call);
  expect(record).toMatchObject({ line: 'food', asked: null, endedBy: 'caller' });
  expect(path(record)?.at(-1)).toBe('message of 9 s, hangs up > over: case');
});
