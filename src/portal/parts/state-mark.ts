import { type Html, html } from '../shell/html.js';

/** What a colour says; the word beside it says it too. */
export type State = 'pass' | 'fail' | 'wait' | 'plain';

const signs: Readonly<Record<State, string>> = { pass: '✓', fail: '✕', wait: '…', plain: '' };

/** A state as a word with a sign and a colour: never a colour alone. @example stateMark('pass', '合格') */
export function stateMark(state: State, word: string): Html {
  const sign = signs[state];
  return html`<span class="state ${state}">${sign !== '' && html`<span aria-hidden="true">${sign}</span> `}${word}</span>`;
}

/** Marks what is made up: 示例. */
export const sampleMark: Html = html`<span class="sample">示例</span>`;
