import type { DrawFigures } from '../../draws/figures/draw-figures.js';
import type { Evenness, Spread } from '../../draws/figures/evenness.js';
import { mostCounted } from '../../draws/protocol/year-figures.js';
import { fieldList } from '../parts/field-list.js';
import { table } from '../parts/table.js';
import { type Html, html } from '../shell/html.js';

/**
 * What anybody can count in the files of a year's draws, and how it stands to chance.
 * @param years that have draws, the newest first
 */
export function drawFigures(figures: DrawFigures, years: readonly number[]): Html {
  const { year, draws, bySource, voids, withoutResult, exceptions, pools, pairs, objects } = figures;
  const others = years.map((one) =>
    one === year ? html`<strong>${one}</strong> ` : html`<a class="touch" href="/draws?year=${one}#year">${one}</a> `,
  );
  return html`<h2 id="year">${year} 年的情况</h2>
${years.length > 1 && html`<p>哪一年：${others}</p>\n`}<p>由各次抽取的凭证包数出来，您也可以自己数${draws === mostCounted && `（这一年最后 ${mostCounted} 次）`}：<code>npx yibo draw figures --year ${year} *.json</code>，或者取<a class="touch" href="/api/v1/draws/years/${year}">同样的数据</a>。</p>
${fieldList([
  { label: '抽取次数', value: `${draws} 次` },
  { label: '由号码决定的', value: bySource.numbers > 0 && `${bySource.numbers} 次` },
  { label: '断网、弱证明的', value: bySource.codes > 0 && `${bySource.codes} 次` },
  { label: '作废（未按时揭示）', value: `${voids} 次` },
  { label: '还没有结果（没有抽，或者没有揭示）', value: `${withoutResult} 次` },
  { label: '人工指定', value: `${exceptions.manual} 次` },
  { label: '临时变动', value: `${exceptions.late} 次` },
  { label: '抽中而未能检查', value: `${exceptions['not-inspectable']} 个` },
  { label: '替补', value: `${exceptions.substitute} 个` },
  { label: '结成的搭档', value: `${pairs.formed} 对` },
  { label: '刚搭过档又被抽在一起', value: `${pairs.again} 对` },
  { label: '一年里抽中不止一次的', value: `${objects.moreThanOnce} 个，最多的 ${objects.most} 次` },
  {
    label: '名录有多大',
    value: pools && `最小 ${pools.smallest} 个，居中 ${pools.median} 个，最大 ${pools.largest} 个`,
  },
])}
${chance(figures)}`;
}

function chance({ inspected, firstHalf, withoutChances, tickets, channels }: DrawFigures): Html {
  return html`<h3>和随机的比一比</h3>
<p>数出来的和应有的相差多少，用标准差说：两倍以内很平常，三倍以上就该问一问为什么。</p>
${fieldList([
  { label: '查验的批次', value: evennessInWords(inspected) },
  { label: '名录前一半里抽中的', value: evennessInWords(firstHalf) },
  { label: '机会没有算的', value: withoutChances > 0 && `${withoutChances} 次（名录太大，或者可能太多）` },
])}
${spread('号签是否均匀', '现场查验的号签，按第一位小数分', tickets)}
${spread('开箱位置是否均匀', '进口冻肉的开箱位置', channels)}`;
}

/** @example evennessInWords({ of: 100, counted: 52, expected: 50, sigma: 0.4 }) // '52 个，应有 50.0 个，相差 0.4 个标准差，很平常' */
export function evennessInWords({ of, counted, expected, sigma }: Evenness): string {
  if (of === 0) return '';
  const apart = sigma === null ? '' : `，相差 ${Math.abs(sigma).toFixed(1)} 个标准差，${likeliness(Math.abs(sigma))}`;
  return `${counted} 个，应有 ${expected.toFixed(1)} 个${apart}`;
}

function likeliness(apart: number): string {
  if (apart < 2) return '很平常';
  return apart < 3 ? '不太常见' : '很不寻常';
}

function spread(title: string, what: string, { counts, p }: Spread): Html | null {
  if (p === null) return null;
  const rows = Object.entries(counts).map(([name, count]) => ({
    name: /^\d$/.test(name) ? `0.${name}…` : name,
    count,
  }));
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  return html`<h3>${title}</h3>
<p>${what}，一共 ${all} 个。如果是随机的，差得这么多或者更多的机会是 ${(p * 100).toFixed(1)}%${p < 0.01 && '，很不寻常'}。</p>
${table<(typeof rows)[number]>(
  title,
  [
    { title: '哪一档', cell: ({ name }) => name },
    { title: '个数', isNumber: true, cell: ({ count }) => String(count) },
    { title: '均匀时', isNumber: true, cell: () => (all / rows.length).toFixed(1) },
  ],
  rows,
)}`;
}
