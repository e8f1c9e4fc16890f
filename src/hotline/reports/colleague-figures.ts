import type { KeptOffer, OfferOutcome } from '../../domain/hotline/offer.js';
import type { Talk } from './counted-call.js';
import type { Figure } from './figures.js';
import { mean, percent } from './spread.js';

/** What a colleague was offered, and the talks that came of it. */
export interface SeatCount {
  readonly offers: readonly Pick<KeptOffer, 'outcome'>[];
  readonly talks: readonly Talk[];
}

const number = ({ offers }: SeatCount, ...outcomes: readonly (OfferOutcome | null)[]): number =>
  offers.filter(({ outcome }) => outcomes.includes(outcome)).length;
const rated = ({ talks }: SeatCount): number =>
  talks.filter(({ rating }) => rating !== null && rating !== 'none').length;
const satisfied = ({ talks }: SeatCount): number => talks.filter(({ rating }) => rating === 'satisfied').length;

/** The figures of a colleague. They are of all calls, also of those that we made to call somebody back. A new one is an entry here. */
export const colleagueFigures: readonly Figure<SeatCount>[] = [
  {
    ...{ id: 'rung', name: '振铃', unit: '人次' },
    means: '来电轮到这位同事几次：电话响了，或者刚要响来电人就挂了；包括我们回拨的。',
    of: ({ offers }) => offers.length,
  },
  {
    ...{ id: 'taken', name: '接起', unit: '人次' },
    means: '按一接起的。',
    of: (seat) => number(seat, 'taken'),
  },
  {
    ...{ id: 'missed', name: '未应答', unit: '人次' },
    means: '响到头没有接，接了没有按一，或者打不通的。',
    of: (seat) => number(seat, 'no-answer', 'failed'),
  },
  {
    ...{ id: 'busy', name: '占线或拒接', unit: '人次' },
    means: '电话占线、挂断来电，或者按了别的键的。',
    of: (seat) => number(seat, 'busy', 'refused'),
  },
  {
    ...{ id: 'spared', name: '不计', unit: '人次' },
    means: '别的同事先接了，来电人先挂了，或者还没有结果的。振铃等于以上各项之和。',
    of: (seat) => number(seat, 'lost', 'withdrawn', null),
  },
  {
    ...{ id: 'talkTotal', name: '通话时长', unit: '分钟' },
    means: '从按一接起到通话结束，全部相加。',
    of: ({ talks }) => talks.reduce((sum, { ms }) => sum + ms, 0) / 60_000,
  },
  {
    ...{ id: 'talkMean', name: '平均通话', unit: '秒' },
    means: '通话时长÷通话次数。',
    of: ({ talks }) => {
      const ms = mean(talks.map((talk) => talk.ms));
      return ms === null ? null : ms / 1000;
    },
  },
  {
    ...{ id: 'rated', name: '参评', unit: '人次' },
    means: '来电人评价了的通话。',
    of: rated,
  },
  {
    ...{ id: 'satisfaction', name: '满意率', unit: '%' },
    means: '满意÷参评。',
    of: (seat) => percent(satisfied(seat), rated(seat)),
  },
];
