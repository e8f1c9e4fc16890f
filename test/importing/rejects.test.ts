import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { freeRejectsPath } from '../../src/importing/rejects-file.js';
import { fileOf, importText, pathOf } from './fixtures.js';

const head = 'vin,sticker_code,brand_model,inspected_at,result\n';
const row = (vin: string, sticker = '123456', brand = '宾利') => `${vin},${sticker},${brand},2016-08-12,合格\n`;
const [first, second] = ['SCBES63W6GC000700', 'SCADS63W6GC000700'];
const wine = (code: string, name = '酒') =>
  `{"bottle_code":"${code}","name":"${name}","origin_country":"法国","importer":"某公司"}\n`;

/** Imports what is good, and gives what was refused. */
async function keepGood(dataset: string, content: string, extension = 'csv') {
  const rejects = pathOf(`rejects.${extension}`);
  const done = await importText(dataset, content, { keepGood: true, rejects });
  return { ...done, rejects, refused: existsSync(rejects) ? readFileSync(rejects, 'utf8') : null };
}

describe('a row that was refused because it repeats another', () => {
  test('is refused again until its note is deleted, and then taken as a correction', async () => {
    const { store, refused } = await keepGood('vehicles', head + row(first) + row(first, '123457', '劳斯莱斯'));
    expect(refused).toContain(',3,"repeats an earlier row (line 2 of ');
    expect(refused).not.toContain('..');
    const again = await importText('vehicles', refused ?? '', { into: store });
    expect(again.said).toEqual([
      'f.csv:2:7  column "yibo:problem" says that the row repeats an earlier row. Find out which of the two is right: if this one, delete the note; if the other, delete this row.',
    ]);
    expect(again.report).toMatchObject({ taken: false, changed: 0 });
    const mended = (refused ?? '').replace(/,"repeats an earlier row .*\n/, ',\n');
    expect((await importText('vehicles', mended, { into: store })).report).toMatchObject({ changed: 1, refused: 0 });
  });

  test('keeps its note through any number of imports', async () => {
    const { refused } = await keepGood('vehicles', head + row(first) + row(first));
    const again = await keepGood('vehicles', (refused ?? '') + row(second, '223456').replace('\n', ',,\n'));
    expect(again.report).toMatchObject({ added: 1, refused: 1 });
    expect(again.refused).toContain('repeats an earlier row');
    expect((await importText('vehicles', again.refused ?? '')).report.taken).toBe(false);
  });

  test('is known as a line of JSON too, with the place of its note', async () => {
    const { store, refused } = await keepGood('wines', wine('123456') + wine('123456', '别的酒'), 'jsonl');
    expect(refused).toMatch(/^\{"yibo:problem": "repeats an earlier row \(line 1 of .*\)\. /);
    const again = await importText('wines', refused ?? '', { into: store });
    expect(again.said).toEqual([
      expect.stringMatching(/^f\.csv:1:18 {2}property "yibo:problem" says that the row repeats an earlier row\. /),
    ]);
    const mended = JSON.stringify({ ...JSON.parse(refused ?? ''), 'yibo:problem': '' });
    expect((await importText('wines', mended, { into: store })).report).toMatchObject({ changed: 1 });
  });
});

test('a row with another note is taken once it is mended, as it stands', async () => {
  const { refused } = await keepGood('vehicles', head + row(first, '1') + row(second));
  expect(refused).toContain(',2,sticker_code has 1 characters instead of 6 to 20. Copy it again from its source.\n');
  const { report } = await importText('vehicles', (refused ?? '').replace(`${first},1,`, `${first},654321,`));
  expect(report).toMatchObject({ added: 1, refused: 0 });
});

test('a line that comes twice is told once, and its warnings are not told again', async () => {
  const doubtful = row('WVWZZZ3CZEE140287');
  for (const content of [head + doubtful + doubtful, head + row(first, '777777') + doubtful + doubtful]) {
    const { said, warned } = await importText('vehicles', content);
    expect(said).toEqual([expect.stringMatching(/:1 {2}column "vin" has the same value as line \d\. Keep one/)]);
    expect(warned).toHaveLength(1);
  }
  const two = await importText('vehicles', head + row(first) + row(second, '654321') + row(first, '654321'));
  expect(two.said).toEqual([
    'f.csv:4:1  column "vin" has the same value as line 2. Keep one of the two rows.',
    'f.csv:4:2  column "sticker_code" has the same value as line 3. Keep one of the two rows.',
  ]);
});

test('a note ends in one full stop', async () => {
  const { refused } = await keepGood('wines', `${wine('123456')}{"bottle_code":"123457","nme":"x"}\n`, 'jsonl');
  expect(refused).toContain('nme is not in the schema. Remove it or rename it. Did you mean \\"name\\"?"');
  const unknown = await keepGood('wines', `${wine('123456')}{"something_else":"x"}\n`, 'jsonl');
  expect(unknown.refused).toMatch(/Known are: .*…\.", /);
});

test('rows that are marked as made up keep their mark', async () => {
  const marked = `${head.trimEnd()},yibo:sample\n${row(first).trimEnd()},示例\n${row(second, '654321').trimEnd()},\n`;
  const { refused } = await keepGood('vehicles', marked);
  expect(refused).toContain(`result,yibo:sample,yibo:line,yibo:problem\n${first},123456,宾利,2016-08-12,合格,示例,2,`);
  expect((await importText('vehicles', refused ?? '')).report.taken).toBe(false);
  expect((await importText('vehicles', refused ?? '', { sample: true })).report).toMatchObject({ added: 1 });
});

describe('the file of refused rows', () => {
  const content = head + row(first, '1') + row(second);

  test('has its name only when it is whole, and replaces what a killed import left', async () => {
    const rejects = pathOf('whole.csv');
    writeFileSync(`${rejects}.part`, 'x'.repeat(100_000));
    const bad = Array.from({ length: 3000 }, () => row(first, '1')).join('');
    const seen: boolean[][] = [];
    const onProgress = () => seen.push([existsSync(rejects), existsSync(`${rejects}.part`)]);
    await importText('vehicles', head + bad + row(second), { keepGood: true, rejects, onProgress });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(seen.map(() => [false, true]));
    expect([existsSync(rejects), existsSync(`${rejects}.part`)]).toEqual([true, false]);
    expect(readFileSync(rejects, 'utf8').trimEnd().split('\n')).toHaveLength(3001);
  });

  test('is not there when nothing was kept, nor when the file as a whole is wrong', async () => {
    const rejects = pathOf('nothing.csv');
    const terms = { madeBy: '张三', approvedBy: '张三', reason: 'x', legalBasis: 'x', source: 'x', fetchedAt: 1 };
    await expect(importText('vehicles', content, { keepGood: true, rejects, terms })).rejects.toThrow();
    const broken = await importText('vehicles', `${content}"`, { keepGood: true, rejects });
    expect(broken.report.taken).toBe(false);
    expect([existsSync(rejects), existsSync(`${rejects}.part`)]).toEqual([false, false]);
  });

  test('is never written over one that is there, which may be half mended', async () => {
    const rejects = fileOf('half mended');
    await expect(importText('vehicles', content, { keepGood: true, rejects })).rejects.toThrow(
      `${rejects} is there already, and may be half mended. Name another file with --rejects, or move that one.`,
    );
    const late = pathOf('late.csv');
    const onProgress = () => writeFileSync(late, 'half mended');
    await expect(importText('vehicles', content, { keepGood: true, rejects: late, onProgress })).rejects.toThrow(
      'half mended',
    );
    expect(readFileSync(rejects, 'utf8') + readFileSync(late, 'utf8')).toBe('half mendedhalf mended');
  });

  test('is called after what the file is found to be, whatever its name says', async () => {
    const lines = fileOf(wine('123456'), 'txt');
    expect(await freeRejectsPath(lines)).toMatch(/\.rejects\.jsonl$/);
    const csv = fileOf(content, 'dat');
    const path = await freeRejectsPath(csv);
    expect(path).toMatch(/\.rejects\.csv$/);
    writeFileSync(path, '');
    expect(await freeRejectsPath(csv)).toMatch(/\.rejects-2\.csv$/);
    expect(await freeRejectsPath(path)).toMatch(/\.rejects-2\.csv$/);
    expect(await freeRejectsPath(join(dirname(csv), 'nowhere.csv'))).toMatch(/nowhere\.rejects\.csv$/);
  });
});
