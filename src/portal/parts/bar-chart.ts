import { type Html, html } from '../shell/html.js';
import { shortNumber, ticks } from './ticks.js';

/** A bar: what it is, and how long. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as it was published. */
  readonly text: string;
  /** It is what the others are compared with. */
  readonly isBase?: boolean;
}

const width = 360;
const labelHeight = 20;
const barHeight = 16;
const rowHeight = labelHeight + barHeight + 8;
const right = 14;

/**
 * Bars from left to right on one axis, a small picture among others. Its words are in the caption; what is drawn is read out from the table behind.
 * @param title says what the picture shows
 * @param unit what is counted, at the axis
 */
export function barChart(title: string, unit: string, bars: readonly Bar[]): Html {
  const marks = ticks(Math.max(...bars.map(({ value }) => value)));
  const end = marks.at(-1) ?? 1;
  const at = (value: number) => Number(((value / end) * (width - right)).toFixed(1));
  const bottom = bars.length * rowHeight;
  return html`<figure class="chart">
<figcaption>${title}</figcaption>
<svg viewBox="0 0 ${width} ${bottom + 42}" role="img" aria-label="${title}">
${marks.map((mark) => html`<line class="grid" x1="${at(mark)}" x2="${at(mark)}" y1="0" y2="${bottom}"/>\n`)}${bars.map(
  ({ label, value, text, isBase }, place) => html`<text x="0" y="${place * rowHeight + 14}">${label} ${text}</text>
<rect class="bar${isBase && ' base'}" x="0" y="${place * rowHeight + labelHeight}" width="${Math.max(1, at(value))}" height="${barHeight}"/>
`,
)}${marks.map((mark, place) => html`<text class="tick" x="${at(mark)}" y="${bottom + 16}" text-anchor="${anchor(place, marks.length)}">${shortNumber(mark)}</text>\n`)}<text class="tick" x="${width - right}" y="${bottom + 36}" text-anchor="end">单位：${unit}</text>
</svg>
</figure>`;
}

/** What stands at either end of the axis stays within the picture. */
function anchor(place: number, count: number): string {
  if (place === 0) return 'start';
  return place === count - 1 ? 'end' : 'middle';
}
