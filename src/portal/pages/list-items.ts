import { sampleMark } from '../parts/state-mark.js';
import { html } from '../shell/html.js';
import type { Page, Site } from './page.js';
import { rowsOf, someFields, wholeList } from './rows-of.js';

const shown = [
  'sub_item',
  'legal_basis',
  'inspecting_body',
  'objects',
  'rate',
  'frequency',
  'method',
  'content',
  'remarks',
];

/** `/lists/items` (随机抽查事项清单): what may be inspected at random, and by which law. */
export function itemsPage(site: Site): Page {
  const name = 'inspection-items';
  return {
    path: '/lists/items',
    caching: 'asked',
    isInSitemap: true,
    async show() {
      const found = await rowsOf(site, name, 'item_no');
      const dataset = site.datasets().get(name);
      return {
        title: '随机抽查事项清单',
        main: html`<h1>随机抽查事项清单</h1>
<p>随机抽查只查清单上的事项，每一项都写明依据。</p>
${found.rows.map(
  (row) => html`<section id="${row.id}">
<h2>${row.fields.item_name}<span class="quiet"> ${row.id}</span> ${row.sample && sampleMark}</h2>
${someFields(dataset, row, shown)}
</section>
`,
)}
<p><a class="touch" href="/lists/tasks">按这些事项开展的抽查任务</a></p>
${wholeList(name, found)}`,
      };
    },
  };
}
