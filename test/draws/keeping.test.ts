import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { DrawStore } from '../../src/domain/draws/stores.js';
import { knownRounds } from '../../src/draws/beacon/known-rounds.js';
import { quicknet } from '../../src/draws/beacon/quicknet.js';
import { timeOfRound } from '../../src/draws/beacon/rounds.js';
import type { Bundle } from '../../src/draws/bundle/bundle.js';
import { verifyBundle } from '../../src/draws/bundle/verify.js';
import { addReceipt } from '../../src/draws/protocol/add-receipt.js';
import { drawFile } from '../../src/draws/protocol/draw-file.js';
import { drawNamed } from '../../src/draws/protocol/parts.js';
import { revealDraw } from '../../src/draws/protocol/reveal-draw.js';
import { runDraw } from '../../src/draws/protocol/run-draw.js';
import { type SealRequest, sealDraw } from '../../src/draws/protocol/seal-draw.js';
import { typeNumbers } from '../../src/draws/protocol/type-numbers.js';
import { readRule } from '../../src/service/draw-rules.js';
import { loadSampleDraws } from '../../src/service/sample-draws.js';
import { onEachDatabase } from '../contracts/two-openings.js';

const data = join(fileURLToPath(new URL('../..', import.meta.url)), 'data');
const due = timeOfRound(quicknet, 1000);
const askBeacon = async (round: number) => knownRounds.find((one) => one.round === round)?.signature ?? null;
const newSecret = () => 'ab'.repeat(32);
const facts = { 高: 'A', 中: 'B', 低: 'D' } as const;
const sites = Array.from({ length: 8 }, (_, nth) => {
  const risk = (['高', '中', '低'] as const)[nth % 3] ?? '低';
  return { id: `TJC000${nth + 1}`, risk, credit: facts[risk] };
});

function request(rule: string, change: Partial<SealRequest> = {}): SealRequest {
  const read = readRule(data, rule);
  if (!read) throw new Error(`no rule ${rule}`);
  const none = { people: null, fields: {}, tokensOf: null, isAnother: false, isSample: false };
  return { rule: read, register: sites, round: 1000, by: '张三', ...none, ...change };
}

/** What a process does to a draw at a moment, in seconds from its round. */
function at(draws: DrawStore, seconds: number) {
  return { draws, now: () => (due + seconds) * 1000, askBeacon, newSecret, newNonce: () => 'ef'.repeat(16) };
}

/** A sealed draw from its seal to its reveal, in a system of its own; each step as a command does it. */
function stepsOf(no: string): readonly ((draws: DrawStore) => Promise<unknown>)[] {
  const asked = request('storage-sites');
  const own = { ...asked, rule: { ...asked.rule, system: no.toLowerCase(), number: `${no}-{serial}` } };
  const name = `${no}-0001`;
  const receipt = async (draws: DrawStore, kind: string, fact: string, when: number) => {
    const { result } = await drawNamed(name, { draws });
    const [gone] = (JSON.parse(result ?? '{}') as { drawn: { id: string }[] }).drawn;
    return addReceipt(name, kind, { [fact]: gone?.id ?? '', reason: '停业' }, at(draws, when));
  };
  return [
    (draws) => sealDraw(own, at(draws, -300)),
    (draws) => runDraw(name, at(draws, 5)),
    (draws) => receipt(draws, 'not-inspectable', 'id', 60),
    (draws) => receipt(draws, 'substitute', 'of', 61),
    (draws) => revealDraw(name, at(draws, 3600)),
  ];
}

class Killed extends Error {}

/** A process that is killed at its nth write: before it, or after it and before anybody is told. */
function killedAt(draws: DrawStore, nth: number, when: 'before' | 'after'): DrawStore {
  const writes = ['seal', 'addEntry', 'comeOut', 'conclude', 'reveal', 'addReceipt'];
  let count = 0;
  return new Proxy(draws, {
    get(target, name) {
      const method = Reflect.get(target, name).bind(target);
      if (!writes.includes(String(name))) return method;
      return async (...given: unknown[]) => {
        if (++count === nth && when === 'before') throw new Killed();
        const done = await method(...given);
        if (count === nth) throw new Killed();
        return done;
      };
    },
  });
}

async function fileOf(draws: DrawStore, no: string): Promise<Bundle> {
  return drawFile(await drawNamed(no, { draws }), { draws });
}

