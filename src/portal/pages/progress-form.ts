import type { FormField as AskedField } from '../../domain/content/content.js';
import { challengeButtons, challengeField, challengeFor, codeName, type GivenCode } from '../challenge/field.js';
import { inEnglish } from '../parts/field-list.js';
import { errorSummary, type FormField, formField } from '../parts/form.js';
import { hotline, phoneLink } from '../parts/phone.js';
import { type Html, html } from '../shell/html.js';
import type { PageContent } from '../shell/layout.js';
import type { Site } from './page.js';

/** What stands in each field, and what is wrong with it. */
export type Filled = Readonly<Record<string, { readonly value?: string; readonly error?: string } | undefined>>;

/** The form that codes are made for. */
export const formTarget = 'progress';

const english: Readonly<Record<string, string>> = {
  declarationNo: 'Declaration no.',
  registrationNo: 'Registration no. of the declarant',
};

/**
 * The form with a code.
 * @param status 200, or why it is shown again
 * @param untried a code that was given and not tried: it stays while it is good
 */
export async function progressForm(
  site: Site,
  filled: Filled,
  status = 200,
  untried: GivenCode | null = null,
): Promise<PageContent> {
  const [content, now] = [site.content(), site.clock.now()];
  const asked = content.forms.get('progress')?.fields ?? [];
  const numbers = asked.map((field) => fieldOf(field, filled));
  const shown = await challengeFor(site.challenges, formTarget, untried);
  const error = filled[codeName]?.error;
  const fields = [...numbers, { name: codeName, ...(error !== undefined && { error }) }];
  return {
    status,
    title: '施检流程查询',
    isRefused: fields.some(({ error }) => error),
    main: html`${errorSummary(fields)}
<h1>施检流程查询${inEnglish('Where is my consignment?')}</h1>
<p>填报检号、报检单位登记号和验证码，就能看到这批货办到哪一步了。</p>
<form method="post" action="/progress">
${numbers.map((field) => html`${formField(field)}\n`)}${challengeField(shown, error, hotline(content, now))}
${challengeButtons('查询', '/progress')}
</form>
${withoutNumbers(asked)}
<p>不方便上网，请拨 ${phoneLink(hotline(content, now))}，电话里也能查。${fewGuesses(site)}</p>`,
  };
}

/** How often a pair may be unknown, so that nobody is surprised who is told to wait. */
function fewGuesses({ guesses }: Site): string {
  const { atOnce } = guesses.rules.address;
  return `两个号码对不上，同一个网络可以连着试 ${atOnce} 次，再试就要等一等。`;
}

/** The paper has it in full; where it is said, 登记号 is enough. */
export function fullTitle(name: string, title: string): string {
  return name === 'registrationNo' ? '报检单位登记号' : title;
}

function fieldOf({ name, title, help }: AskedField, filled: Filled): FormField {
  const example = help.example && html`样子像这样：<span class="code">${help.example}</span>（示例）`;
  return {
    name,
    label: fullTitle(name, title),
    english: english[name],
    hint: html`${help.where?.text}${example}`,
    value: filled[name]?.value ?? '',
    error: filled[name]?.error,
    maxLength: 100,
  };
}

/** What whoever lacks a number can do. */
function withoutNumbers(fields: readonly AskedField[]): Html {
  return html`<details>
<summary>没有这些号码？</summary>
${fields.map(({ help }) => help.without && html`<p>${help.without.text}</p>\n`)}</details>`;
}
