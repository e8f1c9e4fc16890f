import type { CallbackFunnel } from '../../domain/callbacks/callback.js';
import { askedOutcomes, type CallOutcome, type CountedCall } from './counted-call.js';
import { mean, percent, quantile } from './spread.js';

/** What is counted together: all calls of a time, or those of a line. */
export interface Counted {
  readonly calls: readonly CountedCall[];
  /** How many cases were opened. */
  readonly cases: number;
  readonly callbacks: CallbackFunnel;
}

export type Unit = '通' | '件' | '人次' | '%' | '秒' | '分钟';

/** A figure of a report (指标), with what it means: its definition stands wherever the figure does. */
export interface Figure<Of> {
  readonly id: string;
  readonly name: string;
  readonly unit: Unit;
  readonly means: string;
  /** @returns null where there is nothing to count */
  readonly of: (counted: Of) => number | null;
}

const number = (calls: readonly CountedCall[], ...outcomes: readonly CallOutcome[]): number =>
  calls.filter(({ outcome }) => outcomes.includes(outcome)).length;

const asked = ({ calls }: Counted): number => number(calls, ...askedOutcomes);
const answered = ({ calls }: Counted): number => number(calls, 'answered');
const soonestMs = 15_000;
const within15 = ({ calls }: Counted): number =>
  calls.filter(({ outcome, waitMs }) => outcome === 'answered' && waitMs !== null && waitMs <= soonestMs).length;

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);
const waits = ({ calls }: Counted): readonly number[] =>
  calls.flatMap(({ waitMs }) => (waitMs === null ? [] : [waitMs])).sort((a, b) => a - b);
const talks = ({ calls }: Counted): readonly number[] => calls.flatMap((one) => one.talks.map(({ ms }) => ms));
const total = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0);

const invited = ({ calls }: Counted): number => calls.filter(({ rating }) => rating !== null).length;
const rated = ({ calls }: Counted): number => calls.filter(({ rating }) => rating !== null && rating !== 'none').length;
const satisfied = ({ calls }: Counted): number => calls.filter(({ rating }) => rating === 'satisfied').length;

