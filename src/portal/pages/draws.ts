import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { DrawStore } from '../../domain/draws/stores.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { isTold } from '../../draws/protocol/draw-file.js';
import type { Seal } from '../../draws/seal/seal.js';
import { fieldList } from '../parts/field-list.js';
import { pager } from '../parts/pager.js';
import { sampleMark } from '../parts/state-mark.js';
import { table } from '../parts/table.js';
import { type Html, html } from '../shell/html.js';
import { awaitedShort } from './draw-awaited.js';
import { drawName, drawState, exceptionKinds, momentOf } from './draw-words.js';
import type { Page, Site } from './page.js';

const perPage = 50;
/** The figures of a year are of so many at most, the newest. */
const mostCounted = 500;
const mostYears = 30;

/** The page of all draws (双随机抽取), and what anybody can count in them. */
export function drawsPage({ draws, drawNames }: Site): Page {
  return {
    path: '/draws',
    navigation: '抽取过程',
    isInSitemap: true,
    caching: 'asked',
    async show({ query }) {
      const page = await draws.page(null, placeIn(query.get('before')), perPage + 1);
      const told = page.slice(0, perPage);
      const counts = await draws.counts(told.filter(isTold).map(({ no }) => no));
      const last = told.at(-1);
      const next =
        page.length > perPage && last ? `/draws?before=${last.sealedAt}:${encodeURIComponent(last.no)}` : null;
      return {
        title: '双随机抽取',
        isWide: true,
        alternates: [{ type: 'application/json', href: '/api/v1/draws', title: '双随机抽取' }],
        main: html`<h1>双随机抽取</h1>
<p>先封存，后抽取：规则、名录和要等的公共信标（或者彩票、骰子的号码）在抽取之前公开，谁也不能预先知道结果；抽完谁都可以自己算一遍。编号连着排，抽过的都留着。时间都是北京时间。</p>
<p>可以抽什么、谁可能被抽到，见<a href="/lists">一单两库一细则</a>；查出了什么，见<a href="/results">抽查结果</a>。</p>
${told.length === 0 ? html`<p>还没有抽取。</p>` : listed(told, counts, drawNames())}
${pager(next, '更早的抽取')}
${query.get('before') === null ? await figures(draws, query.get('year')) : null}`,
      };
    },
  };
}

type Counts = ReadonlyMap<string, Readonly<Record<string, number>>>;

function listed(draws: readonly KeptDraw[], counts: Counts, names: ReadonlyMap<string, string>): Html {
  return table<KeptDraw>(
    '各次抽取',
    [
      {
        title: '编号',
        cell: ({ no, isSample }) =>
          html`<a href="/draws/${encodeURIComponent(no)}">${no}</a>${isSample && html` ${sampleMark}`}`,
      },
      { title: '状态', cell: (draw) => drawState(draw) },
      { title: '抽什么', cell: (draw) => drawName(draw, names) },
      { title: '封存时间', cell: ({ sealedAt }) => momentOf(sealedAt) },
      { title: '信标轮次', isNumber: true, cell: awaitedShort },
      { title: '名录里几个', isNumber: true, cell: ({ seal }) => String((JSON.parse(seal) as Seal).register.size) },
      { title: '例外几次', isNumber: true, cell: ({ no }) => String(exceptions(counts.get(no))) },
    ],
    draws,
  );
}

function exceptions(counts: Readonly<Record<string, number>> | undefined): number {
  return exceptionKinds.reduce((sum, kind) => sum + (counts?.[kind] ?? 0), 0);
}

/** The years that have draws, the newest first. */
async function yearsOf(store: DrawStore): Promise<readonly number[]> {
  const years: number[] = [];
  for (let before: number | null = null; years.length < mostYears; before = startOf(years.at(-1) ?? 0)) {
    const [draw] = await store.page(null, before === null ? null : { sealedAt: before, no: '' }, 1);
    if (!draw) break;
    years.push(Number(momentOf(draw.sealedAt).slice(0, 4)));
  }
  return years;
}

/** The first second of a year in China. */
function startOf(year: number): number {
  return Date.UTC(year, 0, 1, -8) / 1000;
}

/**
 * What anybody can count in the files of a year's draws.
 * @param asked a year; the newest where there is none, or none of that year
 */
async function figures(store: DrawStore, asked: string | null): Promise<Html | null> {
  const years = await yearsOf(store);
  const year = years.find((one) => String(one) === asked) ?? years[0];
  if (year === undefined) return null;
  const recent = await store.page(null, { sealedAt: startOf(year + 1), no: '' }, mostCounted);
  const draws = recent.filter(({ sealedAt }) => sealedAt >= startOf(year));
  const told = draws.filter(isTold);
  const counts = await store.counts(told.map(({ no }) => no));
  const sum = (kind: string) => [...counts.values()].reduce((all, one) => all + (one[kind] ?? 0), 0);
  const results = told.map(({ result }) => JSON.parse(result ?? '{}') as Readonly<Record<string, Json>>);
  const again = results.reduce((all, { again: pairs }) => all + (Array.isArray(pairs) ? pairs.length : 0), 0);
  const others = years.map((one) =>
    one === year ? html`<strong>${one}</strong> ` : html`<a class="touch" href="/draws?year=${one}#year">${one}</a> `,
  );
  return html`<h2 id="year">${year} 年的情况</h2>
${years.length > 1 && html`<p>哪一年：${others}</p>\n`}<p>由各次抽取的凭证包数出来，您也可以自己数${draws.length === mostCounted && `（这一年最后 ${mostCounted} 次）`}。</p>
${fieldList([
  { label: '抽取次数', value: `${draws.length} 次` },
  { label: '作废（未按时揭示）', value: `${sum('void')} 次` },
  { label: '人工指定', value: `${sum('manual')} 次` },
  { label: '临时变动', value: `${sum('late')} 次` },
  { label: '抽中而未能检查', value: `${sum('not-inspectable')} 个` },
  { label: '替补', value: `${sum('substitute')} 个` },
  { label: '刚搭过档又被抽在一起', value: `${again} 对` },
])}
${await evenness(store, told)}`;
}

/** Tickets of consignments fall everywhere alike: a tenth of them below 0.1, and so on. */
async function evenness(store: DrawStore, told: readonly KeptDraw[]): Promise<Html | null> {
  const tenths = new Array<number>(10).fill(0);
  for (const { no } of told.filter(({ seal }) => (JSON.parse(seal) as Seal).rates !== undefined)) {
    for (const { kind, receipt } of await store.receipts(no)) {
      if (kind !== 'declared') continue;
      const tenth = Number(String((JSON.parse(receipt) as { ticket: string }).ticket)[2]);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
  }
  const all = tenths.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const rows = tenths.map((count, tenth) => ({ from: `0.${tenth}`, count }));
  return html`<h3>号签是否均匀</h3>
<p>现场查验的 ${all} 个号签，按第一位小数分；批次多了，每一档应当差不多。</p>
${table<(typeof rows)[number]>(
  '号签的第一位小数',
  [
    { title: '号签', cell: ({ from }) => `${from}…` },
    { title: '个数', isNumber: true, cell: ({ count }) => String(count) },
    { title: '均匀时', isNumber: true, cell: () => (all / 10).toFixed(1) },
  ],
  rows,
)}`;
}

function placeIn(given: string | null): Pick<KeptDraw, 'sealedAt' | 'no'> | null {
  const [, at, no] = /^(\d{1,12}):([^\p{Cc}]{1,60})$/u.exec(given ?? '') ?? [];
  return at === undefined || no === undefined ? null : { sealedAt: Number(at), no };
}
