import { expect, test } from 'vitest';
import { listSpecOf, orderingIn } from '../../../src/disclosure/listing/list-spec.js';
import { loadDatasets } from '../../../src/schemas/schema.js';
import { dataWith, refusalsIn, schemaWith } from '../schema-fixtures.js';

const fields = [
  { name: 'kind', title: '种类', type: 'string' },
  { name: 'made_on', title: '日期', type: 'date' },
  { name: 'photos', title: '照片', type: 'list' },
  { name: 'sort', title: '品种', type: 'string' },
];

const withList = (list: object, more: object = {}) =>
  refusalsIn(dataWith({ cheeses: schemaWith(fields, { yibo: { id: ['lot'], list, ...more } }) }));

test('a list of fields that there are is taken', () => {
  expect(withList({ filters: ['kind'], orders: ['-made_on', 'lot'], words: ['kind'] })).toEqual([]);
});

test.each([
  [{ filters: ['knd'] }, 'yibo.list.filters.0 "knd" is no field. Did you mean "kind"?'],
  [{ orders: ['-made'] }, 'yibo.list.orders.0 "made" is no field.'],
  [{ orders: ['made_on', '-made_on'] }, 'yibo.list.orders.1 "made_on" stands here twice.'],
  [{ orders: ['photos'] }, 'yibo.list.orders.0 "photos" is a list'],
  [{ words: ['made_on'] }, 'yibo.list.words.0 "made_on" is no text'],
  [{ filters: ['sort'] }, 'yibo.list.filters.0 "sort" means something else'],
  [{ orders: ['lot', 'kind', 'made_on', 'sort'] }, 'yibo.list.orders are 4'],
])('%j is refused', (list, words) => {
  expect(withList(list).join('\n')).toContain(words);
});

test('a dataset that is told record by record has no list', () => {
  const closed = { access: 'lookup', proof: ['kind'] };
  const required = fields.map((one) => ({ ...one, constraints: { required: true } }));
  const schema = schemaWith(required, { yibo: { id: ['lot'], list: { filters: ['kind'] }, ...closed } });
  expect(refusalsIn(dataWith({ cheeses: schema })).join('\n')).toContain('yibo.list is for datasets that are open');
});

test('an index that the edition before made answers meanwhile; one that lists other fields, or is older, does not', () => {
  const list = { filters: ['kind'], orders: ['made_on', 'lot'], words: ['kind'] };
  const schema = schemaWith(fields, { yibo: { id: ['lot'], list } });
  const dataset = loadDatasets(dataWith({ cheeses: schema })).get('cheeses');
  if (!dataset) throw new Error('there is no dataset');
  const spec = listSpecOf(dataset);
  const [, ...parts] = JSON.parse(spec.text) as unknown[];
  const of = (edition: number) => JSON.stringify([edition, ...parts]);
  const asked = { ordering: 1, filters: ['kind'], words: true };
  expect([2, 3].map((edition) => orderingIn(of(edition), spec, asked))).toEqual([1, 1]);
  expect(orderingIn(of(1), spec, asked)).toBeNull();
  expect(orderingIn(of(2), spec, { ...asked, filters: ['lot'] })).toBeNull();
});
