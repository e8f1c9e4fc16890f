import { type Html, html, type Value } from '../shell/html.js';
import type { State } from './state-mark.js';

/**
 * Something that has to be seen before the rest: a notice, a withdrawal, a warning.
 * @param title what it is about, in a few words; it is a heading of the second level
 */
export function noticeBox(title: Value, words: Value, state: State = 'plain'): Html {
  return html`<section class="notice ${state}">
<h2>${title}</h2>
${words}
</section>`;
}
