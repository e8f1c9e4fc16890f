import { describe, expect, test } from 'vitest';
import { loadDatasets } from '../../src/schemas/schema.js';
import { valueRule } from '../../src/schemas/value-rule.js';
import { dataWith, refusalsOf, schemaWith } from './schema-fixtures.js';

const field = (type: string, more: object = {}) => ({ name: 'a', title: '甲', type, ...more });
const limited = (type: string, constraints: object) => field(type, { constraints });

test('the items of a list are separated by commas unless the schema says otherwise', () => {
  const schema = schemaWith([field('list'), { ...field('list'), name: 'b', title: '乙', delimiter: '; ' }]);
  const cheeses = loadDatasets(dataWith({ cheeses: schema })).get('cheeses');
  const [, commas, others] = (cheeses?.fields ?? []).map((one) => valueRule(one, new Set()));
  expect(commas?.('1.jpg,2.jpg')).toBe('1.jpg,2.jpg');
  expect(commas?.('1.jpg 2.jpg')).toMatchObject({ severity: 'problem' });
  expect(others?.('1.jpg; 2.jpg')).toBe('1.jpg; 2.jpg');
  expect(refusalsOf([field('list', { delimiter: '' })])).toEqual([
    'fields.1.delimiter "" is empty. Write what separates the items of the list, such as ",".',
  ]);
});

describe('a foreign key', () => {
  const refers = (fields: unknown, reference: object) => ({ foreignKeys: [{ fields, reference }] });
  const parent = [{ name: 'parent', title: '母批号', type: 'string' }];

  test.each([
    ['without a resource', { fields: ['lot'] }],
    ['with an empty one', { resource: '', fields: 'lot' }],
    ['by its own name', { resource: 'cheeses', fields: ['lot'] }],
  ])('%s refers to the same table', (_, reference) => {
    const schema = schemaWith(parent, refers('parent', reference));
    const cheeses = loadDatasets(dataWith({ cheeses: schema })).get('cheeses');
    expect(cheeses?.foreignKeys).toEqual([{ fields: ['parent'], reference: { resource: 'cheeses', fields: ['lot'] } }]);
  });

  test('to a field that the same table does not have is refused', () => {
    expect(refusalsOf(parent, refers('parent', { fields: 'lto' }))).toEqual([
      'foreignKeys.0.reference.fields "lto" is no field of cheeses. Did you mean "lot"?',
    ]);
  });

  test('has as many fields on one side as on the other', () => {
    expect(refusalsOf(parent, refers(['lot', 'parent'], { fields: ['lot'] }))).toEqual([
      'foreignKeys.0.reference.fields are 1 for 2: each field refers to one. Name as many.',
    ]);
  });
});

describe('limits', () => {
  test.each([
    [
      'of a date',
      limited('date', { minimum: '2016-01-01' }),
      'fields.1.constraints.minimum "2016-01-01" is no number. Write one, such as 12; dates and texts have no limits here.',
    ],
    [
      'of a date as a number',
      limited('datetime', { maximum: 2016 }),
      'fields.1.constraints.maximum means nothing for the type "datetime": limits are for fields of type integer, number or year. Remove it.',
    ],
    [
      'of a text by its value',
      limited('string', { minimum: 5 }),
      'fields.1.constraints.minimum means nothing for the type "string": limits are for fields of type integer, number or year. Remove it.',
    ],
    [
      'of a list by its characters',
      limited('list', { maxLength: 500 }),
      'fields.1.constraints.maxLength means nothing for the type "list": Table Schema has it for strings. Remove it.',
    ],
    [
      'of a number by a pattern',
      limited('integer', { pattern: '[0-9]+' }),
      'fields.1.constraints.pattern means nothing for the type "integer": Table Schema has it for strings. Remove it.',
    ],
    [
      'that leave no number',
      limited('integer', { minimum: 5, maximum: 4 }),
      'fields.1.constraints.minimum 5 is more than the maximum, 4: no value could be right. Correct one.',
    ],
    [
      'that leave no text',
      limited('string', { minLength: 5, maxLength: 4 }),
      'fields.1.constraints.minLength 5 is more than maxLength, 4: no text could be right. Correct one.',
    ],
    [
      'that leave no text, since there is a limit to all',
      limited('string', { minLength: 501 }),
      'fields.1.constraints.minLength 501 is more than a text may have without maxLength, 500. Add maxLength.',
    ],
  ])('%s are refused', (_, bad, message) => {
    expect(refusalsOf([bad])).toEqual([message]);
  });

  test.each([
    limited('year', { minimum: 1900, maximum: 1900 }),
    limited('number', { minimum: -1.5 }),
    limited('string', { minLength: 4, maxLength: 4, pattern: '[a-z]*', enum: ['abcd', 'wxyz'] }),
    limited('integer', { minimum: 1, maximum: 9, enum: ['1', '9'] }),
    limited('date', { enum: ['2016-01-01'] }),
  ])('that leave something are taken: %o', (good) => {
    expect(refusalsOf([good])).toEqual([]);
  });
});

