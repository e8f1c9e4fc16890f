import { assetPath } from '../shell/assets.js';
import { type Html, html } from '../shell/html.js';

/** The script that a page with `drawCheck` names in its `scripts`. */
export const drawCheckScript = 'draw-check.js';

/**
 * A button with which whoever doubts a draw computes it again in their own browser. The verifier (37 kB) is loaded when it is pressed.
 * @param no the draw's number; its bundle is at `/api/v1/draws/NO`
 * @example { title: '抽取', main: html`…${drawCheck('TJ2026-CC-0001')}`, scripts: [drawCheckScript] }
 */
export function drawCheck(no: string): Html {
  return html`<section data-draw-check data-bundle="/api/v1/draws/${encodeURIComponent(no)}" data-verifier="${assetPath('draw-verify.js')}">
<p>不必相信我们：您的浏览器可以取来凭证，从头到尾重新计算一遍。</p>
<p><button type="button" hidden>在我的浏览器里重新计算</button></p>
<div aria-live="polite"></div>
</section>`;
}
