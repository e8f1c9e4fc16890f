import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { fieldList } from '../parts/field-list.js';
import { sampleMark } from '../parts/state-mark.js';
import { type Html, html } from '../shell/html.js';
import type { Page, Site } from './page.js';
import { rowsOf, wholeList } from './rows-of.js';

/** `/lists/plans` (随机抽查计划公告): the plans of each year, with their items and tasks. */
export function plansPage(site: Site): Page {
  const name = 'inspection-plans';
  return {
    path: '/lists/plans',
    caching: 'asked',
    isInSitemap: true,
    async show() {
      const found = await rowsOf(site, name, '-announced_on');
      const tasks = (await rowsOf(site, 'inspection-tasks', 'starts_on')).rows;
      const of = (plan: string) => tasks.filter(({ fields }) => fields.plan_no === plan);
      return {
        title: '随机抽查计划公告',
        main: html`<h1>随机抽查计划公告</h1>
${found.rows.map((row) => plan(row, of(row.id)))}
${wholeList(name, found)}`,
      };
    },
  };
}

function plan({ id, sample, fields }: DisclosureRecord, tasks: readonly DisclosureRecord[]): Html {
  return html`<section id="${id}">
<h2>${fields.plan_name} ${sample && sampleMark}</h2>
${fieldList([
  { label: '计划编号', value: id },
  { label: '抽查事项', value: itemLinks(fields.items ?? '') },
  { label: '对象范围', value: fields.object_scope },
  { label: '计划抽查数量', value: `${fields.planned}${fields.rate ? `（${fields.rate}）` : ''}` },
  { label: '实施时间', value: `${fields.starts_on} 至 ${fields.ends_on}` },
  { label: '制定机关', value: fields.made_by },
  { label: '公告日期', value: fields.announced_on },
  { label: '备注', value: fields.remarks },
])}
${tasks.map((task) => html`<p><a class="touch" href="/lists/tasks/${task.id}">任务：${task.fields.task_name}</a></p>\n`)}</section>
`;
}

/** The numbers of items, each leading to it. @param list separated by blanks */
export function itemLinks(list: string): readonly Html[] {
  return list
    .split(' ')
    .filter((item) => item !== '')
    .map((item) => html`<a href="/lists/items#${item}">${item}</a> `);
}
