import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { Guesses, type GuessOutcome, isTooMany } from '../../../src/disclosure/guessing/guesses.js';
import type { Asker } from '../../../src/disclosure/guessing/limits.js';
import { defaultGuessRules as rules } from '../../../src/disclosure/guessing/rules.js';
import type { Lookup } from '../../../src/disclosure/lookups/lookup.js';
import { lookupsOn } from '../../../src/disclosure/lookups/registry.js';
import { forgetConversation } from '../../../src/domain/care/forgetful.js';
import { versionHash } from '../../../src/domain/disclosure/release.js';
import type { Store } from '../../../src/domain/store.js';
import { keeperOf } from '../../contracts/new-store.js';
import { onEachDatabase } from '../../contracts/two-openings.js';

const now = Date.parse('2016-10-21T10:00:00+08:00');
const hourMs = 3_600_000;
const owned = { declarationNo: '120000116000001', registrationNo: '1101960H79' };
const progress = lookupsOn(new Map()).get('progress');

async function publishConsignment(store: Store): Promise<void> {
  const columns = ['declaration_no', 'registration_no', 'goods'];
  const terms = { reason: '例行公开', legalBasis: '《政府信息公开条例》', madeBy: '张三', madeAt: 1, fetchedAt: 1 };
  const plan = {
    dataset: 'consignments',
    sample: true,
    columns,
    ...terms,
    source: '示例',
    file: 'c.csv',
    header: columns,
  };
  const values = JSON.stringify([owned.declarationNo, owned.registrationNo, '示例货物']);
  const parts = { id: owned.declarationNo, line: 2, change: 'published' as const, values, raw: null, previous: null };
  const body = { sha256: 'f'.repeat(64), versions: 1, growth: 1, root: 'a'.repeat(64) };
  const release = await store.publications.draft(plan, body, [
    { ...parts, keys: [], hash: versionHash('consignments', { ...parts, keys: [] }) },
  ]);
  await store.publications.approve(release, '李四', 2);
  await store.publications.publish(release, 2);
}

/** A pair that does not exist, another one each time. */
let tried = 0;
const anyPair = () => {
  tried++;
  return {
    declarationNo: `1200001169${String(tried).padStart(5, '0')}`,
    registrationNo: `12${String(tried).padStart(8, '0')}`,
  };
};
/** Another owner of the same declaration each time, and the other way round. */
const anyOwner = () => ({ ...owned, registrationNo: anyPair().registrationNo });
const anyDeclaration = () => ({ ...owned, declarationNo: anyPair().declarationNo });

const call = (name: string, person: string | null): Asker => ({
  channel: 'phone',
  conversation: name,
  person,
  address: null,
});
const chat = (openid: string, beginning = 0): Asker => ({
  ...{ channel: 'wechat', conversation: `wechat:${openid}@${beginning}`, person: openid, address: null },
});
const api = (address: string): Asker => ({ channel: 'api', conversation: null, person: null, address });
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** Does it for each number, so many at a time. */
async function each(count: number, atATime: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}

