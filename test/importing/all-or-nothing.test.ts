import { describe, expect, test } from 'vitest';
import { importText } from './fixtures.js';

const header = 'declaration_no,registration_no,enterprise_name,goods,inspection_category\n';
const row = (serial: number, goods = '大豆') =>
  `1200001160${String(serial).padStart(5, '0')},1101960H79,示例公司,${goods},13\n`;

describe('all or nothing', () => {
  test('one bad row keeps the good ones out', async () => {
    const { report, records } = await importText('consignments', `${header}${row(1)}${row(2, '')}${row(3)}`);
    expect(report).toMatchObject({ rows: 3, refused: 1, added: 0, taken: false });
    expect(records.size).toBe(0);
  });

  test('with keepGood the good rows of the same file are loaded', async () => {
    const content = `${header}${row(1)}${row(2, '')}${row(3)}`;
    const { report, records } = await importText('consignments', content, { keepGood: true });
    expect(report).toMatchObject({ rows: 3, refused: 1, added: 2, taken: true });
    expect([...records.keys()]).toEqual(['consignments 120000116000001', 'consignments 120000116000003']);
  });

  test('keepGood does not take the part before an unclosed quote', async () => {
    const { report } = await importText('consignments', `${header}${row(1)}${row(2, '"')}`, { keepGood: true });
    expect(report.taken).toBe(false);
  });

  test('a dry run hands nothing over', async () => {
    const { report, records, store } = await importText('consignments', `${header}${row(1)}`, { dryRun: true });
    expect(report).toMatchObject({ rows: 1, added: 1, refused: 0, problemCount: 0, release: null });
    expect(records.size).toBe(0);
    expect(await store.publications.list({ limit: 9 })).toEqual([]);
  });

  test('the same file again changes nothing, in another order of columns too', async () => {
    const { store } = await importText('consignments', header + row(1));
    const turned = '报检类别,货物名称,报检单位,报检单位登记号,报检号\n13,大豆,示例公司,1101960h79,120000116000001\n';
    const { report } = await importText('consignments', turned, { into: store });
    expect(report).toMatchObject({ added: 0, changed: 0, unchanged: 1, taken: true, release: null });
    expect(await store.publications.list({ limit: 9 })).toHaveLength(1);
  });

  test('an id that comes twice names both lines, and the first row is the good one', async () => {
    const content = `${header}${row(1)}${row(2)}${row(1, '小麦')}`;
    const { said } = await importText('consignments', content);
    expect(said).toEqual([
      'f.csv:4:1  column "declaration_no" has the same value as line 2. Keep one of the two rows.',
    ]);
    const { records } = await importText('consignments', content, { keepGood: true });
    expect(records.get('consignments 120000116000001')?.fields.goods).toBe('大豆');
  });

  test('one sticker on two vehicles is refused', async () => {
    const head = 'vin,sticker_code,brand_model,inspected_at,result\n';
    const { said } = await importText(
      'vehicles',
      `${head}SCBES63W6GC000700,123456,宾利,2016-08-12,合格\nSCADS63W6GC000700,123456,劳斯莱斯,2016-08-12,合格\n`,
    );
    expect(said).toEqual(['f.csv:3:2  column "sticker_code" has the same value as line 2. Keep one of the two rows.']);
  });

  test('a composite id is shown with all its fields', async () => {
    const line = '120000116000001,1,1,2016-08-02\n';
    const { said } = await importText('process-events', `declaration_no,sequence,step,occurred_at\n${line}${line}`);
    expect(said).toEqual([
      'f.csv:3:1  column "declaration_no/sequence" has the same value as line 2. Keep one of the two rows.',
    ]);
  });

  test('a step of a consignment that nobody knows yet is taken', async () => {
    const { report } = await importText(
      'process-events',
      'declaration_no,sequence,step,occurred_at\n999999116999999,1,1,2016-08-02T09:30:00+08:00\n',
    );
    expect(report).toMatchObject({ added: 1, problemCount: 0, warningCount: 0 });
  });

  test('rows that an export marks as made up do not become genuine unnoticed', async () => {
    const marked = `${header.trimEnd()},yibo:sample\n${row(1).trimEnd()},示例\n${row(2).trimEnd()},\n`;
    const { said, report } = await importText('consignments', marked);
    expect(said).toEqual([
      'f.csv:2:6  column "yibo:sample" marks the row as made up (示例). Import such rows with --sample, or leave them out.',
    ]);
    expect(report.taken).toBe(false);
    const { store } = await importText('consignments', marked, { sample: true, keepGood: true });
    const { records } = await importText('consignments', marked, { keepGood: true, into: store });
    expect([...records.values()].map(({ id, sample }) => [id.at(-1), sample])).toEqual([
      ['1', true],
      ['2', false],
    ]);
    const lines = `{"bottle_code":"123456","name":"酒","origin_country":"巴西","importer":"某","yibo:sample":true}\n`;
    expect((await importText('wines', lines)).report.taken).toBe(false);
    expect((await importText('wines', lines, { sample: true })).report.taken).toBe(true);
  });
});
