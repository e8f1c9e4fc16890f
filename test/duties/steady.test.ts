import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SteadyClock } from '../../src/domain/time/steady.js';
import { Duties } from '../../src/duties/duties.js';
import { onEachDatabase } from '../contracts/two-openings.js';
import { until } from '../until.js';

const hour = 3_600_000;
const day = 24 * hour;
const start = Date.parse('2016-10-21T10:00:00+08:00');

/** A wall clock and one that nobody sets, both in the hands of a test. */
function clocks(at = start) {
  const state = { at, nowMs: 1_000 };
  return {
    clock: { now: () => state.at },
    nowMs: () => state.nowMs,
    pass(ms: number) {
      state.at += ms;
      state.nowMs += ms;
    },
    set(ms: number) {
      state.at += ms;
    },
  };
}

test('a clock that runs on is believed, and one that NTP has put right by seconds', () => {
  const time = clocks();
  const steady = new SteadyClock(time.clock, time.nowMs);
  time.pass(hour);
  time.set(-20_000);
  expect(steady.doubt(start)).toBeNull();
});

test('however a clock was set by more than an hour, it is believed a day later and not before', () => {
  const jump = fc.integer({ min: 2 * hour, max: 20_000 * day }).chain((by) => fc.constantFrom(by, -by));
  fc.assert(
    fc.property(jump, fc.integer({ min: 0, max: 23 * hour }), (by, later) => {
      const time = clocks();
      const steady = new SteadyClock(time.clock, time.nowMs);
      time.set(by);
      expect(steady.doubt(start)).toContain('was set');
      time.pass(later);
      expect(steady.doubt(start)).not.toBeNull();
      time.pass(25 * hour);
      expect(steady.doubt(start)).toBeNull();
    }),
  );
});

test('a start long after the last time is believed after a day, and the first start of all at once', () => {
  const time = clocks(start + 400 * day);
  const steady = new SteadyClock(time.clock, time.nowMs);
  expect(steady.doubt(null)).toBeNull();
  expect(steady.doubt(start)).toContain('not done for more than a week');
  time.pass(day);
  expect(steady.doubt(start)).toBeNull();
});

onEachDatabase((db) => {
  test('what cannot be undone is held back after a restart with a wild clock, also after the next restart; else it is done', async () => {
    const done: number[] = [];
    const said: string[] = [];
    const log = {
      debug: () => undefined,
      warn: () => undefined,
      error: (fields: object) => void said.push(String((fields as { err: Error }).err)),
    };
    const run = async (at: number, isOver: () => boolean) => {
      const { clock, nowMs } = clocks(at);
      const duties = new Duties(db.store, { clock, log, steady: new SteadyClock(clock, nowMs) });
      duties.every({ name: 'remove', periodMs: 10, isFinal: true, work: async () => void done.push(at) });
      await until(isOver);
      await duties.stop();
    };
    await run(start, () => done.length > 0);
    const before = done.length;
    await run(start + 8_000 * day, () => said.length > 0);
    await run(start + 8_000 * day + 1_000, () => said.length > 1);
    expect([done.length, said[0]]).toEqual([before, expect.stringContaining('held back')]);
    await run(start + hour, () => done.length > before);
  });
});
