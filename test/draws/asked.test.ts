import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { DrawStore } from '../../src/domain/draws/stores.js';
import { AskedDraws } from '../../src/draws/asked/asked-draws.js';
import { addReceipt } from '../../src/draws/protocol/add-receipt.js';
import { drawFile } from '../../src/draws/protocol/draw-file.js';
import { drawNamed } from '../../src/draws/protocol/parts.js';
import { makeVoidWhereLate, revealDraw } from '../../src/draws/protocol/reveal-draw.js';
import { runDraw } from '../../src/draws/protocol/run-draw.js';
import { sealDraw } from '../../src/draws/protocol/seal-draw.js';
import { typeNumbers } from '../../src/draws/protocol/type-numbers.js';
import { whyDrawn } from '../../src/draws/protocol/why-drawn.js';
import { namesOfRules, readRule } from '../../src/service/draw-rules.js';
import { atRound, loadSampleDraws, runSample, sampleDraws, sealSample } from '../../src/service/sample-draws.js';
import { onEachDatabase } from '../contracts/two-openings.js';

const data = join(fileURLToPath(new URL('../..', import.meta.url)), 'data');
const names = namesOfRules(data);

function askedOf(draws: DrawStore): AskedDraws {
  return new AskedDraws({ draws, names: () => names, publicBaseUrl: () => 'https://hotline.example' });
}

/** The next draw of a sample's rule, drawn and not revealed. */
async function hiddenDraw(rule: string, draws: DrawStore): Promise<string> {
  const read = readRule(data, rule);
  const sample = sampleDraws(data).find((one) => one.rule === rule);
  if (!read || !sample) throw new Error(`no sample of ${rule}`);
  const { draw } = await sealSample(sample, read, { draws, now: atRound(sample, -200), tokensOf: null });
  await runSample(draw.no, sample, draws);
  const newNonce = () => 'ef'.repeat(16);
  const parts = { draws, now: atRound(sample, 60), newNonce };
  for (const [kind, facts] of sample.receipts ?? []) await addReceipt(draw.no, kind, facts, parts);
  return draw.no;
}

