import { expect, test } from 'vitest';
import { recallsOf } from '../../../src/disclosure/recalls/recalls-of.js';
import { withNoticesRemembered } from '../../../src/disclosure/recalls/remembered-notices.js';
import type { DisclosureRecord } from '../../../src/domain/disclosure/record.js';
import type { RecordStore } from '../../../src/domain/disclosure/stores.js';

test('notices of a brand are read once for many vehicles, and nothing else is remembered', async () => {
  const asked: string[] = [];
  const notice = { change: 'published', fields: { brand: '丰田', title: '示例' } } as unknown as DisclosureRecord;
  const records = {
    findByKey: async (dataset, field, value) => {
      asked.push(`${dataset} ${field} ${value}`);
      return [notice];
    },
  } as Pick<RecordStore, 'findByKey'> as RecordStore;
  const remembering = withNoticesRemembered(records);
  const vehicle = (brand_model: string) => ({ fields: { vin: 'JTEBU5JR6G5003291', brand_model } });
  const found = await Promise.all([1, 2, 3].map(() => recallsOf(remembering, vehicle('丰田牌越野车'))));
  expect(found.map((one) => one.length)).toEqual([1, 1, 1]);
  await recallsOf(remembering, vehicle('大众牌轿车'));
  for (let n = 0; n < 2; n++) await remembering.findByKey('vehicles', 'sticker_code', '221865233729', 8);
  expect(asked).toEqual([
    'recall-notices brand 丰田',
    'recall-notices brand 大众',
    'vehicles sticker_code 221865233729',
    'vehicles sticker_code 221865233729',
  ]);
});
