import { html } from '../shell/html.js';
import { datasetPath } from './data-words.js';
import { itemsPage } from './list-items.js';
import { plansPage } from './list-plans.js';
import { rulesPage } from './list-rules.js';
import { taskPage, tasksPage } from './list-tasks.js';
import type { Page, Site } from './page.js';

/** `/lists` (双随机、一公开): 一单, 两库, 一细则 and the notices, each with what it says. */
export function listPages(site: Site): readonly Page[] {
  return [listsPage(site), itemsPage(site), plansPage(site), tasksPage(site), taskPage(site), rulesPage(site)];
}

/** The lists by what people call them: title, address, what it says, and the dataset without which it is not there. */
const groups = [
  [
    '一单两库一细则',
    [
      ['随机抽查事项清单', '/lists/items', '可以抽查什么，依据哪部法律', 'inspection-items'],
      ['检查对象名录库', datasetPath('inspection-objects'), '谁可能被抽到', 'inspection-objects'],
      ['执法检查人员名录库', datasetPath('inspectors'), '谁可能来检查；检查之前不公布姓名', 'inspectors'],
      ['随机抽查工作细则', '/lists/rules', '怎么抽、怎么查、怎么公布', 'inspection-rules'],
    ],
  ],
  [
    '公告',
    [
      ['抽查计划公告', '/lists/plans', '这一年准备抽查什么', 'inspection-plans'],
      ['抽查任务公告', '/lists/tasks', '从多少个里抽了多少个，查得怎么样', 'inspection-tasks'],
      ['抽查结果公告', '/results', '每一个对象查出了什么', 'inspection-results'],
    ],
  ],
] as const;

function listsPage({ datasets }: Site): Page {
  return {
    path: '/lists',
    navigation: '一单两库',
    caching: 'asked',
    isInSitemap: true,
    show: () => ({
      title: '双随机、一公开',
      main: html`<h1>双随机、一公开</h1>
<p>检查谁，随机抽取；谁去检查，随机选派；查的过程和结果，向社会公开。每次怎么抽的，见<a href="/draws">抽取过程</a>，谁都可以重算一遍。</p>
${groups.map(
  ([title, lists]) => html`<h2>${title}</h2>
<ul class="datasets">
${lists
  .filter(([, , , dataset]) => datasets().has(dataset))
  .map(([name, path, says]) => html`<li><a class="touch" href="${path}">${name}</a><p>${says}</p></li>\n`)}</ul>
`,
)}`,
    }),
  };
}
