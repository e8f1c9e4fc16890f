import { type Html, html, type Value } from '../shell/html.js';
import { inEnglish } from './field-list.js';

/** A field of a form. */
export interface FormField {
  /** Its name in what is sent, and its id. */
  readonly name: string;
  readonly label: string;
  readonly english?: string | undefined;
  /** What it is, where it stands, an example. */
  readonly hint?: Value;
  /** What was typed; it is typed only once. */
  readonly value?: string;
  /** What is wrong with it, in a sentence that says what to do. */
  readonly error?: string | null | undefined;
  /** How it is typed: `numeric` shows the keys of a telephone. */
  readonly keys?: 'numeric' | 'text';
  /** How long what is typed can be. */
  readonly maxLength?: number;
  /** What browsers may fill in; `off` when absent. */
  readonly autocomplete?: string;
}

/** A field with its label, its hint, and what is wrong with it right above where it is mended. */
export function formField(field: FormField): Html {
  const { name, label, english, hint, value = '', error, keys = 'text', maxLength, autocomplete = 'off' } = field;
  const hasHint = hint !== undefined && hint !== null && hint !== '';
  const id = idOf(name);
  const told = [hasHint && `${id}-hint`, error && `${id}-error`].filter((one) => one).join(' ');
  return html`<div class="field${error ? ' refused' : ''}">
<label for="${id}">${label}${inEnglish(english)}</label>
${hasHint && html`<div class="hint" id="${id}-hint">${hint}</div>\n`}${error && html`<p class="error" id="${id}-error"><span class="unseen">错误：</span>${error}</p>\n`}<input id="${id}" name="${name}" type="text" value="${value}" inputmode="${keys}" autocomplete="${autocomplete}" autocapitalize="characters" spellcheck="false"${maxLength !== undefined && html` maxlength="${maxLength}"`}${told !== '' && html` aria-describedby="${told}"`}${error && html` aria-invalid="true"`}>
</div>`;
}

/** An id has no dots, and a name may have some. @example idOf('inspected_on.from') // 'inspected_on-from' */
export function idOf(name: string): string {
  return name.replaceAll('.', '-');
}

/**
 * What has to be mended, above the form: each in the same words as beside its field, and leading to it. The page's `isRefused` says it in the title.
 * @returns nothing where nothing is wrong
 */
export function errorSummary(fields: readonly Pick<FormField, 'name' | 'error'>[]): Html | null {
  const wrong = fields.filter(({ error }) => error);
  if (wrong.length === 0) return null;
  return html`<div class="summary" role="alert" aria-labelledby="summary-title">
<h2 id="summary-title">请先改正</h2>
<ul>
${wrong.map(({ name, error }) => html`<li><a class="touch" href="#${idOf(name)}">${error}</a></li>\n`)}</ul>
</div>`;
}
