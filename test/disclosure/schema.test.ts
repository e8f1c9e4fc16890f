import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPublicationTerms } from '../../src/disclosure/publishing/publication-terms.js';
import { loadDatasets, SchemasRefused } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';
import { fileOf } from '../importing/fixtures.js';

test('a new folder with a schema is a dataset, and its mistakes are named', async () => {
  const folder = join(dirname(fileOf('')), 'data');
  const write = (schema: object) => {
    mkdirSync(join(folder, 'cheeses'), { recursive: true });
    writeFileSync(join(folder, 'cheeses', 'schema.json'), JSON.stringify(schema, null, 2));
  };
  const good = {
    name: 'cheeses',
    title: '进口奶酪',
    sources: [{ title: 'x' }],
    licenses: [{ name: 'x' }],
    yibo: { id: ['lot'] },
    fields: [{ name: 'lot', title: '批号', type: 'string', constraints: { required: true } }],
  };
  write(good);
  expect([...loadDatasets(folder).keys()]).toEqual(['cheeses']);

  const messages = (schema: object): string[] => {
    write(schema);
    try {
      loadDatasets(folder);
    } catch (error) {
      if (error instanceof SchemasRefused) return error.problems.map(({ path, message }) => `${path} ${message}`);
    }
    return [];
  };
  expect(messages({ ...good, name: 'cheese' })).toEqual([
    'name "cheese" is not the folder\'s name. Write "cheeses", or rename the folder.',
  ]);
  expect(messages({ ...good, yibo: { id: ['lto'], keys: [{ name: 'k', field: 'lott' }] } })).toEqual([
    'yibo.id.0 "lto" is no field. Did you mean "lot"?',
    'yibo.keys.0.field "lott" is no field. Did you mean "lot"?',
  ]);
  expect(messages({ ...good, fields: [{ name: 'lot', title: '批号', type: 'strng' }] })).toEqual([
    'fields.0.type "strng" is not known. Did you mean "string"?',
  ]);
  expect(messages({ ...good, fields: [{ name: 'lot', title: '批号', type: 'string', 'yibo:is': 'vim' }] })).toEqual([
    'fields.0.yibo:is "vim" is no kind of identifier. Did you mean "vin"?',
  ]);
  expect(messages({ ...good, fields: [{ name: 'lot', title: '批号', type: 'string' }] })).toEqual([
    'yibo.id.0 "lot" may be empty, and an id may not. Make the field required.',
  ]);
  expect(messages({ ...good, primaryKey: ['title'] })).toEqual([
    'primaryKey is not yibo.id, which is lot. Make them the same.',
  ]);
  expect(messages({ ...good, yibo: { id: ['lot'], access: 'lookups', proof: ['owner'] } })).toEqual([
    'yibo.access "lookups" is not known. Did you mean "lookup"?',
  ]);
  expect(messages({ ...good, yibo: { id: ['lot'], access: 'lookup', proof: ['owner'] } })).toEqual([
    'yibo.proof.0 "owner" is no field. Known are: lot.',
  ]);
  const refers = (resource: string, field: string) => ({
    ...good,
    foreignKeys: [{ fields: ['lot'], reference: { resource, fields: [field] } }],
  });
  expect(messages(refers('cheeses', 'lot'))).toEqual([]);
  expect(messages(refers('cheese', 'lot'))).toEqual([
    'foreignKeys.0.reference.resource "cheese" is no dataset. Did you mean "cheeses"?',
  ]);
  expect(messages(refers('cheeses', 'lots'))).toEqual([
    'foreignKeys.0.reference.fields "lots" is no field of cheeses. Did you mean "lot"?',
  ]);
});

test('mistakes in publication.yaml are named with their place', () => {
  const folder = join(dirname(fileOf('')), 'terms');
  mkdirSync(folder, { recursive: true });
  const standing = 'standing: { approvedBy: 甲, legalBasis: 乙, reason: 丙 }\nexpiry:\n';
  const messages = (rules: string): string[] => {
    writeFileSync(join(folder, 'publication.yaml'), standing + rules);
    try {
      loadPublicationTerms(loadDatasets(installation().data), folder);
    } catch (error) {
      if (error instanceof SchemasRefused)
        return error.problems.map(({ line, path, message }) => `${line} ${path} ${message}`);
    }
    return [];
  };
  const rule = (more: string) => `  - { id: a, dataset: vehicles, after: P3Y, reason: 甲, legalBasis: 乙, ${more} }\n`;
  expect(messages(rule('when: { result: 不合格 }, from: inspected_at'))).toEqual([]);
  expect(messages(rule('when: { resutl: 不合格 }'))).toEqual([
    '3 expiry.0.when.resutl "resutl" is no field. Did you mean "result"?',
  ]);
  const second = rule('when: { result: 不合格 }').replace('id: a', 'id: b');
  expect(messages(second + rule(''))).toEqual([]);
  expect(messages(rule('') + second)).toEqual([
    '4 expiry.1 is never reached: "a" before it fits every record that it fits. Move it up, or remove it.',
  ]);
  expect(messages(second + second.replace('vehicles', 'wines').replace('when: { result: 不合格 }', ''))).toEqual([
    '4 expiry.1.id "b" is the name of two rules. Choose another.',
  ]);
  expect(messages(rule('when: { result: 坏 }'))[0]).toMatch(/^3 expiry.0.when.result "坏" is no value of it/);
  expect(messages(rule('from: result'))).toEqual([
    '3 expiry.0.from "result" is no date. Name a field of type date or datetime.',
  ]);
  expect(messages(rule('').replace('vehicles', 'vehicle'))).toEqual([
    '3 expiry.0.dataset "vehicle" is no dataset. Did you mean "vehicles"?',
  ]);
  expect(messages(rule('').replace('P3Y', '3 years'))).toEqual([
    '3 expiry.0.after "3 years" is no duration. Write it like P90D, P6M or P3Y.',
  ]);
});
