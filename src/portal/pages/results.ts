import { BeingListed, ListCursorRefused, type ListingPage } from '../../disclosure/listing/listing.js';
import { isAboutRecords, ListingRefused, type ListQuestion, readQuestion } from '../../disclosure/listing/question.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { errorSummary } from '../parts/form.js';
import { noticeBox } from '../parts/notice-box.js';
import { pager } from '../parts/pager.js';
import { type Html, html } from '../shell/html.js';
import type { PageContent } from '../shell/layout.js';
import type { Asked, Page, PageAnswer, Site } from './page.js';
import { resultsCharts } from './results-charts.js';
import { isAskedIn, resultsForm } from './results-form.js';
import { resultRow } from './results-rows.js';

const datasetName = 'inspection-results';
const perPage = 20;

/** `/results` (抽查结果): looked for, filtered and sorted, page by page; a page's address can be sent to others. */
export function resultsPage(site: Site): Page {
  return {
    path: '/results',
    navigation: '抽查结果',
    caching: 'asked',
    isInSitemap: true,
    async show(asked): Promise<PageAnswer> {
      const dataset = site.datasets().get(datasetName);
      if (dataset?.access !== 'open') throw new Refused(refusalWith('unknown-dataset', '这里没有公开抽查结果。'));
      const texts = textsOf(dataset, asked);
      try {
        return await found(site, dataset, texts, asked);
      } catch (error) {
        if (error instanceof ListCursorRefused) return { goTo: addressOf(texts) };
        if (error instanceof ListingRefused) return refusedPage(site, dataset, texts, error);
        if (error instanceof BeingListed) return beingListed(error.percent);
        throw error;
      }
    },
  };
}

type Texts = Readonly<Record<string, string>>;

/** What was filled in; a form sends what is empty, too, and whoever passes a link on may add what says nothing here. */
function textsOf(dataset: DatasetSchema, { query }: Asked): Texts {
  const given = [...query].map(([name, text]) => [name, text.trim()] as const);
  return Object.fromEntries(given.filter(([name, text]) => text !== '' && isAboutRecords(dataset, name)));
}

function addressOf(texts: Texts, more: Texts = {}): string {
  const query = new URLSearchParams({ ...texts, ...more });
  return `/results${query.size > 0 ? `?${query}` : ''}`;
}

async function found(site: Site, dataset: DatasetSchema, texts: Texts, { query }: Asked): Promise<PageContent> {
  const question = readQuestion(dataset, texts);
  const cursor = query.get('cursor') ?? undefined;
  const page = await site.listing.page(dataset, question, { limit: perPage, after: cursor });
  const next = page.next === null ? null : addressOf(texts, { cursor: page.next });
  const isFiltered = Object.keys(texts).some((name) => name !== 'sort');
  const words = await howMany(site, dataset, question, { page, texts, isAsked: query.has('count'), isFirst: !cursor });
  const api = `/api/v1/datasets/${datasetName}/records?${new URLSearchParams(texts)}`;
  return {
    title: '抽查结果',
    ...(isFiltered || cursor ? { isUnlisted: true } : {}),
    alternates: [
      { type: 'application/json', href: api, title: '作为数据' },
      { type: 'application/atom+xml', href: '/api/v1/feeds/results.atom', title: '订阅抽查结果' },
    ],
    main: html`${heading}
${await resultsForm(site, dataset, texts)}
<h2>${isFiltered ? '符合条件的结果' : '全部结果'}</h2>
${words}
<ol class="results">
${page.records.map((record) => resultRow(dataset, record, site.clock.now()))}</ol>
${page.records.length === 0 && nothing(page)}
${pager(next)}
${!cursor && (await resultsCharts(site, dataset))}
${waysOn(api)}`,
  };
}

const heading = html`<h1>抽查结果</h1>
<p>随机抽取检查对象、随机选派检查人员，结果都在这里公布。过期不删，每条都写明是多久以前检查的。怎么抽的，见<a href="/draws">抽取过程</a>；可以抽什么，见<a href="/lists">一单两库一细则</a>。</p>`;

/** A page may be empty where what was asked for is rare, and the next one may not. */
function nothing({ next }: ListingPage): Html {
  return next === null
    ? html`<p>没有符合条件的结果。可以少填几个条件再查。</p>`
    : html`<p>符合条件的很少，这一段里没有。请看下一页。</p>`;
}

function waysOn(api: string): Html {
  return html`<h2>取走数据</h2>
<p><a class="touch" href="${api}">这一页作为数据（JSON）</a> · <a class="touch" href="/api/v1/feeds/results.rss">有新结果时告诉我（RSS）</a> · <a class="touch" href="/data/try">试一试接口</a></p>`;
}

interface Counting {
  readonly page: ListingPage;
  readonly texts: Texts;
  /** Whether somebody asked for the number. */
  readonly isAsked: boolean;
  readonly isFirst: boolean;
}

/** How many there are: what is known is said, what would have to be counted only to whoever asks. */
async function howMany(
  site: Site,
  dataset: DatasetSchema,
  question: ListQuestion,
  { page, texts, isAsked, isFirst }: Counting,
): Promise<Html> {
  const { total, pending } = page;
  const late = pending > 0 && html` 还有 ${pending} 条新发布的正在编入。`;
  if (total !== null) return html`<p aria-live="polite">共 ${total} 条。${late}</p>`;
  if (!isAsked) {
    return html`<p aria-live="polite">${isFirst && html`<a class="touch" href="${addressOf(texts, { count: 'yes' })}">数一数一共多少条</a>`}${late}</p>`;
  }
  const { count, isExact } = await site.listing.count(dataset, question);
  return html`<p aria-live="polite">共 ${isExact ? count : `${count} 条以上，没有再往下数`}${isExact && ' 条'}。${late}</p>`;
}

async function refusedPage(
  site: Site,
  dataset: DatasetSchema,
  texts: Texts,
  error: ListingRefused,
): Promise<PageContent> {
  const words = inWordsOfForm(dataset, error);
  // What the form does not ask is mended where words are looked for.
  const name = isAskedIn(dataset, error.parameter) ? error.parameter : 'q';
  return {
    status: 400,
    title: '抽查结果',
    isRefused: true,
    isUnlisted: true,
    main: html`${heading}
${errorSummary([{ name, error: words }])}
${await resultsForm(site, dataset, texts, { name, error: words })}`,
  };
}

/** What is wrong, with fields by the names that they have on the page; what somebody typed stands as it was typed. */
function inWordsOfForm({ fields }: DatasetSchema, { parameter, message, remedy }: ListingRefused): string {
  if (parameter === 'sort') return `${message.replace(/“[^”]*”/, '这一项')}请重新选择排序。`;
  const titles = new Map(fields.map(({ name, title }) => [name, title]));
  titles.set('q', '查找');
  const ends: Readonly<Record<string, string>> = { '.from': '从', '.to': '到' };
  const whole = `${message}${remedy}`.replace(/（[a-z_]+）(?=不能)/, '');
  return whole.replaceAll(/“[^”]*”|\b([a-z_]+)(\.from|\.to)?\b/g, (all, name?: string, end = '') => {
    const title = name === undefined ? undefined : titles.get(name);
    return title === undefined ? all : `“${title}${ends[end] ?? ''}”`;
  });
}

function beingListed(percent: number): PageContent {
  return {
    status: 503,
    title: '抽查结果',
    isUnlisted: true,
    main: html`${heading}
${noticeBox('结果正在编排', html`<p>已完成 ${percent}%，请过一会儿再来。</p>`, 'wait')}`,
  };
}
