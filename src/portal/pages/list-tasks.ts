import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import { appealOf } from '../../schemas/appeal-period.js';
import { Refused, refusalWith } from '../../web/refusal.js';
import { fieldList } from '../parts/field-list.js';
import { type State, sampleMark, stateMark } from '../parts/state-mark.js';
import { table } from '../parts/table.js';
import { type Html, html, type Value } from '../shell/html.js';
import { recordAddress } from './data-words.js';
import { itemLinks } from './list-plans.js';
import type { Page, Site } from './page.js';
import { recordPath } from './record.js';
import { mostShown, rowsOf, wholeList } from './rows-of.js';

const name = 'inspection-tasks';
const results = 'inspection-results';

/** `/lists/tasks` (随机抽查任务公告): from how many how many were drawn, and how many are inspected. */
export function tasksPage(site: Site): Page {
  return {
    path: '/lists/tasks',
    caching: 'asked',
    isInSitemap: true,
    async show() {
      const found = await rowsOf(site, name, '-announced_on');
      return {
        title: '随机抽查任务公告',
        isWide: true,
        main: html`<h1>随机抽查任务公告</h1>
<div class="narrow">
${table('随机抽查任务，新的在前', columns, found.rows)}
</div>
${wholeList(name, found)}`,
      };
    },
  };
}

const columns = [
  {
    title: '任务',
    cell: ({ id, sample, fields }: DisclosureRecord) =>
      html`<a href="/lists/tasks/${id}">${fields.task_name}</a> ${sample && sampleMark}`,
  },
  { title: '检查日期', cell: ({ fields }: DisclosureRecord) => `${fields.starts_on} 至 ${fields.ends_on}` },
  {
    title: '抽取数量',
    cell: ({ fields }: DisclosureRecord) =>
      `${counted(fields, fields.pool)}中抽 ${counted(fields, fields.drawn)}（${fields.rate}%）`,
  },
];

/** `/lists/tasks/:no`: one task with all that its notice says, and what was found. */
export function taskPage(site: Site): Page {
  return {
    path: '/lists/tasks/:no',
    caching: 'asked',
    async show({ params: { no = '' } }) {
      const task = /^[0-9A-Z]{4,20}$/.test(no) ? await site.records.get(name, no) : null;
      if (!task || isTombstone(task.change) || !site.datasets().has(name))
        throw new Refused(refusalWith('unknown-record', '没有这项任务，请核对任务编号。'));
      const found = await site.records.findByKey(results, 'task_no', no, mostShown);
      const inspected = found.filter(({ change }) => !isTombstone(change));
      const replied = await repliedIn(site, task.fields.draw_no ?? '');
      return {
        title: task.fields.task_name ?? '',
        isWide: true,
        alternates: [{ type: 'application/json', href: recordAddress(name, no), title: '作为数据' }],
        main: html`<h1>${task.fields.task_name} ${task.sample && sampleMark}</h1>
${notice(task)}
<h2>检查结果</h2>
${outcome(site, task, inspected, replied)}
<p><a class="touch" href="/lists/tasks">全部任务</a></p>`,
      };
    },
  };
}

function notice({ id, fields }: DisclosureRecord): Html {
  return fieldList([
    { label: '任务编号', value: id },
    { label: '计划', value: html`<a href="/lists/plans#${fields.plan_no}">${fields.plan_no}</a>` },
    { label: '抽查事项', value: itemLinks(fields.item_no ?? '') },
    { label: '抽查类型', value: fields.type },
    { label: '对象范围', value: fields.object_scope },
    { label: '入库筛选条件', value: fields.filter },
    { label: '检查日期', value: `${fields.starts_on} 至 ${fields.ends_on}` },
    { label: '检查机关', value: fields.inspecting_body },
    {
      label: '抽取',
      value: `${counted(fields, fields.pool)}中抽取 ${counted(fields, fields.drawn)}，总抽取比例 ${fields.rate}%`,
    },
    {
      label: '抽查批次号',
      value: fields.draw_no && html`<a href="/results?draw_no=${fields.draw_no}">${fields.draw_no}</a>`,
    },
    { label: '名单事先公示', value: fields.list_public },
    { label: '公告日期', value: fields.announced_on },
    { label: '备注', value: fields.remarks },
  ]);
}

