import { isTombstone } from '../../domain/disclosure/release.js';
import { sentence } from '../../domain/language/phrases.js';
import { field } from './fact.js';
import type { RecordLookupPlan } from './record-lookup.js';
import { sampleMark } from './say-fact.js';

const maxCandidates = 8;

/** 进口汽车: what was found on a vehicle, by its VIN or the code of its sticker. */
export const car: RecordLookupPlan = {
  id: 'car',
  dataset: 'vehicles',
  identifiers: { code: 'vin-or-sticker' },
  challenge: false,
  keys: ['vin_keypad', 'sticker_code', 'sticker_code_keypad'],
  head: ['vin', 'result'],
  tells: {
    vin: { label: '车架号' },
    result: {},
    brand_model: {},
    engine_no: { isCode: true },
    origin_country: {},
    loading_port: {},
    imported_on: { isDay: true },
    inspected_at: { isDay: true },
  },

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

  sayHead: (value, mark) => sentence('car.head', { vin: value('vin'), result: value('result'), mark }),

  candidate(vehicle, key) {
    const brandModel = field(vehicle, 'brand_model');
    const importedOn = field(vehicle, 'imported_on');
    return sentence('car.candidate', { key, brandModel, importedOn, mark: sampleMark(vehicle) });
  },

  several: (count) => sentence('car.several', { count }),
};
