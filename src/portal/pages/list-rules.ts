import { sampleMark } from '../parts/state-mark.js';
import { html } from '../shell/html.js';
import type { Page, Site } from './page.js';
import { rowsOf, wholeList } from './rows-of.js';

/** `/lists/rules` (随机抽查工作细则): the rules, article by article. */
export function rulesPage(site: Site): Page {
  const name = 'inspection-rules';
  return {
    path: '/lists/rules',
    caching: 'asked',
    isInSitemap: true,
    async show() {
      const found = await rowsOf(site, name, 'chapter');
      const articles = [...found.rows].sort(
        (one, other) => Number(one.fields.article_no) - Number(other.fields.article_no),
      );
      const since = articles[0]?.fields.effective_from;
      return {
        title: '随机抽查工作细则',
        main: html`<h1>随机抽查工作细则 ${articles.some(({ sample }) => sample) && sampleMark}</h1>
${since && html`<p>自 ${since} 起施行。</p>`}
${articles.map(
  (
    { fields },
    place,
  ) => html`${fields.chapter !== articles[place - 1]?.fields.chapter && html`<h2>${fields.chapter}</h2>\n`}<p id="article-${fields.article_no}"><strong>第 ${fields.article_no} 条（${fields.heading}）</strong>${fields.text}</p>
`,
)}
${wholeList(name, found)}`,
      };
    },
  };
}
