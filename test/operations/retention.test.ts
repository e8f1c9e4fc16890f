import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Forgetful } from '../../src/domain/care/forgetful.js';
import type { Store } from '../../src/domain/store.js';
import { parseDuration } from '../../src/domain/time/duration.js';
import { Duties } from '../../src/duties/duties.js';
import { keepRetention } from '../../src/operations/retention/keep.js';
import type { RetentionRule } from '../../src/operations/retention/rules.js';
import { carryOut, foresee, type RetentionStores } from '../../src/operations/retention/run.js';
import { allCases } from '../all-cases.js';
import { until } from '../until.js';
import { caseOf, dayMs, everything, now, openedStore, temporaryFolder, turn } from './fixtures.js';

function rule(what: string, written: string, id = what): RetentionRule {
  const after = parseDuration(written);
  if (!after) throw new Error(`${written} is no duration`);
  return { id, what, after, written, reason: '一句话。' };
}

let store: Store;
beforeEach(async () => {
  store = await openedStore(join(temporaryFolder(), 'yibo.db'));
  // Two days ago three turns of one conversation; forty days ago one turn of another, with a case; now a third.
  for (const revision of [1, 2, 3]) await store.conversations.commit(turn('call:1', revision, now - 2 * dayMs));
  await store.conversations.commit(turn('call:2', 1, now - 40 * dayMs, true));
  await store.conversations.commit(turn('call:3', 1, now));
  // Begun long ago, and gone on with now.
  for (const revision of [1, 2])
    await store.conversations.commit(turn('call:5', revision, now - (2 - revision) * 40 * dayMs));
  await store.cases.open(caseOf('call:4', now - 10 * dayMs));
});

describe('a rule removes what is older than it says, and nothing else:', () => {
  test('answers, but not where a conversation stands', async () => {
    expect(await carryOut(store, rule('answers', 'P1D'), now)).toMatchObject({ removed: 3, cutoff: now - dayMs });
    expect((await store.conversations.take('call:1', 'call:1:2')).answered).toBeNull();
    expect((await store.conversations.take('call:1', 'x')).conversation?.revision).toBe(3);
  });

  test('conversations that nobody has gone on with', async () => {
    expect(await carryOut(store, rule('conversations', 'P30D'), now)).toMatchObject({ removed: 1, error: null });
    expect((await store.conversations.take('call:2', 'x')).conversation).toBeNull();
    for (const id of ['call:1', 'call:3', 'call:5']) {
      expect((await store.conversations.take(id, 'x')).conversation?.id).toBe(id);
    }
  });

  test('who is behind a case, but not the case', async () => {
    expect(await carryOut(store, rule('case-persons', 'P30D'), now)).toMatchObject({ removed: 1, error: null });
    const persons = (await allCases(store)).map(({ caseNo, personId }) => [caseNo, personId]);
    expect(persons).toEqual([
      ['201610210002', null],
      ['201610210004', '+8613800000000'],
    ]);
  });
});

describe('what a rule did', () => {
  test('is kept when it removed something, the newest first, and not otherwise', async () => {
    await carryOut(store, rule('answers', 'P1D', 'short'), now);
    await carryOut(store, rule('answers', 'P1D', 'short'), now + 1);
    await carryOut(store, rule('conversations', 'P30D', 'long'), now + 2);
    expect(await store.retention.list(10)).toEqual([
      { ranAt: now + 2, rule: 'long', cutoff: now + 2 - 30 * dayMs, removed: 1 },
      { ranAt: now, rule: 'short', cutoff: now - dayMs, removed: 3 },
    ]);
    expect(await store.retention.list(1)).toHaveLength(1);
  });

  test.each(['answers', 'conversations', 'case-persons'])('to %s is foreseen to the last one', async (what) => {
    for (const written of ['P1D', 'P5D', 'P30D', 'P60D']) {
      const before = await everything(store.archive);
      const foreseen = await foresee(store, rule(what, written), now);
      expect(await everything(store.archive)).toEqual(before);
      expect((await carryOut(store, rule(what, written), now)).removed).toBe(foreseen.removed);
    }
  });
});

