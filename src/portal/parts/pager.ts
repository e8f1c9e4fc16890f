import { type Html, html } from '../shell/html.js';

/** Leads on to the next page of a list; nothing where it ends. @param next its address; null on the last page */
export function pager(next: string | null, words = '下一页'): Html | null {
  return next === null
    ? null
    : html`<nav class="pager" aria-label="翻页"><a class="touch" rel="next" href="${next}">${words}</a></nav>`;
}
