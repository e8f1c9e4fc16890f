import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { DrawStore } from '../../src/domain/draws/stores.js';
import { randomnessOfNumbers, timesNeeded, waysOf } from '../../src/draws/beacon/numbers.js';
import type { NumbersBeacon, NumbersPart } from '../../src/draws/beacon/sealed-beacon.js';
import { verifyBundle } from '../../src/draws/bundle/verify.js';
import { drawFile } from '../../src/draws/protocol/draw-file.js';
import { drawNamed } from '../../src/draws/protocol/parts.js';
import { runDraw } from '../../src/draws/protocol/run-draw.js';
import { type SealRequest, sealDraw } from '../../src/draws/protocol/seal-draw.js';
import { stampDraw, stampRequestOf } from '../../src/draws/protocol/stamp-draw.js';
import { typeNumbers } from '../../src/draws/protocol/type-numbers.js';
import { timeStampRequest } from '../../src/draws/stamp/time-stamp.js';
import { readRule } from '../../src/service/draw-rules.js';
import { onEachDatabase } from '../contracts/two-openings.js';
import { tokenOver } from './time-stamps.js';

const data = join(fileURLToPath(new URL('../..', import.meta.url)), 'data');
const sealedAt = Date.UTC(2026, 10, 29, 10) / 1000;
const dice = (count: number): NumbersPart => ({ count, from: 1, to: 6, ordered: true });
const set = (count: number, to: number): NumbersPart => ({ count, from: 1, to, ordered: false });
const thrown = [3, 1, 4, 1, 5, 2, 6, 5, 3, 5, 2, 4, 6, 1, 3, 3, 2, 5, 1, 6];
const beacon: NumbersBeacon = {
  source: 'numbers',
  what: '掷骰 20 次（示例）',
  shape: [dice(20)],
  due: sealedAt + 3600,
};

/** What a process does to a draw at a moment, in seconds from its seal. */
function at(draws: DrawStore, seconds: number) {
  return {
    draws,
    now: () => (sealedAt + seconds) * 1000,
    askBeacon: async () => null,
    newSecret: () => 'ab'.repeat(32),
  };
}

function request(system: string, change: Partial<SealRequest> = {}): SealRequest {
  const read = readRule(data, 'storage-sites');
  if (!read) throw new Error('no rule');
  const rule = { ...read, mode: 'public' as const, system, number: `${system.toUpperCase()}-{serial}` };
  const register = ['高A', '低B', '中C', '高D', '低A'].map(([risk = '', credit = ''], nth) => ({
    id: `TJC${nth}`,
    risk,
    credit,
  }));
  const none = { people: null, fields: {}, tokensOf: null, isAnother: false, isSample: false };
  return { rule, register, round: null, beacon, by: '王五', ...none, ...change };
}

