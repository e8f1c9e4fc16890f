import { sentence } from '../../domain/language/phrases.js';
import { field } from './fact.js';
import type { RecordLookupPlan } from './record-lookup.js';

const maxCandidates = 8;

/** 进口红酒: what is known about a bottle, by the code on it. */
export const wine: RecordLookupPlan = {
  id: 'wine',
  dataset: 'wines',
  identifiers: { bottleCode: 'bottle-code' },
  challenge: false,
  keys: ['bottle_code_keypad'],
  head: ['name', 'bottle_code'],
  tells: {
    name: {},
    bottle_code: { label: '瓶身编码' },
    origin_country: {},
    region: {},
    producer: {},
    vintage: { unit: '年' },
    abv: { unit: '%' },
    bottled_on: { isDay: true },
    importer: {},
    certificate_no: { isCode: true },
    warning: {},
  },

  slots: { bottleCode: [/\d{12}/] },

  async find(records, { bottleCode = '' }, letters) {
    if (!letters) return records.findByKey('wines', 'bottle_code_keypad', bottleCode, maxCandidates);
    const bottle = await records.get('wines', bottleCode);
    return bottle ? [bottle] : [];
  },

  sayHead: (value, mark) => sentence('wine.head', { name: value('name'), bottleCode: value('bottle_code'), mark }),

  candidate: (bottle, key) => sentence('menu.option', { label: field(bottle, 'name'), key }),

  several: (count) => sentence('wine.several', { count }),
};