onEachDatabase((db) => {
  test('killed before or after any write, it goes on from where it stood: one draw, and it holds', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= 6; nth++) {
        const no = `K${nth}${when === 'after' ? 'A' : 'B'}`;
        const killing = killedAt(db.store.draws, nth, when);
        let kills = 0;
        for (const step of stepsOf(no)) {
          await step(killing).catch(async (error: unknown) => {
            if (!(error instanceof Killed)) throw error;
            kills++;
            await step(db.other.draws);
          });
        }
        expect([no, kills]).toEqual([no, 1]);
        expect(await db.store.draws.page(no.toLowerCase(), null, 9)).toHaveLength(1);
        const file = await fileOf(db.store.draws, `${no}-0001`);
        expect(verifyBundle(file)).toMatchObject({ words: 'holds' });
        expect(file.receipts.map(({ kind }) => kind)).toEqual(['not-inspectable', 'substitute']);
        expect(file.codes).toHaveLength(2);
      }
    }
  });

  test('killed while numbers are typed, what was typed is there, and the draw goes on', async () => {
    const beacon = {
      source: 'numbers' as const,
      ...{ what: '掷骰 20 次（示例）', shape: [{ count: 20, from: 1, to: 6, ordered: true }], due },
    };
    const thrown = Array.from({ length: 20 }, (_, nth) => (nth % 6) + 1);
    for (const when of ['before', 'after'] as const) {
      for (let nth = 1; nth <= 5; nth++) {
        const no = `N${nth}${when === 'after' ? 'A' : 'B'}`;
        const asked = request('storage-sites', { beacon, round: null });
        const rule = { ...asked.rule, mode: 'public' as const, system: no.toLowerCase(), number: `${no}-{serial}` };
        const name = `${no}-0001`;
        const steps = [
          (draws: DrawStore) => sealDraw({ ...asked, rule }, at(draws, -300)),
          (draws: DrawStore) => typeNumbers(name, '张三', thrown, at(draws, 10)),
          (draws: DrawStore) => typeNumbers(name, '李四', thrown, at(draws, 20)),
          (draws: DrawStore) => runDraw(name, at(draws, 30)),
        ];
        const killing = killedAt(db.store.draws, nth, when);
        let kills = 0;
        for (const step of steps) {
          await step(killing).catch(async (error: unknown) => {
            if (!(error instanceof Killed)) throw error;
            kills++;
            await step(db.other.draws);
          });
        }
        const file = await fileOf(db.store.draws, name);
        expect([no, kills, file.beacon.length]).toEqual([no, 1, 2]);
        expect(verifyBundle(file)).toMatchObject({ answer: 'holds', remarks: ['numbers'] });
      }
    }
  });

  test('two processes that seal at once get numbers without a gap, each seal names the one before', async () => {
    const seals = [db.store, db.other, db.store, db.other, db.store].map(({ draws }) =>
      sealDraw(request('storage-sites', { isAnother: true }), at(draws, -300)),
    );
    await Promise.all(seals);
    const kept = (await db.store.draws.page(null, null, 9)).toSorted((one, other) => one.serial - other.serial);
    expect(kept.map(({ serial }) => serial)).toEqual([1, 2, 3, 4, 5]);
    expect(kept.map(({ seal }) => JSON.parse(seal).previous)).toEqual([
      null,
      ...kept.slice(0, -1).map(({ hash }) => hash),
    ]);
  });

  test('the samples of all five systems hold, and are made once', async () => {
    const { draws } = db.store;
    await loadSampleDraws(killedAt(draws, 9, 'before'), data).catch(() => {});
    await loadSampleDraws(draws, data);
    await loadSampleDraws(db.other.draws, data);
    const kept = await draws.page(null, null, 20);
    expect(kept.map(({ no }) => no).toSorted()).toEqual([
      'DR2023-0001',
      'QC2024-0001',
      'RZ2023-0001',
      'RZ2023-0002',
      'RZ2024-0003',
      'TJ2026-CC-0001',
      'XC2023-0001',
    ]);
    for (const one of kept) {
      const file = await drawFile(one, { draws });
      expect([one.no, verifyBundle(file).words, one.isSample]).toEqual([one.no, 'holds', true]);
      // Whoever has the file before the reveal cannot guess what its head hashes.
      for (const { nonce } of file.receipts)
        expect(nonce).toEqual(file.seal.mode === 'sealed' ? expect.stringMatching(/^[0-9a-f]{32}$/) : undefined);
      // Numbers of persons stand in none of them.
      expect(JSON.stringify(file)).not.toMatch(/示例-[执检冻]/);
    }
  });
});
