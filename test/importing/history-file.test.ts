import { describe, expect, test } from 'vitest';
import { Chain } from '../../src/disclosure/reading/chain.js';
import { historyNotes } from '../../src/domain/disclosure/note-names.js';
import type { Store } from '../../src/domain/store.js';
import { type ExportFormat, exportTexts } from '../../src/exchange/files/export-files.js';
import { notesFor } from '../../src/exchange/files/notes.js';
import { inlineRow, workbookBytes } from '../tables/workbook-fixture.js';
import { dataset, importText, recordsIn } from './fixtures.js';

const head = 'bottle_code,name,origin_country,importer\n';
const old = '123456,老酒,法国,某公司\n';
const corrected = '123456,新酒,法国,某公司\n';

async function storeWithHistory(): Promise<Store> {
  const { store } = await importText('wines', head + old);
  await importText('wines', head + corrected, { into: store });
  return store;
}

async function exported(store: Store, format: ExportFormat, allVersions: boolean): Promise<string> {
  const head = await new Chain(store.publications).head();
  const pieces: string[] = [];
  const request = { store, head, format, asOf: null, allVersions, bom: false };
  for await (const piece of exportTexts(dataset('wines'), request).texts) pieces.push(piece);
  return pieces.join('');
}

describe('an export of all versions', () => {
  const remedy = 'Export the dataset again without --all-versions, and import that.';

  test.each([
    ['csv', `f.csv:1:15  column "yibo:id" belongs to a history, which also has what was superseded. ${remedy}`],
    ['jsonl', `f.csv:1:1  property "yibo:id" belongs to a history, which also has what was superseded. ${remedy}`],
  ] as const)('as %s is refused, and nothing superseded is in force again', async (format, message) => {
    const store = await storeWithHistory();
    const { report, said } = await importText('wines', await exported(store, format, true), { into: store });
    expect(said).toEqual([message]);
    expect(report).toMatchObject({ taken: false, added: 0, changed: 0, release: null });
    expect((await recordsIn(store, ['wines'])).get('wines 123456')?.fields.name).toBe('新酒');
  });

  test('is refused with --keep-good too, and gives no rejects', async () => {
    const store = await storeWithHistory();
    for (const format of ['csv', 'jsonl'] as const) {
      const content = await exported(store, format, true);
      expect((await importText('wines', content, { into: store, keepGood: true })).report.taken).toBe(false);
    }
  });

  test('is refused when a spreadsheet program has saved it', async () => {
    const rows = inlineRow(1, ['bottle_code', 'name', ' yibo:change ', 'origin_country', 'importer']);
    const { said } = await importText('wines', await workbookBytes({ rows }));
    expect(said).toEqual([expect.stringMatching(/^f\.csv:1:3 {2}column "yibo:change" belongs to a history/)]);
  });

  test('is known by every note that the export writes', () => {
    const written = notesFor({ haveSamples: false, areAllVersions: true }).map(({ name }) => name);
    expect(new Set(written)).toEqual(historyNotes);
    const others = notesFor({ haveSamples: true, areAllVersions: false }).map(({ name }) => name);
    expect(others.filter((name) => historyNotes.has(name))).toEqual([]);
  });
});

test.each(['csv', 'jsonl'] as const)(
  'an ordinary export as %s changes nothing when it is imported again',
  async (format) => {
    const store = await storeWithHistory();
    const { report, said } = await importText('wines', await exported(store, format, false), { into: store });
    expect(said).toEqual([]);
    expect(report).toMatchObject({ taken: true, unchanged: 1, changed: 0, release: null });
  },
);
