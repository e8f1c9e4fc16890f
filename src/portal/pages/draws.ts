import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { DrawStore } from '../../domain/draws/stores.js';
import { isTold } from '../../draws/protocol/draw-file.js';
import { startOf, YearFigures } from '../../draws/protocol/year-figures.js';
import type { Seal } from '../../draws/seal/seal.js';
import { pager } from '../parts/pager.js';
import { sampleMark } from '../parts/state-mark.js';
import { table } from '../parts/table.js';
import { type Html, html } from '../shell/html.js';
import { awaitedShort } from './draw-awaited.js';
import { drawFigures } from './draw-figures.js';
import { drawName, drawState, exceptionKinds, momentOf } from './draw-words.js';
import type { Page, Site } from './page.js';

const perPage = 50;
const mostYears = 30;

/** The page of all draws (双随机抽取), and what anybody can count in them. */
export function drawsPage({ draws, drawNames }: Site): Page {
  const figures = new YearFigures(draws);
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
${query.get('before') === null ? await figuresOf(draws, figures, query.get('year')) : null}`,
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

/** The figures of a year: of the one that is asked for, else of the newest that has draws. */
async function figuresOf(draws: DrawStore, figures: YearFigures, asked: string | null): Promise<Html | null> {
  const years = await yearsOf(draws);
  const year = years.find((one) => String(one) === asked) ?? years[0];
  return year === undefined ? null : drawFigures(await figures.of(year), years);
}

function placeIn(given: string | null): Pick<KeptDraw, 'sealedAt' | 'no'> | null {
  const [, at, no] = /^(\d{1,12}):([^\p{Cc}]{1,60})$/u.exec(given ?? '') ?? [];
  return at === undefined || no === undefined ? null : { sealedAt: Number(at), no };
}
