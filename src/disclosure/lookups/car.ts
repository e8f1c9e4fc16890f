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
    vin: { label: '车架号', isCode: true, asked: ['VIN', '识别代号', '大架号'] },
    result: { asked: ['合格', '检验结果', '结果', '有没有问题', '有问题吗', '通过了', '质量'] },
    brand_model: { asked: ['什么牌子', '哪个牌子', '品牌', '什么车', '型号', '车型', '牌子'] },
    engine_no: { isCode: true, asked: ['发动机'] },
    origin_country: {
      asked: ['哪个国家', '哪国', '什么国家', '产地', '原产', '哪里产', '哪儿产', '哪里生产', '哪里进口'],
    },
    loading_port: {
      asked: [
        '哪个港口',
        '哪个港',
        '港口',
        '哪里启运',
        '从哪里运',
        '从哪运',
        '从哪里发',
        '启运',
        '装的船',
        '装船',
        '上的船',
      ],
    },
    imported_on: {
      isDay: true,
      asked: ['什么时候进口', '哪天进口', '何时进口', '进口时间', '什么时候进来', '什么时候到的'],
    },
    inspected_at: {
      isDay: true,
      asked: [
        '什么时候检',
        '哪天检',
        '何时检',
        '什么时候查',
        '哪天查',
        '检验日期',
        '检测时间',
        '检验是什么时候',
        '几号检',
        '什么时候验',
        '哪天验',
        '几号验',
        '何时验',
      ],
    },
  },

  slots: { code: [/(?=\d*[A-Z])[0-9A-HJ-NPR-Z]{17}/, /\d{12}/] },

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