onEachDatabase((db) => {
  const seal = (system: string, change?: Partial<SealRequest>) =>
    sealDraw(request(system, change), at(db.store.draws, 0));
  const type = (no: string, by: string, numbers: readonly number[], seconds = 3700) =>
    typeNumbers(no, by, numbers, at(db.store.draws, seconds));
  const file = async (no: string) =>
    drawFile(await drawNamed(no, { draws: db.other.draws }), { draws: db.other.draws });

  test('two accounts type the same numbers, each for themselves, and the draw holds', async () => {
    const { draw } = await seal('alike');
    expect((await seal('alike')).isNew).toBe(false);
    expect(draw.round).toBe(0);
    await expect(type(draw.no, '张三', thrown, 3599)).rejects.toThrow('the numbers come at 2026-11-29T11:00:00Z');
    await expect(type(draw.no, '张三', thrown.slice(1))).rejects.toThrow('20 numbers are promised; these are 19');
    await expect(type(draw.no, '张三', thrown.with(3, 7))).rejects.toThrow('7 in group 1 is not from 1 to 6');
    await expect(runDraw(draw.no, at(db.store.draws, 3700))).rejects.toThrow('no two accounts have typed');
    expect((await type(draw.no, '张三', thrown)).outcome).toBe('first');
    // Whoever typed first cannot type second, whatever blanks stand around the name.
    for (const by of ['张三', ' 张三 ', '张 三']) expect((await type(draw.no, by, thrown)).entry.n).toBe(1);
    await expect(runDraw(draw.no, at(db.store.draws, 3700))).rejects.toThrow('no two accounts have typed');
    expect(verifyBundle(await file(draw.no)).words).toContain('cannot be known: beacon: 掷骰 20 次（示例）');
    // Nor under a name that looks the same, by signs that nobody sees or by letters of another script.
    for (const by of ['张三\ufe0f', '张\u3164三', '\u0430nna', '张三\u034f'])
      await expect(type(draw.no, by, thrown)).rejects.toThrow('can be mistaken for another name');
    expect((await type(draw.no, '李四', thrown)).outcome).toBe('agreed');
    expect((await type(draw.no, '李四', thrown)).entry.n).toBe(2);
    await expect(type(draw.no, '赵六', thrown)).rejects.toThrow('they hold');
    expect((await runDraw(draw.no, at(db.other.draws, 3800))).state).toBe('drawn');
    const verdict = verifyBundle(await file(draw.no));
    expect([verdict.answer, verdict.remarks]).toEqual(['holds', ['numbers']]);
    expect(verdict.words).toBe('holds (compare the numbers with what was published, or with whoever saw them)');
  });

  test('numbers that differ are both kept and shown, and the draw waits until two are the same', async () => {
    const { draw } = await seal('differ');
    await type(draw.no, '张三', thrown);
    const other = thrown.with(0, 4);
    expect(await type(draw.no, '李四', other)).toMatchObject({
      outcome: 'differs',
      others: [{ by: '张三', numbers: [thrown] }],
    });
    await expect(runDraw(draw.no, at(db.store.draws, 3800))).rejects.toThrow('no two accounts have typed');
    expect((await file(draw.no)).beacon.map((one) => 'by' in one && one.by)).toEqual(['张三', '李四']);
    expect((await type(draw.no, '李四', thrown)).outcome).toBe('agreed');
    await runDraw(draw.no, at(db.store.draws, 3900));
    const kept = await file(draw.no);
    expect(kept.beacon.map((one) => 'numbers' in one && one.numbers[0]?.[0])).toEqual([3, 4, 3]);
    expect(verifyBundle(kept).answer).toBe('holds');
  });

  test('of two who type at once, both are kept, and typed again nothing is kept twice', async () => {
    const { draw } = await seal('once');
    const both = await Promise.all(
      (['张三', '李四'] as const).map((by, nth) =>
        typeNumbers(draw.no, by, thrown, at((nth ? db.other : db.store).draws, 3700)),
      ),
    );
    expect(both.map(({ entry }) => entry.n).toSorted()).toEqual([1, 2]);
    expect(await db.store.draws.entries(draw.no)).toHaveLength(2);
    expect(await db.store.draws.addEntry(draw.no, { n: 2, by: '赵六', at: 1, numbers: '[]' })).toBe(false);
    await runDraw(draw.no, at(db.store.draws, 3700));
    expect(await db.store.draws.addEntry(draw.no, { n: 3, by: '赵六', at: 1, numbers: '[]' })).toBe(false);
  });

  test('too few numbers, and numbers that may be known, are refused before anything is promised', async () => {
    const refused = (change: Partial<NumbersBeacon>) => seal('few', { beacon: { ...beacon, ...change } });
    await expect(refused({ shape: [dice(19)] })).rejects.toThrow('20 of them are needed');
    await expect(refused({ shape: [set(6, 33), set(1, 16)] })).rejects.toThrow('the same 3 times over is needed');
    await expect(refused({ due: sealedAt + 119 })).rejects.toThrow('120 s later or more');
    expect(await db.store.draws.last('few')).toBeNull();
  });

  test('a time stamp is kept once, and only over the seal and in its time', async () => {
    const { draw } = await seal('stamp');
    const { draws } = db.store;
    expect(await stampRequestOf(draw.no, { draws })).toEqual(timeStampRequest(draw.hash));
    const stamp = (hash: string, seconds: number) => stampDraw(draw.no, tokenOver(hash, sealedAt + seconds), { draws });
    await expect(stamp('ab'.repeat(32), 60)).rejects.toThrow('not over the seal');
    await expect(stamp(draw.hash, 3600)).rejects.toThrow('may have been known');
    await expect(stampDraw(draw.no, Buffer.from('no'), { draws })).rejects.toThrow('this is no time stamp');
    expect(await stamp(draw.hash, 60)).toEqual({ imprint: draw.hash, at: sealedAt + 60 });
    expect(await stamp(draw.hash, 60)).toMatchObject({ at: sealedAt + 60 });
    await expect(stamp(draw.hash, 61)).rejects.toThrow('has a time stamp already');
    await type(draw.no, '张三', thrown);
    await type(draw.no, '李四', thrown);
    await runDraw(draw.no, at(draws, 3800));
    expect(verifyBundle(await file(draw.no)).remarks).toEqual(['numbers', 'stamp']);
  });
});

test('numbers come in so many ways, each as likely as any other, and are bound to what was promised', () => {
  expect(waysOf([dice(20)])).toBe(6n ** 20n);
  expect(waysOf([set(6, 33), set(1, 16)])).toBe(17_721_088n);
  expect([timesNeeded([dice(20)]), timesNeeded([set(6, 33), set(1, 16)]), timesNeeded([set(1, 1)])]).toEqual([1, 3, 0]);
  // SHA-256 of the text, as sha256sum gives it.
  const text = `{"beacon":{"due":${beacon.due},"shape":[{"count":20,"from":1,"ordered":true,"to":6}],"source":"numbers","what":"掷骰 20 次（示例）"},"numbers":[[${thrown}]],"v":"yibo-draw/1"}`;
  expect([text, randomnessOfNumbers(beacon, [thrown])]).toEqual([
    '{"beacon":{"due":1795950000,"shape":[{"count":20,"from":1,"ordered":true,"to":6}],"source":"numbers","what":"掷骰 20 次（示例）"},"numbers":[[3,1,4,1,5,2,6,5,3,5,2,4,6,1,3,3,2,5,1,6]],"v":"yibo-draw/1"}',
    '6b87bb1de38798efe035fc1521cbca666732ea514085e84535b14def638308f5',
  ]);
});
