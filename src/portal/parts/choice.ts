import { type Html, html } from '../shell/html.js';
import { idOf } from './form.js';

/** One of what can be chosen. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/**
 * A field in which one of several is chosen; the first says that nothing is.
 * @param any what the first says: 全部
 */
export function choice(name: string, label: string, any: string, options: readonly Option[], chosen = ''): Html {
  const option = ({ value, label: words }: Option) =>
    html`<option value="${value}"${value === chosen && html` selected`}>${words}</option>\n`;
  return html`<div class="field">
<label for="${idOf(name)}">${label}</label>
<select id="${idOf(name)}" name="${name}">
${option({ value: '', label: any })}${options.map(option)}</select>
</div>`;
}