/** @returns the ids of the results of a draw to which the party replied (当事人说明) */
async function repliedIn({ records }: Site, drawNo: string): Promise<ReadonlySet<string>> {
  const replies = drawNo === '' ? [] : await records.findWithin('replies', `${results}/${drawNo}`, mostShown);
  return new Set(replies.filter(({ change }) => !isTombstone(change)).map(({ fields }) => fields.record_id ?? ''));
}

function outcome(
  site: Site,
  { fields }: DisclosureRecord,
  inspected: readonly DisclosureRecord[],
  replied: ReadonlySet<string>,
): Html {
  if (inspected.length === 0) return html`<p>还没有公布检查结果。</p>`;
  const dataset = site.datasets().get(results);
  const waiting = ({ fields }: DisclosureRecord) => dataset !== undefined && appealOf(dataset, fields) !== null;
  const row = (record: DisclosureRecord) =>
    waiting(record) ? inAppeal(record.fields.appeal_until ?? '') : resultMark(record.fields.result ?? '');
  const counts = ['合格', '不合格', '未能检查'].map((word) => {
    const n = inspected.filter((record) => record.fields.result === word).length;
    return `${word} ${counted(fields, n)}`;
  });
  const inPeriod = inspected.filter(waiting).length;
  const told = inspected.length - inPeriod;
  const found = told > 0 ? `：${counts.join('，')}` : '';
  const published =
    inPeriod > 0
      ? `已检查 ${counted(fields, inspected.length)}，申诉期内 ${counted(fields, inPeriod)}，已公布结果 ${counted(fields, told)}`
      : `已公布 ${counted(fields, told)}`;
  return html`<p>抽取 ${counted(fields, fields.drawn)}，${published}${found}。</p>
<div class="narrow">
${table(
  '抽中的对象和检查结果',
  [
    {
      title: '对象',
      cell: ({ id, fields }: DisclosureRecord) =>
        html`<a href="${recordPath(results, id)}">${fields.object_name}</a><br><span class="code">${fields.object_id}</span>${fields.subject_name !== fields.object_name && html`<br>${fields.subject_name}`}`,
    },
    {
      title: '检查结果',
      cell: (record: DisclosureRecord) => {
        const { finding, measures, remarks } = record.fields;
        return html`${row(record)}${[finding, measures, remarks].filter(Boolean).map((words) => html`<br>${words}`)}${replied.has(record.id) && html`<br><a href="${recordPath(results, record.id)}#replies">当事人说明</a>`}`;
      },
    },
    { title: '检查完成日期', cell: ({ fields }: DisclosureRecord) => fields.inspected_on },
  ],
  inspected,
)}
</div>`;
}

/**
 * So many of what a task is about, in the word that they are counted by: firms are 户, consignments 批, anything else 个.
 * @example counted({ object_scope: '2016年进口食品报检批' }, 8) // '8 批'
 */
function counted({ object_scope: scope = '' }: DisclosureRecord['fields'], n: number | string | undefined): string {
  if (scope.endsWith('批')) return `${n} 批`;
  return `${n} ${/(企业|单位|户)$/.test(scope) ? '户' : '个'}`;
}

const marks: Readonly<Record<string, State>> = { 合格: 'pass', 不合格: 'fail' };

export function resultMark(result: string): Value {
  return result === '' ? '' : stateMark(marks[result] ?? 'plain', result);
}

/** 检查已完成，结果在申诉期内，尚未公布. */
export function inAppeal(until: string): Html {
  return html`${stateMark('wait', '申诉期内')}，${until} 之后公布`;
}
