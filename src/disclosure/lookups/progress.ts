import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import { keypadSignature } from '../../domain/identifiers/identifiers.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { askedOfProgress } from './asked-progress.js';
import { dayOf, type Fact, field } from './fact.js';
import { factsOfGone } from './gone.js';
import type { Lookup } from './lookup.js';
import { findOwned } from './owned.js';
import { progressLabels as labels, sayProgress, sayProgressForEar, steps } from './say-progress.js';

/** How each step is called once it is reached. */
const statuses = ['待报检', '已受理报检', '正在施检查验', '已放行', '已签发证单'] as const;
/** As many as a consignment can have. */
const maxEvents = 9_999;

const identifiers = { declarationNo: 'declaration-no', registrationNo: 'registration-no' } as const;

/** 施检流程查询: where a consignment (报检批) stands, told to whoever knows its owner's registration number. */
export const progress: Lookup = {
  id: 'progress',
  dataset: 'consignments',
  identifiers,
  fields: Object.keys(identifiers),
  needs: [
    { dataset: 'consignments', keys: [], fields: ['declaration_no', 'registration_no'] },
    { dataset: 'process-events', keys: [], fields: ['sequence', 'step', 'occurred_at'] },
  ],
  challenge: true,
  secret: { names: 'declarationNo', proves: 'registrationNo' },

  slots: { declarationNo: [/\d{15}/], registrationNo: [/[0-9A-Z]{10}/] },

  /** Empty when the pair is unknown: the same whether the number or its owner is wrong. */
  async find(records, { declarationNo = '', registrationNo = '' }, letters) {
    const isOwner = (one: DisclosureRecord): boolean => {
      const owner = field(one, 'registration_no');
      return owner !== '' && (letters ? owner : keypadSignature(owner)) === registrationNo;
    };
    return findOwned(records, 'consignments', declarationNo, isOwner);
  },

  async parts(consignment, records) {
    const declarationNo = field(consignment, 'declaration_no');
    return records.findWithin('process-events', declarationNo, maxEvents);
  },

  facts(consignment, events) {
    const taken = events.filter(({ change }) => !isTombstone(change)).sort(byDayThenSequence);
    const gone = events.filter(({ change }) => isTombstone(change));
    const reached = Math.max(...taken.map((event) => Number(field(event, 'step'))));
    return [
      { label: labels.declarationNo, value: field(consignment, 'declaration_no') },
      { label: labels.goods, value: field(consignment, 'goods') },
      ...taken.flatMap(factsOfStep),
      ...gone.flatMap((event) => [{ label: labels.step, value: labels.notPublic }, ...factsOfGone(event)]),
      ...(taken.length > 0 ? [{ label: labels.status, value: statuses[reached] ?? '' }] : []),
    ];
  },

  say: sayProgress,
  sayForEar: sayProgressForEar,
  asked: askedOfProgress,

  candidate(consignment, key): Sentence {
    return sentence('menu.option', { label: field(consignment, 'goods'), key });
  },

  several: (count) => sentence('candidates.head', { count }),
};

function factsOfStep(event: DisclosureRecord): readonly Fact[] {
  const detail = field(event, 'detail');
  return [
    { label: labels.step, value: steps[Number(field(event, 'step'))] ?? '' },
    { label: labels.day, value: dayOf(field(event, 'occurred_at')) },
    ...(detail === '' ? [] : [{ label: labels.detail, value: detail }]),
  ];
}

/** Sorts by day first, since a time may be missing, then by the sequence the bureau gave. */
function byDayThenSequence(a: DisclosureRecord, b: DisclosureRecord): number {
  const days = dayOf(field(a, 'occurred_at')).localeCompare(dayOf(field(b, 'occurred_at')));
  return days !== 0 ? days : Number(field(a, 'sequence')) - Number(field(b, 'sequence'));
}