onEachDatabase((db) => {
  let clock: number;
  let reached: number;
  let outcomes: GuessOutcome[];
  let processes: readonly Guesses[];
  let lookup: Lookup;
  beforeEach(async () => {
    clock = now;
    reached = 0;
    outcomes = [];
    await publishConsignment(db.store);
    if (!progress) throw new Error('there is no lookup of progress');
    lookup = {
      ...progress,
      find(...asked) {
        reached++;
        return progress.find(...asked);
      },
    };
    processes = [db.store, db.other].map(
      ({ guesses, records }) =>
        new Guesses({
          ...{ store: guesses, records, rules: () => rules, clock: { now: () => clock } },
          pause: async () => void (await setImmediate()),
          noted: (_, outcome) => void outcomes.push(outcome),
        }),
    );
  });

  /** @returns what is answered: `told`, `unknown`, or `person` where no more is looked for */
  async function ask(asker: Asker, answers: Readonly<Record<string, string>>, process = 0): Promise<string> {
    const guesses = processes[process % 2];
    if (!guesses) throw new Error('there are two processes');
    const asked = await guesses.ask(lookup, { answers, letters: true }, { asker });
    // Nobody asks again, of the other process, within the millisecond in which room is given back.
    await guesses.settled();
    return isTooMany(asked) || asked.isLast ? 'person' : asked.finding.kind;
  }

  async function inTurn(count: number, guess: (n: number) => Promise<unknown>): Promise<void> {
    for (let n = 0; n < count; n++) await guess(n);
  }

  describe('at most so many guesses reach the records:', () => {
    test('1,000 pairs by one call: 5', async () => {
      await inTurn(40, (n) => ask(call('call:1', '+8613800000001'), anyPair(), n));
      await Promise.all(times(960, (n) => ask(call('call:1', '+8613800000001'), anyPair(), n)));
      expect(reached).toBe(5);
      expect(await ask(call('call:1', '+8613800000001'), owned)).toBe('person');
      expect(reached).toBe(5);
    });

    test('32 calls from one number, on two processes at once: 10', async () => {
      await Promise.all(times(32, (c) => inTurn(6, (n) => ask(call(`call:${c}`, '+8613800000001'), anyPair(), c + n))));
      expect(reached).toBe(10);
    });

    test('32 calls from 32 numbers: 5 each', async () => {
      await Promise.all(times(32, (c) => inTurn(7, (n) => ask(call(`call:${c}`, `+86138${c}`), anyPair(), c + n))));
      expect(reached).toBe(32 * 5);
    });

    test('32 openids that begin their conversation anew four times: 10 each', async () => {
      await Promise.all(times(32, (c) => inTurn(24, (n) => ask(chat(`o${c}`, Math.floor(n / 6)), anyPair(), c + n))));
      expect(reached).toBe(32 * 10);
    });

    test('32 openids that look for the owner of one declaration: 10, and two for each', async () => {
      await Promise.all(times(32, (c) => inTurn(5, (n) => ask(chat(`o${c}`), anyOwner(), c + n))));
      expect(reached).toBeGreaterThan(10);
      expect(reached).toBeLessThanOrEqual(10 + 2 * 32);
    });

    test('32 openids that try declarations for one owner: 20, and two for each', async () => {
      await Promise.all(times(32, (c) => inTurn(5, (n) => ask(chat(`o${c}`), anyDeclaration(), c + n))));
      expect(reached).toBeGreaterThan(20);
      expect(reached).toBeLessThanOrEqual(20 + 2 * 32);
    });

    test('32 addresses, whatever they ask for: 28 each', async () => {
      const pairs = [anyPair, anyOwner, anyDeclaration];
      await Promise.all(
        times(32, (a) => inTurn(34, (n) => ask(api(`192.0.2.${a}`), (pairs[n % 3] ?? anyPair)(), a + n))),
      );
      expect(reached).toBeLessThanOrEqual(32 * 28);
    });

    test('1,000 addresses, whatever they ask for: 416 together, and one more every two seconds', async () => {
      await each(1000, 20, (a) => ask(api(`192.0.${a >> 8}.${a & 255}`), anyPair(), a));
      expect(reached).toBe(400 + 16);
      clock += 10_000;
      await inTurn(10, (a) => ask(api(`198.51.100.${a}`), anyPair(), a));
      expect(reached).toBe(400 + 16 + 5);
    });

    test('one address that tries declarations for one owner: 12', async () => {
      await Promise.all(times(60, (n) => ask(api('192.0.2.1'), anyDeclaration(), n)));
      expect(reached).toBe(12);
    });

    test('64 calls without a number: 46 together', async () => {
      await Promise.all(times(64, (c) => inTurn(6, (n) => ask(call(`call:${c}`, null), anyPair(), c + n))));
      expect(reached).toBe(30 + 16);
    });

    test('one number and the same number in another channel: 10 together, and one more an hour', async () => {
      const [phone, other] = [
        call('call:1', '+8613800000001'),
        { ...call('other:1', '+8613800000001'), channel: 'other' },
      ];
      await inTurn(20, (n) => ask(n % 2 ? phone : other, anyPair(), n));
      expect(reached).toBe(10);
      clock += hourMs;
      await inTurn(5, (n) => ask(call('call:2', '+8613800000001'), anyPair(), n));
      expect(reached).toBe(11);
    });
  });

  describe('an honest caller among them gets the answer:', () => {
    test('to the declaration that 32 openids and 32 addresses are guessing at', async () => {
      await Promise.all([
        ...times(32, (c) => inTurn(5, (n) => ask(chat(`o${c}`), anyOwner(), c + n))),
        ...times(32, (a) => inTurn(5, (n) => ask(api(`192.0.2.${a}`), anyOwner(), a + n))),
        ...times(8, (n) => expect(ask(call(`call:${n}`, `+86139${n}`), owned, n)).resolves.toBe('told')),
      ]);
      await inTurn(3, async (n) => expect(await ask(call(`call:9`, '+8613900000002'), owned, n)).toBe('told'));
      expect(await ask(api('198.51.100.7'), owned)).toBe('told');
    });

    test('for the owner whose declarations 32 openids are trying out', async () => {
      await Promise.all(times(32, (c) => inTurn(5, (n) => ask(chat(`o${c}`), anyDeclaration(), c + n))));
      expect(await ask(call('call:1', '+8613900000001'), owned)).toBe('told');
      expect(await ask(api('198.51.100.7'), owned)).toBe('told');
    });

    test('without a number, while calls without a number guess', async () => {
      await Promise.all(
        times(40, (c) =>
          inTurn(5, (n) => ask(call(`call:${c}`, null), { ...anyPair(), registrationNo: '9900000001' }, n)),
        ),
      );
      expect(await ask(call('call:honest', null), owned)).toBe('told');
      expect(await ask(call('call:honest', null), owned)).toBe('told');
    });

    test('at the address of somebody who guesses for another owner', async () => {
      await inTurn(60, (n) => ask(api('192.0.2.1'), { ...anyPair(), registrationNo: '9900000001' }, n));
      expect(await ask(api('192.0.2.1'), owned)).toBe('told');
    });

    test('at one of 1,000 addresses that try out the owner and the declaration; on the telephone and in WeChat meanwhile', async () => {
      const pairs = [anyOwner, anyDeclaration];
      await each(1000, 20, (a) => ask(api(`192.0.${a >> 8}.${a & 255}`), (pairs[a % 2] ?? anyOwner)(), a));
      expect(reached).toBeLessThanOrEqual(400 + 16);
      expect(await ask(call('call:1', '+8613900000001'), owned)).toBe('told');
      expect(await ask(chat('oHonest'), owned)).toBe('told');
      clock += 2_000;
      expect(await ask(api('192.0.1.1'), owned)).toBe('told');
    });

    test('who asks for a thousand consignments of theirs, at once and one after another', async () => {
      await inTurn(30, async (n) => expect(await ask(call('call:1', '+8613900000001'), owned, n)).toBe('told'));
      await inTurn(30, async (n) => expect(await ask(api('192.0.2.9'), owned, n)).toBe('told'));
      expect(outcomes).toEqual(Array(60).fill('found'));
    });

    test('who has missed four times, and is right at last', async () => {
      const honest = call('call:1', '+8613900000001');
      await inTurn(4, async () => expect(await ask(honest, anyPair())).toBe('unknown'));
      expect(await ask(honest, owned)).toBe('told');
      expect(await ask(honest, owned)).toBe('told');
      expect(await ask(honest, anyPair())).toBe('person');
    });
  });

  test('a question that fails is no miss', async () => {
    const broken: Lookup = { ...lookup, find: () => Promise.reject(new Error('disk I/O error')) };
    const asker = call('call:1', '+8613900000001');
    const [guesses] = processes;
    for (let n = 0; n < 7; n++) {
      const asked = guesses?.ask(broken, { answers: owned, letters: true }, { asker });
      await expect(asked).rejects.toThrow('disk I/O error');
    }
    expect(await ask(asker, owned)).toBe('told');
  });

  test('whoever leaves and comes back has not got rid of their misses; what is forgiven is removed in time', async () => {
    await inTurn(10, (n) => ask(chat('oLeaves', n), anyPair()));
    await forgetConversation(db.store.forgetful, 'wechat:oLeaves');
    expect(await ask(chat('oLeaves', 11), anyPair())).toBe('person');
    expect(reached).toBe(10);
    const guesses = keeperOf(db.store, 'guesses');
    expect(await guesses.count(clock)).toBe(0);
    for await (const _ of guesses.remove(clock + 24 * hourMs));
    expect(await guesses.count(Number.MAX_SAFE_INTEGER)).toBe(0);
  });

  test('nothing that is kept can be read: no number, no openid, no declaration', async () => {
    await ask(call('call:1', '+8613900000001'), anyOwner());
    await ask(chat('oAbCdEf'), anyOwner());
    const kept: string[] = [];
    for await (const chunk of db.store.archive.dump())
      if (chunk.table === 'guess_count') kept.push(JSON.stringify(chunk.rows));
    expect(kept.join('')).not.toBe('');
    expect(kept.join('')).not.toMatch(/13900000001|oAbCdEf|120000116/);
  });
});
