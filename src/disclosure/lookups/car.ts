import { isTombstone } from '../../domain/disclosure/release.js';
import { sentence } from '../../domain/language/phrases.js';
import { factsOf, factValue, field, type Telling } from './fact.js';
import type { Lookup } from './lookup.js';
import { sampleMark, sayFacts } from './say-fact.js';

const maxCandidates = 8;

const head = { vin: { label: '车架号' }, result: { label: '检验结果' } } as const;
const rest = {
  brand_model: { label: '品牌型号' },
  engine_no: { label: '发动机号' },
  origin_country: { label: '进口国别' },
  loading_port: { label: '启运港口' },
  imported_on: { label: '进口日期', isDay: true },
  inspected_at: { label: '检验时间', isDay: true },
} as const satisfies Record<string, Telling>;
const headLabels: readonly string[] = Object.values(head).map(({ label }) => label);

const identifiers = { code: 'vin-or-sticker' } as const;

/** 进口汽车: what was found on a vehicle, by its VIN or the code of its sticker. */
export const car: Lookup = {
  id: 'car',
  dataset: 'vehicles',
  identifiers,
  fields: Object.keys(identifiers),
  challenge: false,

  slots: { code: [/[0-9A-HJ-NPR-Z]{17}/, /\d{12}/] },

  async find(records, { code = '' }, letters) {
    if (code.length === 17) {
      if (!letters) return records.findByKey('vehicles', 'vin_keypad', code, maxCandidates);
      const exact = await records.get('vehicles', code);
      if (exact) return [exact];
    }
    const key = letters ? 'sticker_code' : 'sticker_code_keypad';
    const found = await records.findByKey('vehicles', key, code, maxCandidates);
    // A code that went from a withdrawn record to another is the other's.
    const heirs = new Set(
      found.filter(({ change }) => !isTombstone(change)).map((vehicle) => field(vehicle, 'sticker_code')),
    );
    return found.filter((vehicle) => !isTombstone(vehicle.change) || !heirs.has(field(vehicle, 'sticker_code')));
  },

  facts(vehicle) {
    return factsOf(vehicle, { ...head, ...rest });
  },

  say(facts, { mark }) {
    const said = { vin: factValue(facts, head.vin.label), result: factValue(facts, head.result.label), mark };
    const others = facts.filter(({ label }) => !headLabels.includes(label));
    return [sentence('car.head', said), ...sayFacts(others, [rest.engine_no.label])];
  },

  candidate(vehicle, key) {
    const brandModel = field(vehicle, 'brand_model');
    const importedOn = field(vehicle, 'imported_on');
    return sentence('car.candidate', { key, brandModel, importedOn, mark: sampleMark(vehicle) });
  },

  several: (count) => sentence('car.several', { count }),
};
