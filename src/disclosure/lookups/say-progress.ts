import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { type Fact, factValue } from './fact.js';
import { goneLabels, sayWithdrawn } from './gone.js';
import type { Setting } from './setting.js';

/** 公开的施检进度: the five public steps. */
export const steps = ['待报检', '报检受理', '施检查验', '通关放行', '签发证单'] as const;

/** What the facts of a consignment are called. A step is a `step`, its `day`, and maybe its `detail`, in that order. */
export const progressLabels = {
  declarationNo: '报检号',
  goods: '货物',
  step: '环节',
  day: '日期',
  detail: '说明',
  status: '目前状态',
  /** Instead of a step's name, where its record was withdrawn or has expired. */
  notPublic: '不再公开',
} as const;
const labels = progressLabels;

/** Puts the facts of a consignment into sentences. What is still to come follows from the last step taken. */
export function sayProgress(facts: readonly Fact[], { mark, year }: Setting): readonly Sentence[] {
  const declarationNo = factValue(facts, labels.declarationNo);
  const goods = sentence('progress.goods', { goods: factValue(facts, labels.goods) });
  const all = stepsIn(facts);
  const taken = all.filter((step) => factValue(step, labels.day) !== '');
  const gone = sayGoneSteps(facts);
  if (taken.length === 0) return [sentence('progress.none', { declarationNo, mark }), goods, ...gone];
  const reached = Math.max(...taken.map(([step]) => (steps as readonly string[]).indexOf(step?.value ?? '')));
  return [
    sentence('progress.head', { declarationNo, mark }),
    goods,
    sentence('progress.count', { count: taken.length }),
    ...taken.map((step) => sayStep(step, year)),
    ...steps.slice(reached + 1).map((step) => sentence('progress.pending', { step })),
    ...gone,
    sentence('progress.status', { status: factValue(facts, labels.status) }),
  ];
}

/** The facts of each step by itself. */
export function stepsIn(facts: readonly Fact[]): readonly (readonly Fact[])[] {
  const all: Fact[][] = [];
  for (const fact of facts) {
    if (fact.label === labels.step) all.push([fact]);
    else if (fact.label !== labels.status) all.at(-1)?.push(fact);
  }
  return all;
}

/** Says when a step was taken, and what was found. */
export function sayStep(facts: readonly Fact[], year: string): Sentence {
  const step = factValue(facts, labels.step);
  const detail = factValue(facts, labels.detail);
  const on = factValue(facts, labels.day);
  const day = sentence(on.startsWith(year) ? 'day.this-year' : 'day.with-year', { day: on });
  return detail === ''
    ? sentence('progress.step', { day, step })
    : sentence('progress.step-detail', { day, step, detail });
}

/** Says what became of the steps that are no longer public. */
export function sayGoneSteps(facts: readonly Fact[]): readonly Sentence[] {
  return stepsIn(facts)
    .filter((step) => factValue(step, labels.day) === '')
    .flatMap(sayGoneStep);
}

function sayGoneStep(facts: readonly Fact[]): readonly Sentence[] {
  const expiredOn = factValue(facts, goneLabels.expiredOn);
  if (expiredOn !== '') return [sentence('progress.step-expired', { day: expiredOn })];
  return sayWithdrawn('progress.step-withdrawn', facts);
}