/** The figures of a hotline, for all of it and for each line. A new one is an entry here. */
export const figures: readonly Figure<Counted>[] = [
  {
    ...{ id: 'calls', name: '来电', unit: '通' },
    means: '这段时间打进来、已经结束的电话；我们回拨的、同事打进值班菜单的不算。按条线看，是最后要找这条线的。',
    of: ({ calls }) => calls.length,
  },
  {
    ...{ id: 'asked', name: '要求人工', unit: '通' },
    means: '条线上班时要找人的来电，一通算一次。等于接通、放弃、短放弃、改为回电、改为留言、其他未接通之和。',
    of: asked,
  },
  {
    ...{ id: 'closed', name: '下班后找人', unit: '通' },
    means: '条线不在上班时间时要找人的来电，不算在要求人工里。',
    of: ({ calls }) => number(calls, 'closed'),
  },
  {
    ...{ id: 'selfService', name: '自助办结', unit: '通' },
    means: '没有要找人、听到了查询结果或者答复的来电。',
    of: ({ calls }) => number(calls, 'self-service'),
  },
  {
    ...{ id: 'nothing', name: '其他来电', unit: '通' },
    means: '没有要找人、也没有听到结果的来电。来电等于要求人工、下班后找人、自助办结、其他来电之和。',
    of: ({ calls }) => number(calls, 'nothing'),
  },
  {
    ...{ id: 'answered', name: '接通', unit: '通' },
    means: '要求人工的来电里，有同事按一接起的。',
    of: answered,
  },
  {
    ...{ id: 'connectRate', name: '接通率', unit: '%' },
    means: '接通÷要求人工。',
    of: (counted) => percent(answered(counted), asked(counted)),
  },
  {
    ...{ id: 'within15', name: '15秒内接通', unit: '通' },
    means: '从要求人工（按键那一刻）到同事按一接起，不超过15秒的。',
    of: within15,
  },
  {
    ...{ id: 'within15Rate', name: '15秒接通率', unit: '%' },
    means: '15秒内接通÷要求人工。',
    of: (counted) => percent(within15(counted), asked(counted)),
  },
  {
    ...{ id: 'abandoned', name: '放弃', unit: '通' },
    means: '要求人工后没有接通、来电人自己挂断的，等了5秒以上；改为回电、留言的不算。',
    of: ({ calls }) => number(calls, 'abandoned'),
  },
  {
    ...{ id: 'abandonedSoon', name: '短放弃', unit: '通' },
    means: '要求人工后没有接通、不到5秒来电人就自己挂断的，和放弃分开计。',
    of: ({ calls }) => number(calls, 'abandoned-soon'),
  },
  {
    ...{ id: 'toCallback', name: '改为回电', unit: '通' },
    means: '要求人工后没有接通，由我们回电的，包括等到时限的。',
    of: ({ calls }) => number(calls, 'callback'),
  },
  {
    ...{ id: 'toMessage', name: '改为留言', unit: '通' },
    means: '要求人工后没有接通，请来电人留言的，不论留了没有。',
    of: ({ calls }) => number(calls, 'message'),
  },
  {
    ...{ id: 'unserved', name: '其他未接通', unit: '通' },
    means: '要求人工后没有接通，也不属于以上各项的。',
    of: ({ calls }) => number(calls, 'unserved'),
  },
  {
    ...{ id: 'waitMedian', name: '等待中位数', unit: '秒' },
    means: '等待：从要求人工到接起，或者到挂断、改为回电、改为留言。从短到长排，正中的一通（双数取前一通）。',
    of: (counted) => seconds(quantile(waits(counted), 0.5)),
  },
  {
    ...{ id: 'waitP90', name: '等待九成', unit: '秒' },
    means: '等待从短到长排，第九成的一通：九成的来电等得不比它久。',
    of: (counted) => seconds(quantile(waits(counted), 0.9)),
  },
  {
    ...{ id: 'waitLongest', name: '最长等待', unit: '秒' },
    means: '等得最久的一通，接通没接通都算。',
    of: (counted) => seconds(quantile(waits(counted), 1)),
  },
  {
    ...{ id: 'talkTotal', name: '通话时长', unit: '分钟' },
    means: '从同事按一接起到通话结束，全部相加；一通来电谈了两次，算两次。',
    of: (counted) => total(talks(counted)) / 60_000,
  },
  {
    ...{ id: 'talkMean', name: '平均通话', unit: '秒' },
    means: '通话时长÷通话次数。',
    of: (counted) => seconds(mean(talks(counted))),
  },
  {
    ...{ id: 'cases', name: '工单', unit: '件' },
    means: '这段时间立的工单，电话、微信都算。',
    of: ({ cases }) => cases,
  },
  {
    ...{ id: 'callbacksAsked', name: '要求回电', unit: '件' },
    means: '这段时间要求回电的工单，电话、微信都算；不算放弃。',
    of: ({ callbacks }) => callbacks.asked,
  },
  {
    ...{ id: 'callbacksKept', name: '回电办到', unit: '件' },
    means: '其中到现在为止，已经和同事通上话的。',
    of: ({ callbacks }) => callbacks.connected,
  },
  {
    ...{ id: 'callbacksKeptRate', name: '回电办到率', unit: '%' },
    means: '回电办到÷要求回电。',
    of: ({ callbacks }) => percent(callbacks.connected, callbacks.asked),
  },
  {
    ...{ id: 'invited', name: '邀请评价', unit: '人次' },
    means: '通话后来电人没挂、请其按一个键评价的。',
    of: invited,
  },
  {
    ...{ id: 'rated', name: '参评', unit: '人次' },
    means: '按了满意、还可以、不满意之一的；没按或者挂断的是未参评。',
    of: rated,
  },
  {
    ...{ id: 'participation', name: '参评率', unit: '%' },
    means: '参评÷邀请评价。',
    of: (counted) => percent(rated(counted), invited(counted)),
  },
  {
    ...{ id: 'satisfied', name: '满意', unit: '人次' },
    means: '评价满意的；还可以、不满意不算。',
    of: satisfied,
  },
  {
    ...{ id: 'satisfaction', name: '满意率', unit: '%' },
    means: '满意÷参评：没有参评的不算满意，也不算不满意。',
    of: (counted) => percent(satisfied(counted), rated(counted)),
  },
];
