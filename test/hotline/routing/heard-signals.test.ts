import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DialEnd, LegEnd } from '../../../src/domain/hotline/seats.js';
import type { Store } from '../../../src/domain/store.js';
import { HeardSignals } from '../../../src/hotline/routing/heard-signals.js';
import { Seating, type Staffing } from '../../../src/hotline/routing/seating.js';
import { openStore } from '../../../src/store/open.js';
import { gateOf, request, tenOClock } from './staffing.js';

const second = 1000;
const folder = mkdtempSync(join(tmpdir(), 'yibo-signals-'));
let store: Store;
let staffing: Staffing;
let seats: Seating;
let signals: HeardSignals;
/** Names the test's own colleagues and its own call. */
let serial = 0;

beforeAll(async () => {
  store = await openStore(`sqlite:${join(folder, 'signals.db')}`);
  await store.migrate();
  const parts = { store: store.seats, content: () => staffing };
  seats = new Seating(parts);
  signals = new HeardSignals(parts);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  serial += 1;
  staffing = gateOf(2, 'longest-idle', `gate${serial}`);
});

const call = () => `CA${serial}`;
const offer = (n: number, round = 0) => `call:${call()}:${round}:gate${serial}-${n}`;
const end = (change: Partial<DialEnd> = {}): DialEnd => ({
  ...{ status: 'no-answer', isBridged: null, isCallerGone: false },
  ...change,
});
const stands = async () => (await store.seats.presences()).filter((one) => one.colleague.startsWith(`gate${serial}-`));
const states = async () => (await stands()).map(({ state }) => state);
const outcomes = async () => (await store.seats.offersOf(`call:${call()}`)).map(({ outcome }) => outcome);
const dialEnded = async (how: DialEnd, at: number) => {
  const { outcome, settled } = await signals.dialEnded(`call:${call()}`, offer(1), how, at);
  await settled;
  return outcome;
};

describe('of two who ring at once', () => {
  beforeEach(async () => {
    staffing = gateOf(2, 'ring-all', `gate${serial}`);
    await seats.ring(request(call()));
  });

  test('one has the call, however many press 1; the other loses nothing; the talk ends once', async () => {
    expect(await signals.accepted(offer(2), tenOClock + 3 * second)).toBe(true);
    expect(await signals.accepted(offer(1), tenOClock + 4 * second)).toBe(false);
    // Twice, as a delivery may come.
    expect(await signals.accepted(offer(2), tenOClock + 5 * second)).toBe(true);
    expect(await states()).toEqual(['free', 'on-call']);
    const over = tenOClock + 60 * second;
    expect(await dialEnded(end({ status: 'completed' }), over)).toBe('answered');
    await signals.legEnded(offer(2), 'completed', over + 5 * second);
    await signals.callEnded(`call:${call()}`, over + 6 * second);
    expect(await stands()).toMatchObject([
      { state: 'free', idleSince: null },
      { state: 'wrap-up', since: over, until: over + 30 * second },
    ]);
    expect(await outcomes()).toEqual(['lost', 'taken']);
  });

  test('who heard who is calling while the other pressed 1 loses nothing, though their leg is said to be completed', async () => {
    expect(await signals.accepted(offer(2), tenOClock + 3 * second)).toBe(true);
    await signals.legEnded(offer(1), 'completed', tenOClock + 3 * second);
    expect(await outcomes()).toEqual(['lost', 'taken']);
    expect(await states()).toEqual(['free', 'on-call']);
  });

  test('who picked up and pressed nothing did not answer, and whoever that silenced loses nothing', async () => {
    await signals.legEnded(offer(2), 'canceled', tenOClock + 4 * second);
    await signals.legEnded(offer(1), 'completed', tenOClock + 13 * second);
    const dial = end({ status: 'completed', isBridged: false });
    expect(await dialEnded(dial, tenOClock + 13 * second)).toBe('no-answer');
    expect(await outcomes()).toEqual(['no-answer', 'lost']);
    expect(await states()).toEqual(['resting', 'free']);
  });

  test('both did not answer where both rang for the whole time, whatever it is called', async () => {
    await signals.legEnded(offer(2), 'canceled', tenOClock + 18 * second);
    await dialEnded(end(), tenOClock + 18 * second);
    expect(await outcomes()).toEqual(['no-answer', 'no-answer']);
  });

  test.each([
    ['busy', ['busy', 'busy'], 'busy'],
    ['failed', ['failed', 'busy'], 'failed'],
  ] as const)('they are busy where both are: %s', async (status, came, told) => {
    if (status === 'failed') await signals.legEnded(offer(2), 'busy', tenOClock);
    expect(await dialEnded(end({ status }), tenOClock + second)).toBe(told);
    expect(await outcomes()).toEqual(came);
  });
});

