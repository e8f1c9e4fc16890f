import { expect, test } from 'vitest';
import type { NewDraw } from '../../src/domain/draws/kept-draw.js';
import { onEachDatabase } from './two-openings.js';

const secret = { code: 'c'.repeat(64), salt: 'e'.repeat(64) };

function draw(serial: number, change: Partial<NewDraw> = {}): NewDraw {
  return {
    ...{
      no: `TJ2026-CC-000${serial}`,
      system: 'storage-sites',
      serial,
      seal: `{"n":${serial}}`,
      hash: `hash ${serial}`,
    },
    ...{ mode: 'sealed', round: 1000, sealedAt: 100 + serial, revealBy: 500, sealedBy: '张三', isSample: false },
    ...change,
  };
}

const receipt = (n: number) => ({ n, kind: 'late', hash: `r${n}`, receipt: `{"n":${n}}` });

onEachDatabase((db) => {
  test('numbers of a system have no gaps, and of two processes that want one, one gets it', async () => {
    const { draws } = db.store;
    expect(await draws.seal(draw(2), {}, secret)).toBe(false);
    const both = await Promise.all(
      [db.store, db.other].map((one, at) => one.draws.seal(draw(1, { sealedBy: `人${at}` }), {}, secret)),
    );
    expect(both.toSorted()).toEqual([false, true]);
    expect(await draws.seal(draw(3), {}, secret)).toBe(false);
    expect(await draws.seal(draw(2), {}, secret)).toBe(true);
    expect(await draws.seal(draw(1, { no: 'QC2026-0001', system: 'vehicles', hash: 'other' }), {}, secret)).toBe(true);
    expect((await db.other.draws.last('storage-sites'))?.no).toBe('TJ2026-CC-0002');
    expect((await draws.page(null, null, 2)).map(({ no }) => no)).toEqual(['TJ2026-CC-0002', 'TJ2026-CC-0001']);
    const [, last] = await draws.page(null, null, 2);
    expect((await draws.page(null, last ?? null, 9)).map(({ no }) => no)).toEqual(['QC2026-0001']);
    expect((await draws.page('vehicles', null, 9)).map(({ no }) => no)).toEqual(['QC2026-0001']);
  });

  test('rows come back in their order, and one is found by its id', async () => {
    const { draws } = db.store;
    const rows = Array.from({ length: 2_345 }, (_, nth) => String(nth).padStart(6, '0')).map((id) => ({
      id,
      row: `{"id":"${id}"}`,
    }));
    await draws.seal(draw(1), { register: rows, people: [{ id: '张', row: '{"id":"张"}' }] }, secret);
    const found = [];
    for await (const row of draws.rows('TJ2026-CC-0001', 'register')) found.push(row);
    expect(found).toEqual(rows);
    for (const id of ['000000', '000499', '000500', '002344'])
      expect((await draws.row('TJ2026-CC-0001', 'register', id))?.id).toBe(id);
    for (const id of ['', '0005000', '9']) expect(await draws.row('TJ2026-CC-0001', 'register', id)).toBeNull();
    expect(await draws.row('TJ2026-CC-0001', 'people', '张')).toEqual({ id: '张', row: '{"id":"张"}' });
    expect(await draws.secret('TJ2026-CC-0001')).toEqual(secret);
    expect(JSON.stringify([await draws.get('TJ2026-CC-0001'), await draws.page(null, null, 9)])).not.toContain(
      secret.code,
    );
  });

  test('each step has one effect, whoever does it again', async () => {
    const { draws } = db.store;
    await draws.seal(draw(1), {}, secret);
    const no = 'TJ2026-CC-0001';
    expect(await draws.comeOut(no, { round: 1001, signature: 'another' })).toBe(false);
    expect(await draws.conclude(no, '{"early":1}', [])).toBe(false);
    const signature = 'b'.repeat(96);
    const both = await Promise.all(
      [db.store, db.other].map((one) => one.draws.comeOut(no, { round: 1000, signature })),
    );
    expect(both.toSorted()).toEqual([false, true]);
    expect(await draws.rounds(no)).toEqual([{ round: 1000, signature }]);
    const drawn = await Promise.all(
      [db.store, db.other].map((one, at) => one.draws.conclude(no, `{"by":${at}}`, ['code'])),
    );
    expect(drawn.toSorted()).toEqual([false, true]);
    expect(await draws.unfinished(9)).toHaveLength(1);
    expect([await draws.reveal(no), await draws.reveal(no)]).toEqual([true, false]);
    expect(await db.other.draws.get(no)).toMatchObject({ state: 'revealed', codes: ['code'] });
    expect(await draws.unfinished(9)).toEqual([]);
    expect(await draws.addReceipt(no, receipt(1), { isVoid: true })).toBe(false);
    expect(await draws.receipts(no)).toEqual([]);
  });

  test('a chain of receipts has one next link, and a draw becomes void together with its receipt', async () => {
    const { draws } = db.store;
    await draws.seal(draw(1), {}, secret);
    const no = 'TJ2026-CC-0001';
    const both = await Promise.all([db.store, db.other].map((one) => one.draws.addReceipt(no, receipt(1))));
    expect(both.toSorted()).toEqual([false, true]);
    expect(await draws.addReceipt(no, receipt(1), { isVoid: true })).toBe(false);
    expect((await draws.get(no))?.state).toBe('sealed');
    expect(await draws.addReceipt(no, receipt(3), { codes: ['never'] })).toBe(false);
    expect(await draws.addReceipt(no, receipt(2), { codes: ['one', 'two'] })).toBe(true);
    expect((await draws.get(no))?.codes).toEqual(['one', 'two']);
    expect(await draws.addReceipt(no, receipt(3), { isVoid: true })).toBe(true);
    expect(await draws.get(no)).toMatchObject({ state: 'void', result: null, codes: [] });
    expect(await draws.receipts(no)).toEqual([1, 2, 3].map(receipt));
    expect([...(await draws.counts([no, 'none']))]).toEqual([[no, { late: 3 }]]);
    expect(await draws.lastReceipt(no)).toEqual(receipt(3));
    expect(await draws.lastReceipt('none')).toBeNull();
  });

  test('a draw is found by its place in its system, and receipts by what stands in them', async () => {
    const { draws } = db.store;
    await draws.seal(draw(1), {}, secret);
    await draws.seal(draw(2), {}, secret);
    expect((await db.other.draws.bySerial('storage-sites', 2))?.no).toBe('TJ2026-CC-0002');
    expect(await draws.bySerial('storage-sites', 3)).toBeNull();
    expect(await draws.bySerial('vehicles', 1)).toBeNull();
    const no = 'TJ2026-CC-0001';
    const kinds = ['arrival', 'drawn', 'arrival', 'late'];
    const values = ['CSQU3054383', 'CSQU3054383', 'TCNU3054383', '50%_|"3'];
    for (const [at, kind] of kinds.entries()) {
      const said = JSON.stringify({ n: at + 1, kind, of: values[at] });
      await draws.addReceipt(no, { n: at + 1, kind, hash: `r${at}`, receipt: said });
    }
    const naming = async (text: string) => (await draws.receiptsNaming(no, text)).map(({ n }) => n);
    expect(await naming('CSQU3054383')).toEqual([1, 2]);
    expect(await naming('????3054383')).toEqual([1, 2, 3]);
    expect(await naming('3054383')).toEqual([]);
    expect(await naming('50%_|"3')).toEqual([4]);
    for (const text of ['%', '_', '5_%_|"3', '']) expect(await naming(text)).toEqual([]);
    expect(await draws.receiptsNaming('TJ2026-CC-0002', 'CSQU3054383')).toEqual([]);
  });
});
