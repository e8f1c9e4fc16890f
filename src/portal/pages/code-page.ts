import { ask, type Finding } from '../../disclosure/lookups/ask.js';
import type { Lookup } from '../../disclosure/lookups/lookup.js';
import { doubtOf } from '../../domain/identifiers/entry.js';
import { identifierKinds, normaliseIdentifier } from '../../domain/identifiers/identifiers.js';
import { identifier, inEnglish } from '../parts/field-list.js';
import { errorSummary, formField } from '../parts/form.js';
import { hotline, phoneLink } from '../parts/phone.js';
import { findPath } from '../parts/search-box.js';
import { sampleMark } from '../parts/state-mark.js';
import { type Html, html } from '../shell/html.js';
import type { PageContent } from '../shell/layout.js';
import { gonePage } from './gone-page.js';
import type { Asked, Page, Site } from './page.js';
import { isTold, refusedSticker, scannedSticker, typedNumber, verdictSection } from './scanned-sticker.js';
import { type Section, type ToldRecord, tellSections, toldRecord } from './told-record.js';

/** A page that is reached by the code on a thing: `/v/:code`, `/w/:code`. */
export interface CodePlan {
  /** `/v` */
  readonly path: string;
  /** The lookup that finds its record, by the one identifier it has; the form of that name says what the code is. */
  readonly lookup: string;
  readonly title: string;
  readonly english: string;
  /** What it is called in the navigation. */
  readonly navigation: string;
  /** What it is, in a line under the title. */
  name(told: ToldRecord): Html;
  readonly sections: readonly Section[];
}

/** The page of a thing with a code, and the page where the code is typed in. */
export function codePages(site: Site, plan: CodePlan): readonly Page[] {
  const { path } = plan;
  return [
    { path, navigation: plan.navigation, caching: 'asked', isInSitemap: true, show: () => entry(site, plan) },
    { path: `${path}/:code`, caching: 'asked', show: (asked) => show(site, plan, asked) },
  ];
}

async function show(site: Site, plan: CodePlan, asked: Asked): Promise<PageContent> {
  const lookup = site.lookups().get(plan.lookup);
  const { code = '' } = asked.params;
  const scanned = await scannedSticker(site, plan.path, asked);
  const address = `${site.publicBaseUrl}${plan.path}/${code}`.toUpperCase();
  if (scanned && !isTold(scanned)) return refusedSticker(site, plan.title, scanned, address);
  const number = scanned?.sticker?.kind === 'car' ? scanned.sticker.subject : (scanned?.code ?? code);
  const askedBy = normaliseIdentifier(number).slice(0, 40);
  const verdict = scanned && verdictSection(site, scanned, address);
  const finding = lookup ? await find(site, lookup, askedBy) : unknown;
  const dataset = lookup && site.datasets().get(lookup.dataset);
  if (finding.kind === 'gone') {
    const phone = hotline(site.content(), site.clock.now());
    return gonePage(plan.title, finding.record, askedBy, phone, verdict);
  }
  if (finding.kind !== 'told' || !dataset) return notFound(site, plan, askedBy, finding);
  const told = await toldRecord(site, dataset, finding.record, askedBy);
  const { record } = told;
  const data = `/api/v1/datasets/${dataset.name}/records/${encodeURIComponent(record.id)}`;
  return {
    title: `${plan.title} ${askedBy}`,
    alternates: [{ type: 'application/json', href: data, title: '作为数据' }],
    main: html`<h1>${plan.title}${inEnglish(plan.english)}</h1>
<p class="name">${plan.name(told)} ${record.sample && sampleMark}</p>
${verdict ?? (await typedNumber(plan.lookup === 'wine' ? 'wine' : 'car')(told, site))}
${await tellSections(told, site, plan.sections)}`,
  };
}

const unknown: Finding = { kind: 'unknown' };

async function find({ records }: Site, lookup: Lookup, code: string): Promise<Finding> {
  const [[field, kind] = ['', 'bottle-code' as const]] = Object.entries(lookup.identifiers);
  const checked = identifierKinds[kind].check(code, { letters: true });
  if (!checked.ok) return unknown;
  return ask(lookup, records, { answers: { [field]: checked.value }, letters: true });
}

/** Says that nothing was found, what may be wrong with the number, and asks for it again. */
function notFound(site: Site, plan: CodePlan, askedBy: string, finding: Finding): PageContent {
  const [content, now] = [site.content(), site.clock.now()];
  const field = content.forms.get(plan.lookup)?.fields[0];
  const error =
    finding.kind === 'several'
      ? '这个编码对应不止一条记录，请换用另一种号码查询。'
      : '没有查到这个号码，请核对以后再查。';
  return {
    status: finding.kind === 'several' ? 409 : 404,
    title: `没有查到 ${askedBy}`,
    isRefused: true,
    isUnlisted: true,
    main: html`${errorSummary([{ name: 'number', error }])}
<h1>${plan.title}${inEnglish(plan.english)}</h1>
<p>您查的是 ${identifier(askedBy)}。${doubt(site, plan, askedBy)}</p>
${codeForm(site, plan, askedBy, error)}
<p>没有查到，说明不了东西是真是假。${field?.help.without?.text}</p>
<p>也可以拨打 ${phoneLink(hotline(content, now))}，请同事帮您查。</p>`,
  };
}

function doubt({ lookups }: Site, plan: CodePlan, code: string): string {
  const [kind] = Object.values(lookups().get(plan.lookup)?.identifiers ?? {});
  const found = kind === undefined || code === '' ? null : doubtOf(kind, code, true);
  switch (found?.kind) {
    case 'check-digit':
      return '这个车架号第 9 位的校验码不符，可能抄错了一位；也有车辆本来就不符。';
    case 'vin-length':
      return `车架号是 17 位，标签编码一般是 12 位，这个号码是 ${found.given} 位。`;
    case 'usual-length':
      return `这种编码一般是 ${found.usual} 位，这个号码是 ${found.given} 位。`;
    default:
      return '';
  }
}

function entry(site: Site, plan: CodePlan): PageContent {
  return {
    title: plan.title,
    main: html`<h1>${plan.title}${inEnglish(plan.english)}</h1>
${codeForm(site, plan)}`,
  };
}

/** The words of the form are those of the hotline: what the code is, where it stands, an example. */
function codeForm(site: Site, plan: CodePlan, value = '', error: string | null = null): Html {
  const field = site.content().forms.get(plan.lookup)?.fields[0];
  const { about, where, example } = field?.help ?? {};
  const hint = html`${about?.text}${where?.text}${example && html`样子像这样：<span class="code">${example}</span>（示例）`}`;
  return html`<form method="post" action="${findPath}">
<input type="hidden" name="of" value="${plan.lookup}">
${formField({ name: 'number', label: field?.title ?? '编码', hint, value, error, maxLength: 300 })}
<button type="submit">查询</button>
</form>`;
}
