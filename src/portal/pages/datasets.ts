import { Chain } from '../../disclosure/reading/chain.js';
import { type DatasetOverview, Overviews } from '../../disclosure/reading/overview.js';
import { localTime } from '../../domain/time/zone.js';
import { sampleMark } from '../parts/state-mark.js';
import { type Html, html } from '../shell/html.js';
import { datasetPath, thousands } from './data-words.js';
import type { Page, Site } from './page.js';

/** `/datasets`: every dataset, open or not, with what it covers. */
export function datasetsPage(site: Site): Page {
  const overviews = new Overviews(site.records, new Chain(site.publications));
  return {
    path: '/datasets',
    navigation: '公开数据',
    caching: 'asked',
    isInSitemap: true,
    async show() {
      const all = await Promise.all([...site.datasets().values()].map((dataset) => overviews.of(dataset)));
      const listed = (access: 'open' | 'lookup') => all.filter(({ dataset }) => dataset.access === access).map(entry);
      return {
        title: '公开数据',
        main: html`<h1>公开数据</h1>
<p>这里的数据都可以免费取走、再次使用；每一次发布都留有记录，改过什么、什么时候改的都查得到。</p>
<ul class="datasets">
${listed('open')}</ul>
<h2>逐条查询的数据</h2>
<p>下面的数据涉及企业的商业秘密，不整批提供；知道号码的人可以逐条查询。</p>
<ul class="datasets">
${listed('lookup')}</ul>
<h2>给程序用的接口</h2>
<p>全部数据都可以由程序读取，<a href="/data/try">试一试接口</a>；地址和说明见 <a href="/api/v1/openapi.json">接口文档（OpenAPI）</a>。</p>`,
      };
    },
  };
}

function entry({ dataset, count, hasSamples, last }: DatasetOverview): Html {
  const updated = last && `，${localTime(last.publishedAt).day} 更新`;
  return html`<li>
<a class="touch" href="${datasetPath(dataset.name)}">${dataset.title}</a> ${hasSamples && sampleMark}
<p>${dataset.about?.covers ?? html`<span lang="en">${dataset.description}</span>`}</p>
<p class="quiet">${thousands(count)} 条${updated}</p>
</li>
`;
}
