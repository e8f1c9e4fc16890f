import { Chain } from '../../disclosure/reading/chain.js';
import { type DatasetOverview, Overviews } from '../../disclosure/reading/overview.js';
import type { PlacedRecord } from '../../domain/disclosure/record.js';
import { localTime } from '../../domain/time/zone.js';
import type { DatasetSchema, FieldSchema } from '../../schemas/schema.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { fieldList } from '../parts/field-list.js';
import { sampleMark } from '../parts/state-mark.js';
import { table } from '../parts/table.js';
import { type Html, html } from '../shell/html.js';
import { licencesOf, sourcesOf, thousands, typeInWords } from './data-words.js';
import type { Page, Site } from './page.js';
import { recordPath } from './record.js';
import { inputName } from './try-address.js';

const previewed = 10;

/** `/datasets/:name`: what a dataset covers and what not, how it stands, its first rows, and how to have all of it. */
export function datasetPage(site: Site): Page {
  const overviews = new Overviews(site.records, new Chain(site.publications));
  return {
    path: '/datasets/:name',
    caching: 'asked',
    async show({ params: { name = '' } }) {
      const dataset = site.datasets().get(name);
      if (!dataset) throw new Refused(refusalWith('unknown-dataset', '没有这个数据集。全部数据集在“公开数据”里。'));
      const overview = await overviews.of(dataset);
      const isOpen = dataset.access === 'open';
      const rows = isOpen ? await site.records.scan({ dataset: name, which: 'current', limit: previewed }) : [];
      return {
        title: dataset.title,
        isWide: true,
        alternates: [{ type: 'application/json', href: `/api/v1/datasets/${name}`, title: '作为数据' }],
        main: html`<h1>${dataset.title} ${overview.hasSamples && sampleMark}</h1>
${dataset.about ? html`<p>${dataset.about.covers}</p>\n<p>${dataset.access === 'open' ? '不包括：' : ''}${dataset.about.excludes}</p>` : html`<p lang="en">${dataset.description}</p>`}
${standing(overview)}
${isOpen ? ways(dataset) : closed(dataset)}
${preview(dataset, rows, overview.count)}
<h2>每一列是什么</h2>
${table('列、名称、类型和说明', schemaColumns, dataset.fields)}`,
      };
    },
  };
}

function standing({ dataset, count, last }: DatasetOverview): Html {
  const release =
    last &&
    html`${localTime(last.publishedAt).day}，<a href="/api/v1/releases?after=${last.position - 1}&limit=1">第 ${last.position} 号发布</a>`;
  return fieldList([
    { label: '现有记录', value: `${thousands(count)} 条` },
    { label: '最近更新', value: release ?? '还没有发布过' },
    { label: '许可', value: licencesOf(dataset) },
    { label: '来源', value: sourcesOf(dataset) },
  ]);
}

/** The feeds of the open API that tell what is new in a dataset. */
const feeds: Readonly<Record<string, string>> = {
  'inspection-results': 'results',
  'entry-refusals': 'refusals',
  'recall-notices': 'notices',
};

function ways({ name }: DatasetSchema): Html {
  const api = `/api/v1/datasets/${name}`;
  const feed = feeds[name];
  return html`<h2>取走全部</h2>
<ul class="downloads">
<li><a class="touch" href="${api}/download/csv">CSV 表格</a> 用 Excel 或者 WPS 打开</li>
<li><a class="touch" href="${api}/download/jsonl">JSON Lines</a> 每行一条，给程序用</li>
<li><a class="touch" href="/data/try?op=listRecords&${inputName('name')}=${name}">接口试一试</a> 填条件，看答复，<span class="code">${api}/records</span></li>
<li><a class="touch" href="${api}/changes?limit=10">变更记录</a> 新增、更正、撤回，<span class="code">${api}/changes</span></li>
<li><a class="touch" href="${api}/schema">结构定义</a> Table Schema，给程序用</li>
${feed !== undefined && html`<li><a class="touch" href="/api/v1/feeds/${feed}.atom">订阅（Atom）</a> 有新的就告诉您；也有 <a href="/api/v1/feeds/${feed}.rss">RSS</a></li>\n`}</ul>`;
}

/** @param name what is told of a consignment is asked for with its declaration */
function closed({ name, toldWith }: DatasetSchema): Html {
  const isProgress = name === 'consignments' || toldWith === 'consignments';
  return html`<h2>怎样查询</h2>
<p>知道号码的人，可以<a href="${isProgress ? '/progress' : '/'}">凭号码逐条查询</a>。</p>`;
}

/** The first rows, all columns of them; nothing where there is none. */
function preview(dataset: DatasetSchema, rows: readonly PlacedRecord[], count: number): Html | null {
  if (rows.length === 0) return null;
  const caption =
    rows.length < count ? `最早发布的 ${rows.length} 条，共 ${thousands(count)} 条` : `全部 ${rows.length} 条`;
  const [first, ...others] = dataset.fields;
  const text = (record: PlacedRecord, field: FieldSchema | undefined) => record.fields[field?.name ?? ''] ?? '';
  return html`<h2>看几条</h2>
${table(
  caption,
  [
    {
      title: first?.title ?? '',
      cell: (record: PlacedRecord) =>
        html`<a href="${recordPath(dataset.name, record.id)}">${text(record, first)}</a>${record.sample && html` ${sampleMark}`}`,
    },
    ...others.map((field) => ({
      title: field.title,
      isNumber: field.type === 'integer' || field.type === 'number',
      cell: (record: PlacedRecord) => text(record, field),
    })),
  ],
  rows,
)}`;
}

const schemaColumns = [
  { title: '列', cell: ({ title }: FieldSchema) => title },
  { title: '名称', cell: ({ name }: FieldSchema) => html`<span class="code">${name}</span>` },
  { title: '类型', cell: typeInWords },
  { title: '必填', cell: ({ constraints }: FieldSchema) => (constraints.required ? '是' : '') },
  { title: '说明（英文）', cell: ({ description }: FieldSchema) => html`<span lang="en">${description}</span>` },
];
