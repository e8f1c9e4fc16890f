import { choice } from '../parts/choice.js';
import { formField } from '../parts/form.js';
import { type Html, html } from '../shell/html.js';
import { fieldInputs, inputName, type Operation, plain, type TriedParameter } from './try-address.js';

/** A field for each parameter of an operation, with its example filled in where one must be given. */
export function parameterFields({ parameters }: Operation, filled: URLSearchParams): Html {
  if (parameters.length === 0) return html`<p>这个操作没有参数。</p>`;
  return html`${parameters.map((one) => (one.schema.type === 'object' ? fieldOf(one, filled) : parameter(one, filled)))}`;
}

function parameter({ name, required, description, schema, example }: TriedParameter, filled: URLSearchParams): Html {
  const value = filled.get(inputName(name)) ?? (required ? String(example ?? '') : '');
  const label = required ? `${name}（必填）` : name;
  if (schema.enum) {
    const options = schema.enum.map((one) => ({ value: one, label: one }));
    return choice(inputName(name), label, '请选择', options, value);
  }
  const usual = schema.default === undefined ? '' : ` Default: ${schema.default}.`;
  return formField({ name: inputName(name), label, hint: english(`${description}${usual}`), value, maxLength: 2_000 });
}

/** Any field by its name: which, and its value. */
function fieldOf({ description }: TriedParameter, filled: URLSearchParams): Html {
  const { name, value } = fieldInputs;
  return html`${formField({ name, label: '字段名', hint: english(description), value: filled.get(name) ?? '', maxLength: 100 })}
${formField({ name: value, label: '字段的值', value: filled.get(value) ?? '', maxLength: 500 })}`;
}

function english(words: string): Html {
  return html`<span lang="en">${plain(words)}</span>`;
}
