import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { AskedFact } from './asked.js';
import { type Fact, factValue } from './fact.js';
import { progressLabels as labels, sayGoneSteps, sayStep, steps, stepsIn } from './say-progress.js';
import type { Setting } from './setting.js';

/** The step with which inspection and quarantine let goods go. */
const release = steps[3];

/** What people ask of a consignment: each step by its own words, and whether they may have their goods, which is never promised. */
export const askedOfProgress: readonly AskedFact[] = [
  ofStep(steps[1], '什么时候报检 哪天报检 报检时间 报检日期 什么时候受理 哪天受理 受理了吗'),
  ofStep(
    steps[2],
    '什么时候查验 哪天查验 查验时间 什么时候检 哪天检 什么时候查 哪天查 检验时间 合格 查验结果 检验结果 有没有问题 查验了吗 查验了没',
  ),
  ofStep(
    steps[4],
    '什么时候签发 什么时候出证 证单 出证 发证 证书 签发 拿证 取证 领证 证什么时候 证啥时候 证下来 证好了 证办',
  ),
  {
    title: release,
    words: words(
      '放行 提货 能提 可以提 拉货 提走 拿货 取货 还要多久 还得多久 还要几天 什么时候能好 什么时候能办完 什么时候办完 多久能好 还差什么 还差哪 快点 快一点 加急 催一下 催催 怎么这么慢 这么慢 太慢',
    ),
    say: sayRelease,
  },
  { title: labels.goods, words: words('什么货 货物 品名 货名 什么东西'), say: sayValue(labels.goods) },
  { title: labels.declarationNo, words: ['报检号'], say: sayValue(labels.declarationNo) },
  {
    title: labels.status,
    words: words(
      '到哪一步 到哪步 到哪了 到哪儿了 什么状态 目前状态 现在状态 进度 办完了 办好了 办完没 好了没 好了吗 弄好了 完成了',
    ),
    say: (facts) => sayStatus(facts),
  },
];

function words(list: string): readonly string[] {
  return list.split(' ');
}

function ofStep(step: string, list: string): AskedFact {
  return { title: step, words: words(list), say: (facts, setting) => sayStepOf(step, facts, setting) };
}

function sayValue(label: string): AskedFact['say'] {
  return (facts) => {
    const value = factValue(facts, label);
    return value === '' ? [] : [sentence('fact', { label, value })];
  };
}

function sayStatus(facts: readonly Fact[]): readonly Sentence[] {
  const status = factValue(facts, labels.status);
  return status === '' ? [sentence('progress.no-steps')] : [sentence('progress.status', { status })];
}

/** When a step was taken, and what was found; that it is still open, otherwise. */
function sayStepOf(step: string, facts: readonly Fact[], { year }: Setting): readonly Sentence[] {
  const taken = stepsIn(facts).filter((one) => one[0]?.value === step);
  if (taken.length > 0) return taken.map((one) => sayStep(one, year));
  return [...sayGoneSteps(facts), sentence('progress.open', { step }), ...sayStatus(facts)];
}

/** Whether the goods may go as far as the bureau is concerned: others may still hold them. What is to come is not foretold. */
function sayRelease(facts: readonly Fact[], setting: Setting): readonly Sentence[] {
  const isReleased = stepsIn(facts).some((one) => one[0]?.value === release);
  const said = sayStepOf(release, facts, setting);
  return [...said, sentence(isReleased ? 'progress.released' : 'progress.no-promise')];
}
