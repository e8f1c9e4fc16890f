import { type Html, html, type Value } from '../shell/html.js';

/** One thing that is known, as it is shown. */
export interface ShownField {
  readonly label: string;
  /** The same in English, where foreign firms read. */
  readonly english?: string | undefined;
  readonly value: Value;
}

/** What is known of something, each with what it is called: a `dl`. Fields without a value are left out. */
export function fieldList(fields: readonly ShownField[]): Html {
  const shown = fields.filter(({ value }) => value !== '' && value !== null && value !== undefined && value !== false);
  return html`<dl class="fields">
${shown.map(({ label, english, value }) => html`<div><dt>${label}${inEnglish(english)}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}

/** The same in English, small beside the Chinese. */
export function inEnglish(words: string | undefined): Html | null {
  return words === undefined || words === '' ? null : html` <span class="english" lang="en">${words}</span>`;
}

/**
 * An identifier in a monospace, with thin gaps between its groups; copied, it has none.
 * @param groups how many characters each group has; the last goes on to the end
 * @example identifier('120000116000001', [6, 1, 2, 6]) // 120000 1 16 000001
 */
export function identifier(text: string, groups: readonly number[] = []): Html {
  const pieces: string[] = [];
  let from = 0;
  for (const length of groups) {
    if (from < text.length) pieces.push(text.slice(from, from + length));
    from += length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return html`<span class="code">${pieces.map((piece) => html`<span>${piece}</span>`)}</span>`;
}
