import { word } from '../../content/wording.js';
import { sentence } from '../../domain/language/phrases.js';
import { html } from '../shell/html.js';
import type { Page, Site } from './page.js';

/** The page at `/` (首页): who is reached here, and by which keys. Its words are content. */
export function frontPage({ content }: Site): Page {
  return {
    path: '/',
    caching: 'asked',
    isInSitemap: true,
    show() {
      const now = content();
      const say = (said: Parameters<typeof word>[2]) => word(now, 'text', said);
      const keys = now.menus.get('main')?.options ?? [];
      return {
        title: null,
        main: html`<h1>${say(sentence('page.title'))}</h1>
<p>${say(sentence('greeting.open'))}</p>
<h2>${say(sentence('page.keys'))}</h2>
<ul>
${keys.map(({ key, label }) => html`<li><kbd>${key}</kbd> ${label}</li>\n`)}</ul>`,
      };
    },
  };
}
