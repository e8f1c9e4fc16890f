import { dayOf, type Telling } from '../../disclosure/lookups/fact.js';
import { publicFields } from '../../disclosure/reading/public-fields.js';
import { factsOf } from '../../domain/disclosure/facts.js';
import type { HistoricVersion } from '../../domain/disclosure/stores.js';
import { age } from '../../domain/language/age.js';
import { localTime } from '../../domain/time/zone.js';
import { appealOf } from '../../schemas/appeal-period.js';
import type { FieldSchema } from '../../schemas/schema.js';
import { fieldList, identifier, type ShownField } from '../parts/field-list.js';
import { noticeBox } from '../parts/notice-box.js';
import { type Html, html, type Value } from '../shell/html.js';
import { namedCode } from './data-words.js';
import type { Section, ToldRecord } from './told-record.js';

/** How the fields of a dataset are shown where that says more than its schema: by another word, as a day, in English too. */
export type Tellings = Readonly<
  Record<
    string,
    Partial<Telling> & {
      readonly english?: string;
      readonly isCode?: boolean;
      readonly link?: (text: string) => string;
    }
  >
>;

/**
 * Every field that has a value, under the title of the schema.
 * @param besides fields that the page shows elsewhere
 */
export function fieldsSection(title: Value, tellings: Tellings = {}, besides: readonly string[] = []): Section {
  return ({ dataset, record }) => {
    const fields = dataset.fields.filter(({ name }) => !besides.includes(name));
    return html`<h2>${title}</h2>\n${fieldList(fields.map((field) => shownField(field, record.fields, tellings)))}`;
  };
}

function shownField(field: FieldSchema, values: Readonly<Record<string, string>>, tellings: Tellings): ShownField {
  const telling = tellings[field.name];
  const text = values[field.name] ?? '';
  return {
    label: telling?.label ?? field.title,
    english: telling?.english,
    value: text === '' ? '' : shownValue(field, text, telling),
  };
}

function shownValue(field: FieldSchema, text: string, telling: Tellings[string] | undefined): Value {
  if (telling?.isDay) return dayOf(text);
  if (telling?.link) return html`<a href="${telling.link(text)}">${text}</a>`;
  if (telling?.isCode || field['yibo:is'] !== undefined) return identifier(text);
  return namedCode(field, text) + (telling?.unit ?? '');
}

/** How long ago something was found: 检验于 2013-08-12，三年零两个月前. Empty where no day is known. */
export function foundOn(words: string, text: string, now: number): Html | null {
  const day = dayOf(text);
  if (day === '') return null;
  const ago = age(day, localTime(now).day);
  return html`<p>${words} ${day}${ago !== '' && `，${ago}`}。</p>`;
}

/** What was corrected (更正): when, why, what it said before and says since. */
export const correctionsSection: Section = (told) => {
  const corrections = told.versions.flatMap((version, place) => {
    const before = told.versions[place - 1];
    const isCorrection = before && version.version.change === 'corrected' && !isDisclosure(told, before, version);
    return isCorrection ? [correction(told, before, version)] : [];
  });
  return corrections.length === 0 ? null : noticeBox('这条记录更正过', corrections, 'wait');
};

/** Whether a version only tells what waited for the end of an appeal period (申诉期): nothing was wrong before. */
function isDisclosure({ dataset }: ToldRecord, before: HistoricVersion, after: HistoricVersion): boolean {
  const [was = {}, is = {}] = [before, after].map(({ version, release }) =>
    publicFields(dataset, factsOf(release.columns, version.values)),
  );
  const withheld = appealOf(dataset, was)?.withheld ?? [];
  return withheld.length > 0 && dataset.fields.every(({ name }) => was[name] === is[name] || withheld.includes(name));
}

function correction({ dataset }: ToldRecord, before: HistoricVersion, after: HistoricVersion): Html {
  const [was, is] = [before, after].map(({ version, release }) =>
    publicFields(dataset, factsOf(release.columns, version.values)),
  );
  const changed = dataset.fields.flatMap(({ name, title }) => {
    const [from, to] = [was?.[name] ?? '', is?.[name] ?? ''];
    return from === to
      ? []
      : [{ label: title, value: html`<del>${from || '（空）'}</del> 改为 <ins>${to || '（空）'}</ins>` }];
  });
  const { reason, publishedAt } = after.release;
  return html`<p>${localTime(publishedAt ?? 0).day} 更正${reason !== '' && `：${reason}`}</p>\n${fieldList(changed)}`;
}

/** Where a record comes from, and by which version it is known: whoever doubts it can ask for the same as data. */
export const originSection: Section = ({ dataset, record, versions }) => {
  const release = versions.at(-1)?.release;
  const address = `/api/v1/datasets/${dataset.name}/records/${encodeURIComponent(record.id)}`;
  const fields: ShownField[] = [
    { label: '公开日期', value: localTime(record.publishedAt).day },
    { label: '公开依据', value: release?.legalBasis ?? '' },
    { label: '数据来源', value: release?.source ?? '' },
    { label: '发布', value: `第 ${record.position} 号发布` },
    { label: '版本指纹', value: html`<span class="code">${record.hash.slice(0, 16)}…</span>` },
  ];
  return html`<details>
<summary>这条记录的出处</summary>
${fieldList(fields)}
<p><a class="touch" href="${address}">作为数据（JSON）</a> <a class="touch" href="${address}/history">全部版本</a></p>
</details>`;
};
