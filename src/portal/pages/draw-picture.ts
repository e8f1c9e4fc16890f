import { type Html, html } from '../shell/html.js';

/** A ticket in the picture. */
export interface PicturedTicket {
  readonly id: string;
  readonly ticket: string;
  readonly isDrawn: boolean;
}

const [width, height, edge] = [640, 96, 16];

/**
 * The order of tickets with the cut: each ticket is a stroke at its place between 0 and the last shown, the drawn ones tall.
 * @param tickets smallest first
 */
export function ticketPicture(tickets: readonly PicturedTicket[]): Html | null {
  const drawn = tickets.filter(({ isDrawn }) => isDrawn);
  const lastDrawn = drawn.at(-1);
  const last = tickets.at(-1);
  if (!lastDrawn || !last) return null;
  const most = Number(last.ticket) * 1.02;
  const at = (ticket: string | number) => (edge + (Number(ticket) / most) * (width - 2 * edge)).toFixed(1);
  const first = tickets.find(({ isDrawn }) => !isDrawn);
  const cut = first && at((Number(lastDrawn.ticket) + Number(first.ticket)) / 2);
  const words = `号签从小到大：抽中 ${drawn.length} 个，最大的是 ${lastDrawn.id}${first ? `；没抽中的第一个是 ${first.id}` : ''}。`;
  return html`<figure class="tickets">
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}">
<line class="axis" x1="${edge}" y1="72" x2="${width - edge}" y2="72"/>
${tickets.map(({ ticket, isDrawn }) => html`<line class="${isDrawn ? 'drawn' : 'passed'}" x1="${at(ticket)}" y1="${isDrawn ? 24 : 48}" x2="${at(ticket)}" y2="72"/>\n`)}${cut && html`<line class="cut" x1="${cut}" y1="8" x2="${cut}" y2="80"/>\n`}<text x="${edge}" y="90">0</text>
<text x="${width - edge}" y="90" text-anchor="end">${most.toPrecision(2)}</text>
</svg>
<figcaption>${words}虚线是界线。</figcaption>
</figure>`;
}
