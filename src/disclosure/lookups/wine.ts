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
    name: { asked: ['叫什么', '什么酒', '名字', '名称'] },
    bottle_code: { label: '瓶身编码', isCode: true, asked: ['瓶码', '编码'] },
    origin_country: {
      asked: ['哪个国家', '哪国', '什么国家', '产地', '原产地', '哪里产', '哪儿产', '哪里来', '哪里进口'],
    },
    region: { asked: ['哪个产区', '产区', '哪个地区'] },
    producer: {
      asked: [
        ...['生产商', '厂家', '酒庄', '谁生产', '哪家生产', '哪个厂', '一个厂', '同一家', '谁做的', '哪里生产'],
        ...['酒庄叫什么', '酒庄是什么', '厂家叫什么', '生产商叫什么', '酒庄名', '厂家名', '生产商名'],
      ],
    },
    vintage: { unit: '年', asked: ['年份', '哪一年', '哪年', '几几年', '什么年'] },
    abv: { unit: '%', asked: ['度数', '多少度', '几度', '酒精'] },
    bottled_on: { isDay: true, asked: ['灌装', '什么时候装', '哪天装', '生产日期', '什么时候生产', '哪天生产'] },
    importer: {
      asked: [
        '谁进口',
        '哪家进口',
        '进口公司',
        '哪个公司进口',
        '哪家公司',
        '进口的公司',
        '进口商叫什么',
        '进口公司叫什么',
        '进口商名',
      ],
    },
    certificate_no: { isCode: true, asked: ['证书号', '检验证书', '证书'] },
    warning: { asked: ['警示', '警告', '孕妇'] },
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
