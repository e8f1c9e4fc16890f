import { afterEach, expect, test, vi } from 'vitest';
import { tellImport } from '../../src/commands/import-report.js';
import { importText } from './fixtures.js';

afterEach(() => vi.restoreAllMocks());

/** What an operator sees of a report: on stdout, and on stderr. */
function told(report: Parameters<typeof tellImport>[0]): { out: string; err: string; code: number } {
  const seen = { out: '', err: '' };
  const into = (which: 'out' | 'err') => (text: string | Uint8Array) => {
    seen[which] += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(into('out'));
  vi.spyOn(process.stderr, 'write').mockImplementation(into('err'));
  const code = tellImport(report, {});
  vi.restoreAllMocks();
  return { ...seen, code };
}

const head = 'bottle_code,name,origin_country,importer\n';

test('rows that a correction has superseded are counted, with the way to undo it', async () => {
  const { report } = await importText('wines', `${head}123456,酒,法国,某公司\n`);
  const { out, code } = told({ ...report, added: 0, unchanged: 3, superseded: 2, release: null });
  expect(out).toBe(
    'wines: 0 new, 0 changed, 3 unchanged, 0 refused, 2 not taken; nothing new to publish\n' +
      '2 rows were not taken, since the file says what a correction replaced (see yibo history wines ID). To undo a correction, use yibo correct.\n',
  );
  expect(code).toBe(0);
  expect(told(report).out).not.toContain('not taken');
});

test('a problem in a line of JSON is told with its property', async () => {
  const { report } = await importText(
    'wines',
    '{"bottle_code":"12","name":"酒","origin_country":"法国","importer":"某"}\n',
  );
  expect(told(report).err).toMatch(/:1:16 {2}property "bottle_code" "12" has 2 characters instead of 6 to 20\. /);
});
