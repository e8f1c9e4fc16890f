import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { type Fact, factValue } from './fact.js';
import { goneLabels, sayWithdrawn } from './gone.js';
import type { SaidInPieces } from './lookup.js';
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

/** So many steps are told to a listener at once; of more, the last ones. */
const mostAtOnce = 3;
/** And so many in a piece, for whoever wants to hear them all. */
const stepsInPiece = 5;

/**
 * The same for the ear: how it stands comes first. Of many steps only the last are told, and all of them, a few at a time, to whoever asks.
 * @example twelve steps: piece 0 tells the status and the last three, pieces 1 to 3 tell five, five and two
 */
export function sayProgressForEar(facts: readonly Fact[], { mark, year }: Setting, piece: number): SaidInPieces {
  const declarationNo = factValue(facts, labels.declarationNo);
  const taken = stepsIn(facts).filter((step) => factValue(step, labels.day) !== '');
  const gone = sayGoneSteps(facts);
  const say = (some: readonly (readonly Fact[])[]) => some.map((step) => sayStep(step, year));
  const isMany = taken.length > mostAtOnce;
  if (piece > 0) {
    const from = (piece - 1) * stepsInPiece;
    const hasMore = from + stepsInPiece < taken.length;
    return { said: [...say(taken.slice(from, from + stepsInPiece)), ...(hasMore ? [] : gone)], hasMore };
  }
  const goods = sentence('progress.goods', { goods: factValue(facts, labels.goods) });
  if (taken.length === 0)
    return { said: [sentence('progress.none', { declarationNo, mark }), goods, ...gone], hasMore: false };
  const count = taken.length;
  const said = [
    sentence('progress.head', { declarationNo, mark }),
    sentence('progress.status', { status: factValue(facts, labels.status) }),
    goods,
    isMany ? sentence('progress.last', { count, last: mostAtOnce }) : sentence('progress.count', { count }),
    ...say(taken.slice(-mostAtOnce)),
    ...(isMany ? [] : gone),
  ];
  return { said, hasMore: isMany };
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
