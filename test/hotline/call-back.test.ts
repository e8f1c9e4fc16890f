import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { CallRefused } from '../../src/domain/callbacks/dialler.js';
import { defaultRules } from '../../src/domain/hotline/rules.js';
import { wholeNumber } from '../../src/domain/identifiers/telephone.js';
import type { Store } from '../../src/domain/store.js';
import { callBack } from '../../src/hotline/callbacks/call-back.js';
import { nextStep } from '../../src/hotline/callbacks/next-step.js';
import { CalledBack } from '../../src/hotline/callbacks/signals.js';
import { caseOf, now, openedStore, temporaryFolder } from '../operations/fixtures.js';
import { settling } from './settling.js';

const rules = { ...defaultRules.callbacks, reach: ['+852'], attempts: 2, pauseMinutes: 10 };
const morning = { at: now, isOpen: true, canDial: true };
const at = (time: string) => Date.parse(`2016-10-21T${time}:00+08:00`);

describe('what is done about a call back', () => {
  test.each([
    ['a number that the provider reaches', '+85221234567', 0, morning, 'ring'],
    ['one that it does not', '13800138000', 0, morning, 'colleague'],
    ['one within the city', '65661890', 0, morning, 'colleague'],
    ['none', null, 0, morning, 'colleague'],
    ['rung as often as may be', '+85221234567', 2, morning, 'colleague'],
    ['without a provider', '+85221234567', 0, { ...morning, canDial: false }, 'colleague'],
    ['while the line is closed', '+85221234567', 0, { ...morning, isOpen: false }, 'wait'],
    ['at night', '+85221234567', 0, { ...morning, at: at('20:00') }, 'wait'],
    ['before the morning', '+85221234567', 0, { ...morning, at: at('08:29') }, 'wait'],
    ['from the morning on', '+85221234567', 0, { ...morning, at: at('08:30') }, 'ring'],
  ] as const)('%s', (_, number, attempts, moment, does) => {
    expect(nextStep({ number, attempts }, rules, moment).does).toBe(does);
  });

  test('numbers are whole before they are rung', () => {
    expect(
      ['13800138000', '022-65661890'.replace('-', ''), '+85221234567', '65661890', '12345'].map(wholeNumber),
    ).toEqual(['+8613800138000', '+862265661890', '+85221234567', null, null]);
  });
});

