import { expect, test } from 'vitest';
import { datasetNamed } from '../../src/commands/with-store.js';
import { loadDatasets } from '../../src/schemas/schema.js';
import { installation } from '../../src/service/installation.js';

test('a dataset is found by its name as it is written, before case and underscores are passed over', () => {
  const wines = loadDatasets(installation().data).get('wines');
  if (!wines) throw new Error('the wines are gone');
  const [written, folded] = ['Wine_List', 'wine-list'].map((name) => ({ ...wines, name }));
  if (!written || !folded) throw new Error('not reached');
  const both = new Map([written, folded].map((one) => [one.name, one]));
  expect(datasetNamed('Wine_List', both)).toBe(written);
  expect(datasetNamed('wine-list', both)).toBe(folded);
  expect(datasetNamed('WINE_LIST', both)).toBe(folded);
  expect(datasetNamed('Wine_List', new Map([['Wine_List', written]]))).toBe(written);
});
