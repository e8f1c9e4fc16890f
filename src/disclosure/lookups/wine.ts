import { sentence } from '../../domain/language/phrases.js';
import { factsOf, factValue, field, type Telling } from './fact.js';
import type { Lookup } from './lookup.js';
import { sayFacts } from './say-fact.js';

const maxCandidates = 8;

const head = { name: { label: '酒名' }, bottle_code: { label: '瓶身编码' } } as const;
const rest = {
  origin_country: { label: '原产国' },
  region: { label: '产区' },
  producer: { label: '生产商' },
  vintage: { label: '年份', unit: '年' },
  abv: { label: '酒精度', unit: '%' },
  bottled_on: { label: '灌装日期', isDay: true },
  importer: { label: '进口商' },
  certificate_no: { label: '装运前检验证书' },
  warning: { label: '警示语' },
} as const satisfies Record<string, Telling>;
const headLabels: readonly string[] = Object.values(head).map(({ label }) => label);

const identifiers = { bottleCode: 'bottle-code' } as const;

/** 进口红酒: what is known about a bottle, by the code on it. */
export const wine: Lookup = {
  id: 'wine',
  dataset: 'wines',
  identifiers,
  fields: Object.keys(identifiers),
  challenge: false,

  slots: { bottleCode: [/\d{12}/] },

  async find(records, { bottleCode = '' }, letters) {
    if (!letters) return records.findByKey('wines', 'bottle_code_keypad', bottleCode, maxCandidates);
    const bottle = await records.get('wines', bottleCode);
    return bottle ? [bottle] : [];
  },

  facts(bottle) {
    return factsOf(bottle, { ...head, ...rest });
  },

  say(facts, { mark }) {
    const said = {
      name: factValue(facts, head.name.label),
      bottleCode: factValue(facts, head.bottle_code.label),
      mark,
    };
    const others = facts.filter(({ label }) => !headLabels.includes(label));
    return [sentence('wine.head', said), ...sayFacts(others, [rest.certificate_no.label])];
  },

  candidate(bottle, key) {
    return sentence('menu.option', { label: field(bottle, 'name'), key });
  },

  several: (count) => sentence('wine.several', { count }),
};