describe('calling back', () => {
  let store: Store;
  let rung: string[];
  let refuse: Error | null;
  const pauses: number[] = [];
  const clock = { at: now, now: () => clock.at };
  const duty = () => ({
    callbacks: store.callbacks,
    rules: () => rules,
    isOpen: () => true,
    isTheirTurn: async () => true,
    dialler: {
      async dial(caseNo: string, attempt: number, number: string) {
        if (refuse) throw refuse;
        rung.push(`${caseNo} ${attempt} ${number} ${clock.at - now}`);
        return 'CA1';
      },
    },
    clock,
    log: { info: () => undefined, warn: () => undefined },
    async pause(ms: number) {
      pauses.push(ms);
      clock.at += ms;
    },
  });
  const round = () => callBack(duty(), () => false);
  const signals = () => new CalledBack({ ...store, connected: settling(store), rules: () => rules });

  beforeEach(async () => {
    store = await openedStore(join(temporaryFolder(), 'a.db'));
    rung = [];
    refuse = null;
    pauses.length = 0;
    clock.at = now;
  });

  async function ask(caseNo: string, number: string | null = '+85221234567', line = 'food') {
    const callback = { caseNo, line, number, conversationId: `wx:${caseNo}`, askedAt: now };
    await store.cases.open({ ...caseOf(`call:${caseNo}`), caseNo }, [{ kind: 'ask-callback', callback }]);
  }

  test('one request each, one a second, also where another process has just rung', async () => {
    for (const caseNo of ['1', '2', '3']) await ask(caseNo, `+8522123456${caseNo}`);
    await round();
    await round();
    expect(rung).toEqual(['1 1 +85221234561 0', '2 1 +85221234562 1000', '3 1 +85221234563 2000']);
    await ask('4');
    clock.at += 400;
    await round();
    expect([rung[3], pauses]).toEqual(['4 1 +85221234567 3000', [1000, 1000, 600]]);
  });

  test('whoever left two cases is rung for one at a time', async () => {
    await ask('1');
    await ask('2');
    await round();
    expect(rung).toHaveLength(1);
    await signals().over({ caseNo: '1', attempt: 1 }, 'call:CA1', 'busy', clock.at);
    await round();
    expect(rung.map((one) => one.slice(0, 3))).toEqual(['1 1', '2 1']);
  });

  test('who is busy is rung again after the pause; after the last time a colleague calls', async () => {
    await ask('1');
    await round();
    await signals().over({ caseNo: '1', attempt: 1 }, 'call:CA1', 'busy', clock.at);
    clock.at += 9 * 60_000;
    await round();
    expect(rung).toHaveLength(1);
    clock.at += 60_000;
    await round();
    expect(rung).toHaveLength(2);
    // What is told late of the first attempt says nothing of the second.
    await signals().over({ caseNo: '1', attempt: 1 }, 'call:CA1', 'no-answer', clock.at);
    expect((await store.callbacks.get('1'))?.state).toBe('dialled');
    await signals().over({ caseNo: '1', attempt: 2 }, 'call:CA2', 'completed', clock.at);
    expect(await store.callbacks.get('1')).toMatchObject({ state: 'not-reached', by: 'colleague', reason: 'no key' });
  });

  test('who presses the key has their place; a colleague who took the call makes it connected', async () => {
    await ask('1');
    await round();
    clock.at += 5000;
    const ring = { caseNo: '1', attempt: 1 };
    expect(await signals().reached(ring, 'call:CA1', clock.at)).toMatchObject({ line: 'food' });
    expect(await store.waiting.get('call:CA1')).toMatchObject({ enteredAt: now, state: 'waiting', line: 'food' });
    await store.waiting.note('call:CA1', 'served', clock.at);
    await signals().over(ring, 'call:CA1', 'completed', clock.at);
    await signals().over(ring, 'call:CA1', 'completed', clock.at);
    expect((await store.callbacks.get('1'))?.state).toBe('connected');
  });

  test('who is not to be called back any more, and presses the key, is asked for by nobody and stands in no line', async () => {
    await ask('1');
    await round();
    await store.callbacks.settle('1', { state: 'given-up', at: clock.at, reason: 'said so' });
    expect(await signals().reached({ caseNo: '1', attempt: 1 }, 'call:CA1', clock.at)).toBeNull();
    expect(await store.waiting.get('call:CA1')).toBeNull();
    expect(await store.callbacks.get('1')).toMatchObject({ state: 'given-up', reachedAt: null });
  });

  test('who was reached and talked to nobody is called by a colleague, and not rung again', async () => {
    await ask('1');
    await round();
    await signals().reached({ caseNo: '1', attempt: 1 }, 'call:CA1', clock.at);
    await signals().over({ caseNo: '1', attempt: 1 }, 'call:CA1', 'completed', clock.at);
    expect(await store.callbacks.get('1')).toMatchObject({ state: 'reached', by: 'colleague' });
    clock.at += 3_600_000;
    await round();
    expect(rung).toHaveLength(1);
    expect(await store.callbacks.open()).toHaveLength(1);
  });

  test('a number that the provider refuses is left to a colleague; one that it could not ring just now is not', async () => {
    await ask('1');
    refuse = new CallRefused('code 21215');
    await round();
    await ask('2');
    refuse = new Error('503');
    clock.at += 1000;
    await round();
    expect((await store.callbacks.open()).map(({ by, reason }) => [by, reason])).toEqual([
      ['colleague', 'code 21215'],
      ['service', '503'],
    ]);
  });

  test('a call whose end is never told counts as not reached', async () => {
    await ask('1');
    await round();
    clock.at += 5 * 60_000 + 1;
    await round();
    expect(await store.callbacks.get('1')).toMatchObject({ state: 'not-reached', by: 'service', reason: 'never told' });
  });
});
