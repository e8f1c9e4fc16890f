/** HTML that is safe to send: whatever was put into it has been escaped. Made by `html` alone, or vouched for by `asWritten`. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** What may stand in a template: text is escaped, lists follow one another, and what is absent leaves nothing behind. */
export type Value = Html | string | number | false | null | undefined | readonly Value[];

/**
 * The template of all pages: `html` in front of a template literal. Every value is escaped, in text and in attributes (which stand in
 * double quotes), unless it is HTML already.
 * @example html`<a title="${name}">${name}</a>`.text // with name = 'a"b<c': '<a title="a&#34;b&#60;c">a&#34;b&#60;c</a>'
 * @example html`<ul>${names.map((name) => html`<li>${name}</li>`)}</ul>`
 * @example html`<input${isRequired && html` required`}>`
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  let text = strings[0] ?? '';
  for (const [place, value] of values.entries()) text += rendered(value) + (strings[place + 1] ?? '');
  return new Html(text);
}

function rendered(value: Value): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(rendered).join('');
  return escapeHtml(String(value));
}

/** Takes text for HTML as it is: only for what we have made ourselves, such as the drawing of a QR code. */
export function asWritten(text: string): Html {
  return new Html(text);
}

/** @example escapeHtml('<b>') // '&#60;b&#62;' */
function escapeHtml(text: string): string {
  // HTML knows no NUL.
  return text.replaceAll('\0', '\uFFFD').replace(/[&<>"'`]/g, (one) => `&#${one.charCodeAt(0)};`);
}
