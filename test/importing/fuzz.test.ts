import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/disclosure/audit/audit.js';
import type { Store } from '../../src/domain/store.js';
import { type ImportReport, importFile } from '../../src/importing/import-file.js';
import { dataset, emptyStore, fileOf, recordsIn, terms } from './fixtures.js';

const goodRow = ['120000116000001', '1101960H79', '示例公司', '大豆', '13'];
const header = 'declaration_no,registration_no,enterprise_name,goods,inspection_category';
const nasty = fc.constantFrom(
  ...[
    '',
    ' ',
    '"',
    '""',
    '"a',
    'a"b',
    ',',
    ';',
    '\t',
    '\r',
    '\n',
    '\0',
    '\u0007',
    '\ufeff',
    '\ufffd',
    '\ud800',
    '\u202e',
  ],
  ...[
    'None',
    'null',
    '1900-01-01',
    '=1+1',
    "'",
    '\\',
    '<x>',
    '😀',
    '１２',
    '大',
    '1E5',
    '1.2E+14',
    '-',
    '０'.repeat(15),
  ],
  ...['__proto__', 'constructor', 'yibo:x', '{"a":1}', '[', 'x'.repeat(600), "'; DROP TABLE version; --"],
);
const cell = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom(...goodRow));
/** A row that was good until something happened to it. */
const row = fc.oneof(
  fc.record({ at: fc.nat(4), to: cell, serial: fc.nat(99) }).map(({ at, to, serial }) => {
    const values = [`1200001160000${String(serial).padStart(2, '0')}`, ...goodRow.slice(1)];
    return values.with(at, to);
  }),
  fc.array(cell, { maxLength: 7 }),
);
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const line = fc.oneof(
  row.map((cells) => cells.map(quoted).join()),
  row.map((cells) => cells.join()),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');
const head = fc.oneof({ weight: 9, arbitrary: fc.constant(header) }, line);
const csv = fc
  .tuple(head, fc.array(line, { minLength: 2, maxLength: 30, size: 'max' }), lineEnd)
  .map(([first, lines, end]) => [first, ...lines].join(end));
const jsonLine = fc.oneof(
  row.map((cells) =>
    JSON.stringify(Object.fromEntries(header.split(',').map((name, at) => [name, cells[at] ?? null]))),
  ),
  fc.json({ maxDepth: 2 }),
  line,
);
const jsonl = fc
  .array(jsonLine, { minLength: 2, maxLength: 30, size: 'max' })
  .map((lines) => `{}\n${lines.join('\n')}`);
/** Bytes that were text until something happened to them. */
const damaged = fc
  .tuple(
    csv,
    fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { minLength: 1, maxLength: 3 }),
  )
  .map(([text, hits]) => {
    const bytes = Buffer.from(text);
    for (const [where, byte] of hits) bytes[Math.min(bytes.length - 1, Math.floor(where * bytes.length))] = byte;
    return bytes;
  });
const cutOff = fc.tuple(csv, fc.double({ min: 0, max: 1, noNaN: true })).map(([text, where]) => {
  const bytes = Buffer.from(text);
  return bytes.subarray(0, Math.ceil(where * bytes.length));
});
const anything = fc.oneof(csv, jsonl, damaged, cutOff, fc.uint8Array({ maxLength: 200 }).map(Buffer.from));

/** Either a reason for every refusal and nothing changed, or taken as a whole. */
async function importAndCheck(store: Store, content: string | Buffer, keepGood: boolean): Promise<ImportReport> {
  const before = await recordsIn(store, ['consignments']);
  const request = { dataset: dataset('consignments'), file: fileOf(content), store: store.publications, terms };
  const report = await importFile({ ...request, now: () => 1000, keepGood });
  const after = await recordsIn(store, ['consignments']);
  if (!report.taken) {
    expect(report.problemCount).toBeGreaterThan(0);
    expect(after).toEqual(before);
  }
  if (report.problemCount === 0) expect(report.taken).toBe(true);
  expect(after.size).toBe(before.size + (report.taken ? report.added : 0));
  const { added, changed, unchanged, refused, withheld } = report;
  if (report.taken) expect(report.rows).toBe(added + changed + unchanged + refused + withheld);
  for (const { reason, remedy } of report.problems) expect(reason.length * remedy.length).toBeGreaterThan(0);
  expect(await store.publications.list({ state: 'loading', limit: 1 })).toEqual([]);
  return report;
}

describe('ten thousand malformed files and rows', () => {
  test('each is refused with a reason or taken whole, and what was taken is sound', async () => {
    const store = await emptyStore();
    const seen = { files: 0, rows: 0, taken: 0, refusedFiles: 0 };
    await fc.assert(
      fc.asyncProperty(anything, fc.boolean(), async (content, keepGood) => {
        const report = await importAndCheck(store, content, keepGood);
        seen.files++;
        seen.rows += report.rows;
        if (report.taken) seen.taken++;
        else seen.refusedFiles++;
      }),
      { numRuns: 2000 },
    );
    expect(seen.files + seen.rows).toBeGreaterThan(10_000);
    // Both happen often enough to mean something.
    expect(Math.min(seen.taken, seen.refusedFiles)).toBeGreaterThan(50);
    expect((await audit({ store: store.publications })).broken).toBeNull();
  });
});