onEachDatabase((db) => {
  describe('draws are asked for', () => {
    test('by what stands in them, whole, by its last digits, and by the keys that bear it', async () => {
      const { draws } = db.store;
      await loadSampleDraws(draws, data);
      const asked = askedOf(draws);
      const one = async (...question: Parameters<AskedDraws['find']>) =>
        (await asked.find(...question)).map(({ no, id }) => `${no} ${id}`);
      const car = ['QC2024-0001 JTEBU5JR6G5003291'];
      expect(await one('vehicles', '003291', false)).toEqual(car);
      expect(await one('vehicles', '45003291', false)).toEqual(car);
      expect(await one('vehicles', '58328557645003291', false)).toEqual(car);
      expect(await one(null, 'jtebu5jr6g5003291', true)).toEqual(car);
      expect(await one('vehicles', '03291', false)).toEqual([]);
      const box = ['DR2023-0001 CSQU3054383'];
      expect(await one('frozen-meat', '3054383', false)).toEqual(box);
      expect(await one('frozen-meat', '27783054383', false)).toEqual(box);
      expect(await one('frozen-meat', '22223054383', false)).toEqual([]);
      expect(await one(null, 'CSQU 305438-3', true)).toEqual(box);
      expect(await one('on-site', '120000116000003', false)).toEqual(['XC2023-0001 120000116000003']);
      expect(await one('on-site', '120000116000009', false)).toEqual([]);
      expect(await one('storage-sites', '0004', false)).toEqual(['TJ2026-CC-0001 TJC0004']);
      expect(await one('storage-sites', '8520004', false)).toEqual(['TJ2026-CC-0001 TJC0004']);
      expect(await one(null, '示例证书-003', true)).toEqual(['RZ2023-0001 示例证书-003']);
      // Neither signs that stand for others nor tokens find anything.
      for (const text of ['???????????', '____3054383', '%', '', 'x'.repeat(70)])
        expect(await one(null, text, true)).toEqual([]);
      const { result } = (await draws.get('RZ2023-0002')) ?? {};
      const [token = ''] = (JSON.parse(result ?? '{}') as { teams: string[][] }).teams[0] ?? [];
      expect(token).toMatch(/^[0-9a-f]{64}$/);
      expect(await one(null, token, true)).toEqual([]);
    });

    test('by their own number, its digits, or as the last of their system', async () => {
      const { draws } = db.store;
      await loadSampleDraws(draws, data);
      const asked = askedOf(draws);
      expect(await asked.numbered(' tj2026-cc-0001')).toBe('TJ2026-CC-0001');
      expect(await asked.numbered('TJ2026-CC-0009')).toBeNull();
      expect(await asked.byDigits('certificates', '20230002')).toBe('RZ2023-0002');
      expect(await asked.byDigits('certificates', '20240002')).toBeNull();
      expect(await asked.byDigits('vehicles', '20230002')).toBeNull();
      expect(await asked.latest('certificates')).toBe('RZ2024-0003');
      expect([await asked.looksLikeOurs('QC2099-0001'), await asked.looksLikeOurs('GB2099-2008')]).toEqual([
        true,
        false,
      ]);
      expect(asked.link('QC2024-0001', '示例 1')).toBe(
        'https://hotline.example/draws/QC2024-0001?id=%E7%A4%BA%E4%BE%8B%201#why',
      );
    });

    test('and say what the draw itself says', async () => {
      const { draws } = db.store;
      await loadSampleDraws(draws, data);
      const asked = askedOf(draws);
      const declared = await asked.tell('XC2023-0001', '120000116000004', false);
      const kept = await draws.get('XC2023-0001');
      if (!kept) throw new Error('no sample draw');
      const why = await whyDrawn(kept, '120000116000004', { draws });
      expect(declared).toMatchObject({ name: '现场查验', standing: 'told', isSample: true, size: 4 });
      expect(declared?.own).toMatchObject({
        isInspected: why.isDrawn,
        rate: '0.3',
        ticket: why.ticket,
        class: '进口食品',
      });
      expect(declared?.whole).toEqual({ kind: 'consignments', declared: 5 });
      const site = await draws.get('TJ2026-CC-0001');
      if (!site) throw new Error('no sample draw');
      const { isDrawn, rank, chance } = await whyDrawn(site, 'TJC0004', { draws });
      expect((await asked.tell('TJ2026-CC-0001', 'TJC0004', true))?.own).toMatchObject({
        ...{ kind: 'ranked', isDrawn },
        standing: { rank, chance, weight: 12, among: 8, places: 3 },
      });
      expect((await asked.tell('TJ2026-CC-0001', 'TJC0004', false))?.own).toEqual({
        kind: 'ranked',
        isDrawn,
        standing: null,
      });
      const container = (await asked.tell('DR2023-0001', 'CSQU3054383', false))?.own;
      expect(
        container?.kind === 'arrived' && container.arrivedAt < (container.roundAt ?? 0) && container.drawn?.pair.length,
      ).toBe(2);
      // The page that the answer links to tells the same of a container, which stands in no register.
      const meat = await draws.get('DR2023-0001');
      if (!meat || container?.kind !== 'arrived') throw new Error('no sample draw');
      const { bay, zone, channel, receipt } = container.drawn ?? {};
      expect(await whyDrawn(meat, 'CSQU3054383', { draws })).toMatchObject({
        isDrawn: true,
        says: { bay, zone, channel, receipt },
      });
      const waiting = await whyDrawn(meat, 'TCNU8508349', { draws });
      expect([waiting.isDrawn, waiting.says.bay]).toEqual([false, undefined]);
      await expect(whyDrawn(meat, 'CSQU3054384', { draws })).rejects.toThrow('no container that arrived');
      expect((await asked.tell('DR2023-0001', 'TCNU8508349', false))?.own).toMatchObject({
        kind: 'arrived',
        drawn: null,
      });
      expect((await asked.tell('RZ2023-0001', null, false))?.whole).toMatchObject({ kind: 'strata' });
      expect((await asked.tell('RZ2024-0003', '示例-北京-1', false))?.own?.kind).toBe('placed');
      expect((await asked.tell('QC2024-0001', 'JTEBU5JR6G5003291', false))?.own?.kind).toBe('vehicle');
      expect((await asked.tell('QC2024-0001', 'JTEBU5JR6G5003290', false))?.own).toBeNull();
      expect(await asked.tell('QC2024-0002', null, false)).toBeNull();
    });

    test('of numbers and of codes, what decides them is told as their seal says it, and the digits of their file', async () => {
      const { draws } = db.store;
      const sealedAt = Date.UTC(2026, 10, 29) / 1000;
      const at = (seconds: number) => ({ draws, now: () => (sealedAt + seconds) * 1000 });
      const secret = { newSecret: () => 'ab'.repeat(32), newNonce: () => 'ef'.repeat(16) };
      const none = { people: null, round: null, tokensOf: null, isAnother: false, isSample: false, by: '王五' };
      const sites = readRule(data, 'storage-sites');
      const meat = readRule(data, 'frozen-meat');
      if (!sites || !meat) throw new Error('no rule');
      const shape = [{ count: 20, from: 1, to: 6, ordered: true }];
      const due = sealedAt + 3600;
      const beacon = { source: 'numbers', what: '掷骰 20 次（示例）', shape, due } as const;
      const register = [{ id: 'TJC1', risk: '高', credit: 'A' }];
      const numbers = await sealDraw(
        { ...none, rule: { ...sites, mode: 'public' }, register, fields: {}, beacon },
        { ...at(0), ...secret },
      );
      const asked = askedOf(draws);
      const { no } = numbers.draw;
      const head = async () => (await drawFile(await drawNamed(no, { draws }), { draws })).head;
      const told = async () => asked.tell(no, null, false);
      expect(await told()).toMatchObject({ awaited: { kind: 'numbers', at: due * 1000 }, head: await head() });
      await typeNumbers(no, '张三', Array(20).fill(3), at(3700));
      expect(await head()).not.toBe(numbers.draw.hash);
      expect((await told())?.head).toBe(await head());
      const present = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
      const codes = await sealDraw(
        { ...none, rule: meat, register: present, fields: { shift: '早班' }, beacon: { source: 'codes' } },
        { ...at(0), ...secret },
      );
      await runDraw(codes.draw.no, { ...at(10), askBeacon: async () => null });
      for (const kind of ['pairs', 'zones']) await addReceipt(codes.draw.no, kind, {}, { ...at(20), ...secret });
      const container = { container: 'CSQU3054383', free: (meat.rule.bays as string[]).slice(0, 2) };
      // What is computed is not said: a container of no round would be told as one that waited for it.
      for (const name of ['round', 'at', 'arrived', 'k', 'code', 'nonce'])
        await expect(
          addReceipt(codes.draw.no, 'arrival', { ...container, [name]: 1 }, { ...at(30), ...secret }),
        ).rejects.toThrow(`${name} of a receipt is computed`);
      await addReceipt(codes.draw.no, 'arrival', container, { ...at(30), ...secret });
      expect(await asked.find(null, 'CSQU3054383', true)).toEqual([]);
      expect(await asked.tell(codes.draw.no, 'CSQU3054383', true)).toMatchObject({
        ...{ awaited: { kind: 'codes' }, standing: 'hidden', own: null, whole: null, later: [] },
      });
      await addReceipt(codes.draw.no, 'drawn', {}, { ...at(40), ...secret });
      await revealDraw(codes.draw.no, at(50));
      expect((await asked.tell(codes.draw.no, 'CSQU3054383', true))?.own).toMatchObject({
        ...{ kind: 'arrived', roundAt: null, arrivedAt: (sealedAt + 30) * 1000 },
      });
    });

    test('before a code is revealed they say nothing of what came out, and do not say what was declared', async () => {
      const { draws } = db.store;
      const onSite = await hiddenDraw('on-site', draws);
      const sites = await hiddenDraw('storage-sites', draws);
      const asked = askedOf(draws);
      expect((await draws.get(onSite))?.state).toBe('drawn');
      expect(await asked.find(null, '120000116000004', true)).toEqual([]);
      expect((await asked.hidden('on-site')).map(({ no }) => no)).toEqual([onSite]);
      const whole = await asked.tell(onSite, '120000116000004', true);
      expect(whole).toMatchObject({ standing: 'hidden', own: null, later: [], whole: null, exceptions: 0 });
      expect(await asked.find(null, 'TJC0004', true)).toEqual([{ no: sites, id: 'TJC0004' }]);
      const site = await asked.tell(sites, 'TJC0004', true);
      expect(site).toMatchObject({ standing: 'hidden', own: { kind: 'listed' }, whole: null });
      const kept = await draws.get(sites);
      if (!kept) throw new Error('no draw');
      await makeVoidWhereLate(kept, { draws, now: () => Number.MAX_SAFE_INTEGER });
      expect(await asked.tell(sites, 'TJC0004', true)).toMatchObject({ standing: 'void', own: null, whole: null });
      expect(await asked.hidden('storage-sites')).toEqual([]);
    });
  });
});
