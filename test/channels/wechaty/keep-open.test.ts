import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { growingPause, KeptPuppet } from '../../../src/channels/wechaty/keep-open.js';
import { type OpenPuppet, type PuppetEvent, PuppetGone } from '../../../src/channels/wechaty/puppet.js';
import { until } from '../../until.js';

const settings = { puppet: 'played', token: null, folder: 'var' };
const log = pino({ level: 'silent' });
afterEach(() => void vi.useRealTimers());

test('pauses grow from a second to five minutes', () => {
  expect([1, 2, 3, 4, 9, 10, 1000].map(growingPause)).toEqual([1000, 2000, 4000, 8000, 256_000, 300_000, 300_000]);
});

test('a puppet that cannot be started, or dies, is started again; what cannot be said now is refused', async () => {
  const pauses: number[] = [];
  const said: string[] = [];
  let starts = 0;
  let closed = 0;
  let gone: (reason: string) => void = () => undefined;
  let logIn = (): void => undefined;
  const open: OpenPuppet = async (_, tell) => {
    const mine = ++starts;
    if (mine <= 4) throw new Error('no connection');
    gone = (reason) => tell({ kind: 'gone', reason });
    logIn = () => tell({ kind: 'logged-in' });
    return {
      say: async (to, words) => void said.push(`${mine} ${to}: ${words}`),
      async close() {
        closed++;
      },
    };
  };
  const puppet = new KeptPuppet({ settings, open, log, tell: () => undefined, pause: async (ms) => pauses.push(ms) });
  puppet.start();
  await until(() => starts === 5);
  expect(pauses).toEqual([1000, 2000, 4000, 8000]);
  await expect(puppet.say('li', '您好')).rejects.toThrow(PuppetGone);
  logIn();
  await puppet.say('li', '您好');
  gone('killed');
  await until(() => starts === 6);
  expect([pauses.at(-1), closed]).toEqual([16_000, 1]);
  await expect(puppet.say('li', '早')).rejects.toThrow(PuppetGone);
  logIn();
  await puppet.say('li', '早');
  expect(said).toEqual(['5 li: 您好', '6 li: 早']);
  await puppet.stop();
  expect(closed).toBe(2);
});

test('words of which a puppet never says whether they were sent count as refused after a while', async () => {
  let logIn = (): void => undefined;
  const open: OpenPuppet = async (_, tell) => {
    logIn = () => tell({ kind: 'logged-in' });
    return { say: () => new Promise(() => undefined), close: async () => undefined };
  };
  const puppet = new KeptPuppet({ settings, open, log, tell: () => undefined });
  puppet.start();
  await Promise.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  logIn();
  vi.useFakeTimers();
  const saying = puppet.say('li', '您好').catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await saying).toMatch('within 30 s');
  vi.useRealTimers();
  await puppet.stop();
});

test('a stop ends a pause, a wait, and a puppet that is still being started', async () => {
  const events: PuppetEvent[] = [];
  const failing: OpenPuppet = () => Promise.reject(new Error('no connection'));
  const pausing = new KeptPuppet({ settings, open: failing, log, tell: (event) => events.push(event) });
  pausing.start();
  await pausing.stop();
  expect(events).toEqual([]);

  let isClosed = false;
  let opened = (): void => undefined;
  const slow: OpenPuppet = async () => {
    await new Promise<void>((resolve) => {
      opened = resolve;
    });
    return {
      say: async () => undefined,
      async close() {
        isClosed = true;
      },
    };
  };
  const starting = new KeptPuppet({ settings, open: slow, log, tell: () => undefined });
  starting.start();
  const stopped = starting.stop();
  opened();
  await stopped;
  expect(isClosed).toBe(true);
});
