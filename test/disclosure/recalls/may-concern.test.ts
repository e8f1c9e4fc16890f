import { describe, expect, test } from 'vitest';
import { mayConcern } from '../../../src/disclosure/recalls/may-concern.js';
import { modelYear } from '../../../src/disclosure/recalls/model-year.js';

const car = { vin: 'JTEBU5JR6G5003291', brand_model: '丰田牌越野车', imported_on: '2016-08-03' };
const notice = (more: object = {}) => ({ brand: '丰田', ...more });

describe('a notice may concern a vehicle', () => {
  test('by all that it says: brand, model, year and the range of VINs, whatever the check digits of its ends', () => {
    const years = { model_year_from: '2015', model_year_to: '2016' };
    const range = { vin_from: 'JTEBU5JR0G5000001', vin_to: 'JTEBU5JR3G5009999' };
    expect(mayConcern(car, notice({ model: '越野车', ...years, ...range }))).toEqual({
      matched: ['品牌', '车型', '年款', '车架号范围'],
      lacking: [],
      unclear: [],
    });
  });

  test('by little, and then it is said what the notice lacks', () => {
    expect(mayConcern(car, notice())).toEqual({
      matched: ['品牌'],
      lacking: ['车型', '年款', '车架号范围'],
      unclear: [],
    });
  });

  test('where it names a model, and the record only says what kind of vehicle it is', () => {
    expect(mayConcern(car, notice({ model: '普拉多' }))?.unclear).toEqual(['车型']);
  });

  test('where nobody can tell the model year from the VIN', () => {
    const european = { vin: 'WVWZZZ3CZEE140287', brand_model: '大众牌轿车', imported_on: '2014-05-05' };
    expect(mayConcern(european, { brand: '大众', model_year_from: '2010', model_year_to: '2011' })?.unclear).toEqual([
      '年款',
    ]);
  });
});

describe('a notice is about other vehicles', () => {
  test.each([
    ['of another brand', { brand: '雷克萨斯' }],
    ['of another kind', { model: '轿车' }],
    ['of earlier years', { model_year_to: '2015' }],
    ['of later years', { model_year_from: '2017' }],
    ['of a range that ends before', { vin_from: 'JTEBU5JR0G5000001', vin_to: 'JTEBU5JR0G5003290' }],
    ['of a range of another model', { vin_from: 'JTEBU5JS0G5000001', vin_to: 'JTEBU5JS0G5009999' }],
  ])('%s', (_, more) => {
    expect(mayConcern(car, notice(more))).toBeNull();
  });
});

test('a code of the model year comes again after 30 years: the vehicle was there when it was imported', () => {
  expect(modelYear('JTEBU5JR6G5003291', 2016)).toBe(2016);
  expect(modelYear('JTEBU5JR6G5003291', 2015)).toBe(2016);
  expect(modelYear('JTEBU5JR6G5003291', 1990)).toBe(1986);
  expect(modelYear('WVWZZZ3CZEE140287', 2014)).toBeNull();
  expect(modelYear('JTEBU5JR6G500329', 2016)).toBeNull();
});
