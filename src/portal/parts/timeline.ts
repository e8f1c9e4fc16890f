import { type Html, html, type Value } from '../shell/html.js';
import { inEnglish } from './field-list.js';

/** A step on the way of something (施检流程). */
export interface Step {
  readonly title: string;
  readonly english?: string | undefined;
  /** `done`: it was taken; `now`: it is where things stand; `next`: it has not been taken. */
  readonly state: 'done' | 'now' | 'next';
  /** When, and what came of it. */
  readonly detail?: Value;
}

const words = { done: '已完成', now: '目前到这里', next: '还没有' } as const;

/** Steps in the order in which they are taken. What state each has is said in words too. */
export function timeline(steps: readonly Step[]): Html {
  return html`<ol class="timeline">
${steps.map(
  ({ title, english, state, detail }) => html`<li class="${state}"${state === 'now' && html` aria-current="step"`}>
<p class="step">${title}${inEnglish(english)} <span class="mark">${words[state]}</span></p>
${detail ? html`<p>${detail}</p>\n` : null}</li>
`,
)}</ol>`;
}
