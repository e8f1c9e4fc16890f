import { keypadSignature } from '../../domain/identifiers.js';
import { type Sentence, sentence } from '../../domain/phrases.js';
import type { DisclosureRecord } from '../../domain/ports.js';
import { field, sampleMark } from './facts.js';
import type { Lookup } from './lookup.js';

/** 公开的施检进度: the five public steps and how each is called once reached. */
const steps = ['待报检', '报检受理', '施检查验', '通关放行', '签发证单'] as const;
const statuses = ['待报检', '已受理报检', '正在施检查验', '已放行', '已签发证单'] as const;
const maxEvents = 100;

/** 施检流程查询: where a consignment (报检批) stands, told to whoever knows its owner's registration number. */
export const progress: Lookup = {
  id: 'progress',
  dataset: 'consignments',
  fields: ['declarationNo', 'registrationNo'],
  challenge: true,

  recognise(identifiers) {
    const declarationNo = identifiers.find((one) => /^\d{15}$/.test(one));
    const registrationNo = identifiers.find((one) => one.length === 10);
    if (declarationNo === undefined) return null;
    return { declarationNo, ...(registrationNo !== undefined && { registrationNo }) };
  },

  /** Empty when the pair is unknown: the same whether the number or its owner is wrong. */
  async find(records, { declarationNo = '', registrationNo = '' }, letters) {
    const consignment = await records.get('consignments', declarationNo);
    if (!consignment) return [];
    const owner = field(consignment, 'registration_no');
    const isOwner = letters ? owner === registrationNo : keypadSignature(owner) === registrationNo;
    return isOwner ? [consignment] : [];
  },

  async tell(consignment, records) {
    const declarationNo = field(consignment, 'declaration_no');
    const events = await records.findByKey('process-events', 'declaration_no', declarationNo, maxEvents);
    const mark = sampleMark(consignment);
    const goods = sentence('progress.goods', { goods: field(consignment, 'goods') });
    if (events.length === 0) return [sentence('progress.none', { declarationNo, mark }), goods];
    const told = [...events].sort(byTimeThenSequence).map(tellStep);
    const reached = Math.max(...events.map((event) => Number(field(event, 'step'))));
    const pending = steps.slice(reached + 1).map((step) => sentence('progress.pending', { step }));
    return [
      sentence('progress.head', { declarationNo, count: events.length, mark }),
      goods,
      ...told,
      ...pending,
      sentence('progress.status', { status: statuses[reached] ?? '' }),
    ];
  },

  candidate(consignment, key) {
    return sentence('menu.option', { label: field(consignment, 'goods'), key });
  },
};

function tellStep(event: DisclosureRecord): Sentence {
  const day = field(event, 'occurred_at');
  const step = steps[Number(field(event, 'step'))] ?? '';
  const detail = field(event, 'detail');
  return detail === ''
    ? sentence('progress.step', { day, step })
    : sentence('progress.step-detail', { day, step, detail });
}

/** Sorts by day first, since a time may be missing, then by the sequence the bureau gave. */
function byTimeThenSequence(a: DisclosureRecord, b: DisclosureRecord): number {
  const days = field(a, 'occurred_at').slice(0, 10).localeCompare(field(b, 'occurred_at').slice(0, 10));
  return days !== 0 ? days : Number(field(a, 'sequence')) - Number(field(b, 'sequence'));
}
