import { type Html, html, type Value } from '../shell/html.js';

/** A column of a table. */
export interface Column<Row> {
  readonly title: Value;
  /** Numbers stand to the right, one under the other. */
  readonly isNumber?: boolean;
  cell(row: Row): Value;
}

/**
 * A table with a caption that says what it shows. The first column names the row. Where it is wider than the page it scrolls in a frame of its
 * own, which the keyboard reaches.
 */
export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Html {
  const cell = (row: Row, { isNumber, cell }: Column<Row>, place: number) => {
    const kind = isNumber && html` class="number"`;
    return place === 0 ? html`<th scope="row"${kind}>${cell(row)}</th>` : html`<td${kind}>${cell(row)}</td>`;
  };
  const heads = columns.map(
    ({ title, isNumber }) => html`<th scope="col"${isNumber && html` class="number"`}>${title}</th>`,
  );
  return html`<section class="scroll" aria-label="${caption}" tabindex="0">
<table>
<caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${columns.map((column, place) => cell(row, column, place))}</tr>\n`)}</tbody>
</table>
</section>`;
}
