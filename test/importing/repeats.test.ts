import { describe, expect, test } from 'vitest';
import { RepeatSearch } from '../../src/importing/rows/repeat-search.js';
import type { GoodRow } from '../../src/importing/rows/row.js';
import { SeenBefore } from '../../src/importing/rows/seen-before.js';
import { dataset, importText } from './fixtures.js';

const head = 'vin,sticker_code,brand_model,inspected_at,result\n';
const row = (vin: string, sticker: string, brand = '宾利') => `${vin},${sticker},${brand},2016-08-12,合格\n`;
const [bentley, rolls] = ['SCBES63W6GC000700', 'SCADS63W6GC000700'];

describe('an id that comes twice in a file', () => {
  const twice = head + row(bentley, '123456') + row(rolls, '123457') + row(bentley, '123458', '奔驰');
  const message = 'f.csv:4:1  column "vin" has the same value as line 2. Keep one of the two rows.';

  test('is found in the first release of a dataset', async () => {
    expect((await importText('vehicles', twice)).said).toEqual([message]);
  });

  test('is found where an earlier row is bad', async () => {
    const bad = row(rolls, '123457').replace('合格', '');
    const { said } = await importText('vehicles', head + bad + twice.replace(head, ''));
    expect(said).toEqual([
      expect.stringContaining('f.csv:2:5 '),
      'f.csv:5:1  column "vin" has the same value as line 3. Keep one of the two rows.',
    ]);
  });

  test('is found in a later release, though its first row says nothing new', async () => {
    const { store } = await importText('vehicles', head + row(bentley, '123456'));
    const { said, report } = await importText('vehicles', twice, { into: store, keepGood: true });
    expect(said).toEqual([message]);
    expect(report).toMatchObject({ added: 1, changed: 0, unchanged: 1, refused: 1 });
    expect((await store.records.get('vehicles', bentley))?.fields.brand_model).toBe('宾利');
  });

  test('is found in a dry run, without a database too', async () => {
    expect((await importText('vehicles', twice, { dryRun: true })).said).toEqual([message]);
    expect((await importText('vehicles', twice, { dryRun: true, store: null })).said).toEqual([message]);
  });
});

function goodRow(id: string, sticker: string): GoodRow {
  const values = [id, sticker];
  return {
    isGood: true,
    id,
    values,
    json: JSON.stringify(values),
    keys: [],
    isAsItStood: true,
    warnings: [],
    rewritten: [],
  };
}

test('a value under suspicion that comes once is no repeat', () => {
  const search = new RepeatSearch(dataset('vehicles'), 100, true);
  search.note(goodRow('A', '1'));
  search.note(goodRow('A', '2'));
  expect(search.needsSecondReading).toBe(true);
  expect(search.compare(goodRow('A', '1'), 2)).toEqual([]);
  expect(search.compare(goodRow('B', '1'), 3)).toEqual([]);
  expect(search.compare(goodRow('A', '2'), 4)).toEqual([{ line: 4, firstLine: 2, name: 'vin', isAlike: false }]);
});

test('one of a million different texts is suspected at most, and of those that come again each', () => {
  const seen = new SeenBefore(60_000_000);
  const text = (n: number) => String(120_000_116_000_000 + n);
  let suspected = 0;
  for (let n = 0; n < 1_000_000; n++) if (seen.add(text(n), 0)) suspected++;
  expect(suspected).toBeLessThanOrEqual(1);
  for (let n = 0; n < 1_000_000; n += 997) expect(seen.add(text(n), 0)).toBe(true);
  expect(seen.add(text(7), 1)).toBe(false);
});
