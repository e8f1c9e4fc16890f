import { sentence } from '../../domain/phrases.js';
import { facts, field, sampleMark } from './facts.js';
import type { Lookup } from './lookup.js';

const maxCandidates = 8;

const labels = {
  origin_country: '原产国',
  region: '产区',
  producer: '生产商',
  vintage: '年份',
  abv: '酒精度',
  bottled_on: '灌装日期',
  importer: '进口商',
  certificate_no: '装运前检验证书',
  warning: '警示语',
} as const;

const units = { vintage: '年', abv: '%' } as const;

/** 进口红酒: what is known about a bottle, by the code on it. */
export const wine: Lookup = {
  id: 'wine',
  dataset: 'wines',
  fields: ['bottleCode'],
  challenge: false,

  recognise(identifiers) {
    const bottleCode = identifiers.find((one) => /^\d{12}$/.test(one));
    return bottleCode === undefined ? null : { bottleCode };
  },

  async find(records, { bottleCode = '' }, letters) {
    const exact = await records.get('wines', bottleCode);
    if (exact) return [exact];
    return letters ? [] : records.findByKey('wines', 'bottle_code_keypad', bottleCode, maxCandidates);
  },

  async tell(bottle) {
    const head = { name: field(bottle, 'name'), bottleCode: field(bottle, 'bottle_code'), mark: sampleMark(bottle) };
    return [sentence('wine.head', head), ...facts('wine.fact', bottle, labels, units)];
  },

  candidate(bottle, key) {
    return sentence('menu.option', { label: field(bottle, 'name'), key });
  },
};
