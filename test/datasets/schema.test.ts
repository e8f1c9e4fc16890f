import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadDatasets, SchemasRefused } from '../../src/datasets/schema.js';
import { fileOf } from './fixtures.js';

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
});
