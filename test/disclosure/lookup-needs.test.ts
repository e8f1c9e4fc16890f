import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unmetNeeds } from '../../src/disclosure/lookups/needs.js';
import { lookupsOn } from '../../src/disclosure/lookups/registry.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'yibo-needs-'));
  cpSync(installation().data, data, { recursive: true });
});
afterEach(() => rmSync(data, { recursive: true }));

function change(dataset: string, from: RegExp, to: string): void {
  const file = join(data, dataset, 'schema.json');
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(from);
  writeFileSync(file, text.replace(from, to));
}

const said = () => {
  const datasets = loadDatasets(data);
  return unmetNeeds(lookupsOn(datasets), datasets).map(({ path, message }) => `${path} ${message}`);
};

test('our own schemas have all that the lookups need', () => {
  expect(said()).toEqual([]);
});

test('a key under another name is told before a caller is told nothing', () => {
  change('vehicles', /"vin_keypad"/, '"vin_keys"');
  expect(said()).toEqual([
    'yibo.keys lack "vin_keypad", by which the lookup "car" finds records. Did you mean "vin_keys"?',
  ]);
});

test('what a field is called is its title, unless people say another word', () => {
  change('vehicles', /"title": "发动机号"/, '"title": "发动机编号"');
  change('vehicles', /"title": "车辆识别代号"/, '"title": "VIN"');
  const car = lookupsOn(loadDatasets(data)).get('car');
  const record = {
    dataset: 'vehicles',
    id: 'V',
    sample: false,
    change: 'published',
    hash: '',
    position: 1,
    publishedAt: 0,
    reason: '',
  } as const;
  const facts = car?.facts({ ...record, fields: { vin: 'V', engine_no: '2TR' } }, []);
  expect(facts).toEqual([
    { label: '车架号', value: 'V' },
    { label: '发动机编号', value: '2TR' },
  ]);
});
