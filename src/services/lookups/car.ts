import { sentence } from '../../domain/phrases.js';
import { facts, field, sampleMark } from './facts.js';
import type { Lookup } from './lookup.js';

const maxCandidates = 8;
const vin = /^[0-9A-HJ-NPR-Z]{17}$/;

const labels = {
  brand_model: '品牌型号',
  engine_no: '发动机号',
  origin_country: '进口国别',
  loading_port: '启运港口',
  imported_on: '进口日期',
  inspected_at: '检验时间',
} as const;

/** 进口汽车: what was found on a vehicle, by its VIN or the code of its sticker. */
export const car: Lookup = {
  id: 'car',
  dataset: 'vehicles',
  fields: ['code'],
  challenge: false,

  recognise(identifiers) {
    const code = identifiers.find((one) => vin.test(one)) ?? identifiers.find((one) => /^\d{12}$/.test(one));
    return code === undefined ? null : { code };
  },

  async find(records, { code = '' }, letters) {
    if (code.length === 17) {
      const exact = await records.get('vehicles', code);
      if (exact) return [exact];
      if (!letters) return records.findByKey('vehicles', 'vin_keypad', code, maxCandidates);
    }
    return records.findByKey('vehicles', letters ? 'sticker_code' : 'sticker_code_keypad', code, maxCandidates);
  },

  async tell(vehicle) {
    const head = { vin: field(vehicle, 'vin'), result: field(vehicle, 'result'), mark: sampleMark(vehicle) };
    return [sentence('car.head', head), ...facts('car.fact', vehicle, labels)];
  },

  candidate(vehicle, key) {
    const brandModel = field(vehicle, 'brand_model');
    const importedOn = field(vehicle, 'imported_on');
    return sentence('car.candidate', { key, brandModel, importedOn, mark: sampleMark(vehicle) });
  },
};