describe('a listed value', () => {
  test.each([
    ['that breaks the pattern', 'string', { pattern: '[a-z]+', enum: ['a', 'B'] }, 1, 'B', 'does not look like [a-z]+'],
    ['that is too long', 'string', { maxLength: 2, enum: ['abc'] }, 0, 'abc', 'has 3 characters, more than 2'],
    ['out of the limits', 'integer', { maximum: 2, enum: ['1', '3'] }, 1, '3', 'is more than 2'],
    ['of another type', 'date', { enum: ['2016-02-30'] }, 0, '2016-02-30', 'is no date: there is no 2016-02-30'],
    ['that means "unknown"', 'string', { enum: ['有', 'none'] }, 1, 'none', 'means "unknown"'],
    ['that is empty', 'string', { enum: ['有', ''] }, 1, '', 'means "unknown"'],
    ['with a blank beside it', 'string', { enum: [' 有'] }, 0, ' 有', 'begins or ends with a blank'],
  ])('%s is refused', (_, type, constraints, place, listed, why) => {
    expect(refusalsOf([limited(type, constraints)])).toEqual([
      `fields.1.constraints.enum.${place} "${listed}" can never be a value: it ${why}. Correct it, or the field.`,
    ]);
  });
});

test('what is listed is judged as an import would judge it', () => {
  const texts = [
    'a',
    'B',
    'abc',
    '',
    ' a',
    'None',
    '0',
    '-1',
    '3',
    '1.5',
    '007',
    '2016',
    '2016-02-29',
    '2016-02-30',
    '2016-08-04T09:30:00+08:00',
  ];
  const types = ['string', 'integer', 'number', 'year', 'date', 'datetime'];
  const limits = [{}, { pattern: '[a-z]+' }, { maxLength: 1 }, { minLength: 2 }, { minimum: 0 }, { maximum: 2 }];
  let judged = 0;
  for (const type of types) {
    for (const limit of limits) {
      const [known] = refusalsOf([limited(type, limit)]);
      if (known !== undefined) continue;
      for (const text of texts) {
        const schema = schemaWith([limited(type, limit)]);
        const cheeses = loadDatasets(dataWith({ cheeses: schema })).get('cheeses');
        const [, one] = cheeses?.fields ?? [];
        const taken = one && cheeses && valueRule(one, cheeses.missingValues)(text);
        const isFine = text !== '' && taken === text;
        expect(refusalsOf([limited(type, { ...limit, enum: [text] })]), `${type} ${text}`).toHaveLength(isFine ? 0 : 1);
        judged++;
      }
    }
  }
  expect(judged).toBeGreaterThan(150);
});

describe('what would be passed over', () => {
  test.each(['bareNumber', 'categories', 'decimalChar', 'groupChar', 'itemType', 'missingValues'])(
    '%s of a field is refused',
    (name) => {
      expect(refusalsOf([field('number', { [name]: ['-'] })])).toEqual([
        `fields.1.${name} is not followed here, so that it would promise what is not done. Remove it.`,
      ]);
    },
  );

  test('unless it says what is done anyway', () => {
    expect(refusalsOf([field('number', { bareNumber: true, decimalChar: '.', itemType: 'string' })])).toEqual([]);
  });
});

describe('what means "unknown"', () => {
  const missingIn = (change: object) =>
    [...(loadDatasets(dataWith({ cheeses: schemaWith([], change) })).get('cheeses')?.missingValues ?? [])].sort();

  test('is what the schema lists and nothing else; without a list, what published data has', () => {
    expect(missingIn({})).toEqual(['', '1900-01-01', 'none', 'null']);
    expect(missingIn({ missingValues: ['', 'N/A'] })).toEqual(['', 'n/a']);
  });

  test('is always an empty cell too: a list that says otherwise is refused', () => {
    for (const missingValues of [['-'], []]) {
      expect(refusalsOf([], { missingValues })).toEqual([
        'missingValues lacks "". An empty cell means "unknown" here: add "" to the list.',
      ]);
    }
    expect(refusalsOf([], { missingValues: ['', { value: '-', label: '无' }] })).toEqual([
      'missingValues.1 is no text. Write the texts alone; labels are not known here.',
    ]);
  });
});