describe('of one who rings', () => {
  beforeEach(async () => void (await seats.ring(request(call()))));
  const at = tenOClock + 5 * second;

  test.each([
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
    ['refused', 'refused'],
  ] as const)('a leg that ended %s was %s; the dial after it changes nothing', async (leg: LegEnd, outcome) => {
    await signals.legEnded(offer(1), leg, at);
    await dialEnded(end({ status: 'busy' }), at + second);
    await signals.legEnded(offer(1), 'failed', at + second);
    expect(await outcomes()).toEqual([outcome]);
    expect(await states()).toEqual(['resting']);
  });

  test.each([
    [{ status: 'busy' }, 'busy', 'busy'],
    [{ status: 'no-answer' }, 'no-answer', 'no-answer'],
    [{ status: 'completed', isBridged: false }, 'no-answer', 'no-answer'],
    // An exchange that does not say whether two were joined: nobody pressed 1.
    [{ status: 'completed' }, 'no-answer', 'no-answer'],
    [{ status: 'failed' }, 'failed', 'failed'],
    [{ status: 'canceled' }, 'withdrawn', 'failed'],
    // Their 1 was never heard of.
    [{ status: 'completed', isBridged: true }, 'taken', 'answered'],
  ] as const)('the dial alone tells: %j', async (how, outcome, told) => {
    expect(await dialEnded(end(how), at)).toBe(told);
    expect(await outcomes()).toEqual([outcome]);
    if (told === 'answered') expect(await states()).toEqual(['wrap-up']);
  });

  test('a caller who hangs up frees them, by whichever signal says it first', async () => {
    await dialEnded(end({ isCallerGone: true }), at);
    await signals.callEnded(`call:${call()}`, at);
    await signals.legEnded(offer(1), 'canceled', at);
    expect(await outcomes()).toEqual(['withdrawn']);
    expect(await states()).toEqual(['free']);
  });

  test('nobody is blamed for a caller who hangs up while they are told who is calling, whichever signal says it first', async () => {
    await signals.legEnded(offer(1), 'completed', at);
    await dialEnded(end({ isCallerGone: true }), at);
    expect([await outcomes(), await states()]).toEqual([['withdrawn'], ['free']]);
  });

  test('whoever picked up and pressed nothing did not answer, whichever signal says it first', async () => {
    await signals.legEnded(offer(1), 'completed', at);
    await dialEnded(end({ status: 'completed', isBridged: false }), at);
    expect([await outcomes(), await states()]).toEqual([['no-answer'], ['resting']]);
  });

  test('a ring that is cut off while the caller is there goes on: they were fetched, and the same turn rings it again', async () => {
    await signals.legEnded(offer(1), 'canceled', at);
    expect([await outcomes(), await states()]).toEqual([[null], ['ringing']]);
    expect(await signals.accepted(offer(1), at + 5 * second)).toBe(true);
    expect(await outcomes()).toEqual(['taken']);
  });

  test('a caller who hangs up while they talk ends the talk', async () => {
    await signals.accepted(offer(1), at);
    await signals.callEnded(`call:${call()}`, at + second);
    expect(await states()).toEqual(['wrap-up']);
  });

  test('what comes late of an earlier round leaves the next one alone', async () => {
    await dialEnded(end(), at);
    await seats.ring(request(call(), { round: 1, at }));
    await dialEnded(end(), at + second);
    await signals.legEnded(offer(1), 'no-answer', at + second);
    expect(await outcomes()).toEqual(['no-answer', null]);
    expect(await states()).toEqual(['resting', 'ringing']);
  });
});

test('an offer that nobody knows costs no call', async () => {
  expect(await signals.accepted('call:CA9:0:gate-1', tenOClock)).toBe(true);
  await signals.legEnded('call:CA9:0:gate-1', 'busy', tenOClock);
  const dial = async (how: Partial<DialEnd>) =>
    (await signals.dialEnded('call:CA9', null, end(how), tenOClock)).outcome;
  expect(await dial({ status: 'completed' })).toBe('answered');
  expect(await dial({ status: 'busy' })).toBe('busy');
  expect(await stands()).toEqual([]);
});
