import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importText, pathOf, recordsIn } from './fixtures.js';

const head = 'vin,sticker_code,brand_model,inspected_at,result\n';
const good = 'SCBES63W6GC000700,123456,宾利,2016-08-12,合格\n';
const bad = 'SCADS63W6GC000700,123457,劳斯莱斯,昨天,合格\n';

test('where refused rows cannot be written, nothing becomes public', async () => {
  const nowhere = join(pathOf('no-folder'), 'rejects.csv');
  await expect(importText('vehicles', head + good + bad, { keepGood: true, rejects: nowhere })).rejects.toThrow(
    expect.objectContaining({ code: 'ENOENT' }),
  );
});

test('refused rows are on the disk before the good ones are public', async () => {
  const rejects = pathOf('rejects.csv');
  const { report, store } = await importText('vehicles', head + good + bad, { keepGood: true, rejects });
  expect(report.rejects).toBe(rejects);
  expect([...(await recordsIn(store, ['vehicles'])).keys()]).toEqual(['vehicles SCBES63W6GC000700']);
  expect(readdirSync(join(rejects, '..')).filter((name) => name.endsWith('.part'))).toEqual([]);
});
