import { expect, test } from 'vitest';
import { identifier } from '../../src/portal/parts/field-list.js';
import { errorSummary, formField } from '../../src/portal/parts/form.js';
import { asWritten, html } from '../../src/portal/shell/html.js';

test('whatever is put into a template is escaped, in text and in attributes', () => {
  const bad = `"><script>alert('x')</script>&\``;
  expect(html`<a title="${bad}">${bad}</a>`.text).toBe(
    '<a title="&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;&#96;">&#34;&#62;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;&#96;</a>',
  );
});

test('HTML in HTML stays, lists follow one another, and what is absent leaves nothing', () => {
  const [none, nothing, no] = [null, undefined, false] as const;
  expect(
    html`<p>${[1, 2].map((n) => html`<b>${n}</b>`)}${none}${nothing}${no}${asWritten('<i></i>')}${''}</p>`.text,
  ).toBe('<p><b>1</b><b>2</b><i></i></p>');
});

test('an identifier is shown in groups, and copied without gaps', () => {
  expect(identifier('120000116000001', [6, 1, 2, 6]).text.replaceAll(/<[^>]+>/g, '|')).toBe(
    '||120000||1||16||000001||',
  );
  expect(identifier('JTE', [3, 6, 8]).text).toBe('<span class="code"><span>JTE</span></span>');
});

test('what has to be mended stands above the form and beside its field, and leads there', () => {
  const field = {
    name: 'declarationNo',
    label: '报检号',
    hint: '15 位数字',
    value: '12"',
    error: '报检号是 15 位数字，您填了 3 位。',
  };
  const text = formField(field).text;
  expect(text).toContain('aria-describedby="declarationNo-hint declarationNo-error" aria-invalid="true"');
  expect(text).toContain('value="12&#34;"');
  const summary = errorSummary([field, { name: 'other', error: null }])?.text;
  expect(summary).toContain(`<a class="touch" href="#declarationNo">${field.error}</a>`);
  expect(summary).not.toContain('other');
  expect(errorSummary([{ name: 'other', error: null }])).toBe(null);
});