describe('at the very end of its time', () => {
  const cutoff = now - 30 * dayMs;
  /** One of each, at a moment; of two answers one can be removed, since where a conversation stands is kept. */
  async function keepFrom(number: number, at: number): Promise<void> {
    for (const revision of [1, 2]) await store.conversations.commit(turn(`call:${number}`, revision, at));
    await store.cases.open(caseOf(`call:${number}`, at));
  }

  test.each(['answers', 'conversations', 'case-persons'])(
    '%s are kept, and a millisecond later they are not; a dry run says the same',
    async (what) => {
      store = await openedStore(join(temporaryFolder(), 'boundary.db'));
      await keepFrom(11, cutoff);
      await keepFrom(12, cutoff + 1);
      expect(await foresee(store, rule(what, 'P30D'), now)).toMatchObject({ removed: 0, cutoff });
      expect(await carryOut(store, rule(what, 'P30D'), now)).toMatchObject({ removed: 0, cutoff });
      expect(await foresee(store, rule(what, 'P30D'), now + 1)).toMatchObject({ removed: 1, cutoff: cutoff + 1 });
      expect(await carryOut(store, rule(what, 'P30D'), now + 1)).toMatchObject({ removed: 1 });
      expect(await foresee(store, rule(what, 'P30D'), now + 1)).toMatchObject({ removed: 0 });
      expect(await foresee(store, rule(what, 'P30D'), now + 2)).toMatchObject({ removed: 1 });
    },
  );

  test('a conversation is as old as its last turn', async () => {
    store = await openedStore(join(temporaryFolder(), 'boundary.db'));
    await store.conversations.commit(turn('call:13', 1, cutoff - dayMs));
    await store.conversations.commit(turn('call:13', 2, cutoff));
    for (const work of [foresee, carryOut]) {
      expect(await work(store, rule('conversations', 'P30D'), now)).toMatchObject({ removed: 0 });
    }
    for (const work of [foresee, carryOut]) {
      expect(await work(store, rule('conversations', 'P30D'), now + 1)).toMatchObject({ removed: 1 });
    }
  });
});

describe('the service', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  /** Keeps rules with a clock that the test moves. */
  function keep(rules: readonly RetentionRule[], kept: RetentionStores = store) {
    const said: [string, Record<string, unknown>][] = [];
    const say = (level: string) => (fields: object) => void said.push([level, { ...fields }]);
    const clock = { at: now, now: () => clock.at };
    const log = { info: say('info'), debug: say('debug'), warn: say('warn'), error: say('error') };
    const duties = new Duties(store, { clock, log });
    const work = (isStopped: () => boolean) => keepRetention({ rules, store: kept, clock, log }, isStopped);
    duties.every({ name: 'retention', periodMs: 3_600_000, work });
    return { said, clock, stop: () => duties.stop() };
  }

  test('carries them out soon after the start and then every hour, and says what it removed', async () => {
    const { said, clock, stop } = keep([rule('answers', 'P1D'), rule('conversations', 'P30D')]);
    expect(said).toEqual([]);
    vi.advanceTimersByTime(5_000);
    await until(() => said.length >= 2);
    const cutoffs = ['2016-10-20T02:00:00.000Z', '2016-09-21T02:00:00.000Z'];
    expect(said).toEqual([
      ['info', { rule: 'answers', cutoff: cutoffs[0], removed: 3 }],
      ['info', { rule: 'conversations', cutoff: cutoffs[1], removed: 1 }],
    ]);

    clock.at = now + 29 * dayMs;
    await untilTimerIsSet();
    vi.advanceTimersByTime(3_600_000);
    await until(() => said.length >= 4);
    expect(said.slice(2).map(([level, { removed }]) => [level, removed])).toEqual([
      ['debug', 0],
      ['info', 1],
    ]);
    await stop();
  });

  /** The store, with another who keeps answers. */
  function withAnswers(remove: Forgetful['remove']): RetentionStores {
    const forgetful = store.forgetful.map((one) => {
      const inherited: Forgetful = Object.create(one);
      return one.kind === 'answers' ? Object.assign(inherited, { remove }) : one;
    });
    return { forgetful, retention: store.retention };
  }

  test('goes on with the next rule when one fails, and says so; what it had removed is noted', async () => {
    const broken = withAnswers(async function* () {
      yield 2;
      throw new Error('disk I/O error');
    });
    const { said, stop } = keep([rule('answers', 'P1D'), rule('conversations', 'P30D')], broken);
    vi.advanceTimersByTime(5_000);
    await until(() => said.length >= 2);
    expect(said[0]).toMatchObject(['error', { rule: 'answers', removed: 2, err: new Error('disk I/O error') }]);
    expect(said[1]).toMatchObject(['info', { rule: 'conversations', removed: 1 }]);
    expect((await store.retention.list(9)).map(({ rule: id, removed }) => [id, removed])).toEqual([
      ['answers', 2],
      ['conversations', 1],
    ]);
    await untilTimerIsSet();
    await stop();
  });

  test('that is stopped finishes the piece it is at, notes it, and begins no other rule', async () => {
    let finish: ((removed: number) => void) | null = null;
    const slow = withAnswers(async function* () {
      yield await new Promise<number>((resolve) => {
        finish = resolve;
      });
      throw new Error('it went on');
    });
    const { said, stop } = keep([rule('answers', 'P1D'), rule('conversations', 'P30D')], slow);
    vi.advanceTimersByTime(5_000);
    const finishNow = await until(() => finish as ((removed: number) => void) | null);
    const stopped = stop();
    finishNow(500);
    await stopped;
    expect(said.map(([level, { rule: id, removed }]) => [level, id, removed])).toEqual([['info', 'answers', 500]]);
    expect(await store.retention.list(9)).toMatchObject([{ rule: 'answers', removed: 500 }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  async function untilTimerIsSet(): Promise<void> {
    await until(() => vi.getTimerCount() === 1);
  }
});
