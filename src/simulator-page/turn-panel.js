/** @import { WireTurn } from './api.js' */
import { make } from './dom.js';
import { pretty } from './pretty-xml.js';

/**
 * Shows what went over the wire in the last turn, for the curious.
 * @param {HTMLDetailsElement} panel
 * @param {readonly WireTurn[]} turns
 */
export function showTurns(panel, turns) {
  if (turns.length === 0) panel.open = matchMedia('(width >= 1240px)').matches;
  const summary = panel.querySelector('summary') ?? panel.appendChild(make('summary', ''));
  const body = panel.querySelector('.turn-body') ?? panel.appendChild(turnBody());
  const ms = turns.reduce((sum, turn) => sum + turn.ms, 0);
  const count = turns.length === 0 ? '还没有请求' : `${turns.length} 个请求，${milliseconds(ms)}`;
  summary.replaceChildren(make('b', 'turn-name', '这一轮'), ` ${count}`);
  body.replaceChildren(...turns.map(one));
}

/** It scrolls, so it can be reached by keyboard and has a name. */
function turnBody() {
  const body = make('div', 'turn-body');
  body.tabIndex = 0;
  body.setAttribute('role', 'group');
  body.setAttribute('aria-label', '这一轮的请求和回答');
  return body;
}

/** @param {WireTurn} turn */
function one({ url, parameters, status, answer, ms }) {
  const { pathname, search } = new URL(url, location.href);
  const list = make('dl', '');
  for (const [name, value] of [...new URLSearchParams(search), ...Object.entries(parameters)]) {
    list.append(make('dt', '', name), make('dd', '', value.startsWith('<') ? pretty(value) : value));
  }
  return make(
    'article',
    '',
    make('p', 'turn-url', make('b', '', 'POST'), ` ${pathname} `, make('span', '', `${status} · ${milliseconds(ms)}`)),
    make('div', 'turn-halves', list, make('pre', '', answer === '' ? '（空）' : pretty(answer))),
  );
}

/** @param {number} ms */
function milliseconds(ms) {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
