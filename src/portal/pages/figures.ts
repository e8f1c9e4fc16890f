import { Chain, type ChainedRelease } from '../../disclosure/reading/chain.js';
import { VersionReader } from '../../disclosure/reading/read-versions.js';
import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { localTime } from '../../domain/time/zone.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { barChart } from '../parts/bar-chart.js';
import { sampleMark } from '../parts/state-mark.js';
import { table } from '../parts/table.js';
import { type Html, html } from '../shell/html.js';
import { datasetPath, recordAddress } from './data-words.js';
import { barsOf, type Figure, figuresIn, figureTitle, periodInWords, valueInWords } from './figure-words.js';
import type { Page, Site } from './page.js';

const name = 'bureau-figures';

/**
 * `/figures` (检验检疫数据): the bureau's figures as small pictures, with the table behind. `?version=7` shows them as they were with the seventh
 * release: whoever quotes them links to that, and gets the same again.
 */
export function figuresPage(site: Site): Page {
  const chain = new Chain(site.publications);
  return {
    path: '/figures',
    navigation: '数据图表',
    caching: 'asked',
    isInSitemap: true,
    async show({ query }) {
      const release = await releaseAsked(chain, query.get('version'));
      const rows = release ? await recordsAt(site, chain, release) : [];
      const figures = figuresIn(rows);
      return {
        title: '检验检疫数据',
        isWide: true,
        alternates: [{ type: 'application/json', href: `/api/v1/datasets/${name}/snapshot`, title: '作为数据' }],
        main: html`<h1>检验检疫数据 ${rows.some(({ sample }) => sample) && sampleMark}</h1>
${release ? version(release) : html`<p>还没有公布过数据。</p>`}
<div class="figures">
${figures.map(picture)}</div>
${figures.length > 0 && html`<h2>图里的数</h2>\n<div class="fits">\n${numbers(rows)}\n</div>`}
<p><a class="touch" href="${datasetPath(name)}">全部数据和下载</a></p>`,
      };
    },
  };
}

/** @returns the release of the figures that is asked for, by its place in the chain; the last one where none is. Null before the first */
async function releaseAsked(chain: Chain, asked: string | null): Promise<ChainedRelease | null> {
  const last = (await chain.head()).of(name)?.last ?? null;
  if (asked === null) return last;
  const release = /^[1-9]\d{0,8}$/.test(asked) ? await chain.at(Number(asked)) : null;
  if (release) return release;
  throw new Refused(refusalWith('unknown-record', '没有这一号发布，请核对地址。'));
}

async function recordsAt(site: Site, chain: Chain, release: ChainedRelease): Promise<readonly DisclosureRecord[]> {
  const head = await chain.head();
  const request = { store: site, dataset: name, head, asOf: release.publishedAt, which: 'current' } as const;
  const found: DisclosureRecord[] = [];
  for await (const versions of new VersionReader(request).batches())
    found.push(...versions.map(({ record }) => record));
  return found;
}

function version({ position, publishedAt }: ChainedRelease): Html {
  const day = localTime(publishedAt).day;
  return html`<p>数据版本：<a href="/figures?version=${position}">第 ${position} 号发布</a>（${day}）。引用时请用这个链接：以后数据更新了，它仍然显示现在这一版。</p>`;
}

function picture(figure: Figure): Html {
  const bars = barsOf(figure);
  if (bars.length > 0) return barChart(figureTitle(figure), figure.unit, bars);
  const { value = '', period = '', note = '' } = figure.rows.at(-1)?.fields ?? {};
  return html`<figure class="chart">
<figcaption>${figure.label}</figcaption>
<p class="large">${valueInWords(value, figure.unit)}</p>
<p class="quiet">${periodInWords(period)}${note && `，${note}`}</p>
</figure>
`;
}

function numbers(rows: readonly DisclosureRecord[]): Html {
  return table(
    '本局公布的数据，一行一个期间',
    [
      { title: '指标', cell: ({ fields }: DisclosureRecord) => fields.label },
      { title: '期间', cell: ({ fields }: DisclosureRecord) => periodInWords(fields.period ?? '') },
      {
        title: '数值',
        isNumber: true,
        cell: ({ fields }: DisclosureRecord) => valueInWords(fields.value ?? '', fields.unit ?? ''),
      },
      {
        title: '对比',
        isNumber: true,
        cell: ({ fields }: DisclosureRecord) =>
          fields.base_value && `${fields.base_label} ${valueInWords(fields.base_value, fields.unit ?? '')}`,
      },
      { title: '说明', cell: ({ fields }: DisclosureRecord) => fields.note },
      {
        title: '发布',
        isNumber: true,
        cell: ({ id, position }: DisclosureRecord) =>
          html`<a href="${recordAddress(name, id)}/history">第 ${position} 号发布</a>`,
      },
    ],
    rows,
  );
}
