import { viewRecord } from '../../disclosure/reading/record-view.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { identifier } from '../parts/field-list.js';
import { hotline } from '../parts/phone.js';
import { sampleMark } from '../parts/state-mark.js';
import { html } from '../shell/html.js';
import type { PageContent } from '../shell/layout.js';
import { gonePage } from './gone-page.js';
import type { Page, Site } from './page.js';
import { appealSection, repliesSection } from './party-sections.js';
import { correctionsSection, fieldsSection, originSection, type Tellings } from './record-sections.js';
import { type Section, tellSections, toldRecord } from './told-record.js';

/** Where the page of a record of any open dataset is. */
export function recordPath(dataset: string, id: string): string {
  return `/datasets/${dataset}/records/${encodeURIComponent(id)}`;
}

/** What leads from one record to others, by the datasets that have it: to the task that it was inspected for, to all of its draw. */
const linked: Readonly<Record<string, Tellings>> = {
  'inspection-results': {
    task_no: { link: (text) => `/lists/tasks/${text}` },
    draw_no: { link: (text) => `/results?draw_no=${text}` },
    uscc: { link: (text) => `/results?uscc=${text}` },
  },
};

const content: Section = (told, site) => fieldsSection('内容', linked[told.dataset.name])(told, site);

const wayBack: Section = ({ dataset }) =>
  dataset.name === 'inspection-results' ? html`<p><a class="touch" href="/results">全部抽查结果</a></p>` : null;

/** What is told of a record of any dataset, in this order. */
const sections: readonly Section[] = [
  appealSection,
  correctionsSection,
  content,
  repliesSection,
  originSection,
  wayBack,
];

/** `/datasets/:name/records/:id`: one record of an open dataset, whatever is in it. */
export function recordPage(site: Site): Page {
  return {
    path: '/datasets/:name/records/:id',
    caching: 'asked',
    show: ({ params: { name = '', id = '' } }) => show(site, name, id),
  };
}

/** Longer ones are no ids of ours. */
const longestId = 2_000;

async function show(site: Site, name: string, id: string): Promise<PageContent> {
  const dataset = site.datasets().get(name);
  const isAsked = dataset?.access === 'open' && id.length <= longestId && !/\p{Cc}/u.test(id);
  const view = isAsked ? await viewRecord(site, name, id, null) : null;
  if (!dataset || !view || view.kind === 'unknown' || view.kind === 'not-yet')
    throw new Refused(refusalWith('unknown-record', '没有这条记录，请核对编号。'));
  if (view.kind === 'gone') {
    const { end, sample } = view;
    const record = { ...end, sample, dataset: name, id, fields: {} };
    return gonePage(dataset.title, record, id, hotline(site.content(), site.clock.now()));
  }
  const told = await toldRecord(site, dataset, view.record, id);
  return {
    title: `${dataset.title} ${id}`,
    main: html`<h1>${dataset.title}</h1>
<p>${identifier(id)} ${view.record.sample && sampleMark}</p>
${await tellSections(told, site, sections)}`,
  };
}
