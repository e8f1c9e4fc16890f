import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { fieldList } from '../parts/field-list.js';
import { type Html, html } from '../shell/html.js';
import { datasetPath } from './data-words.js';
import type { Site } from './page.js';

/** A page of a list shows so many at most; whoever wants all takes the dataset. */
export const mostShown = 200;

/** What a list page shows of a dataset: the rows, and whether there are more than it shows. */
export interface ListedRows {
  readonly rows: readonly DisclosureRecord[];
  readonly hasMore: boolean;
}

/**
 * Reads the rows of a short list (items, plans, tasks).
 * @param by the field that puts them into order; the last comes first with `-`
 */
export async function rowsOf({ records, datasets }: Site, name: string, by: string): Promise<ListedRows> {
  if (!datasets().has(name)) return { rows: [], hasMore: false };
  const found = await records.scan({ dataset: name, which: 'current', limit: mostShown + 1 });
  const [field, sign] = by.startsWith('-') ? [by.slice(1), -1] : [by, 1];
  const key = ({ fields, id }: DisclosureRecord) => `${fields[field] ?? ''}\n${id}`;
  const rows = found.slice(0, mostShown).sort((one, other) => sign * (key(one) < key(other) ? -1 : 1));
  return { rows, hasMore: found.length > mostShown };
}

/** Says where all of a list is, and that there are more rows than are shown. */
export function wholeList(name: string, { hasMore }: ListedRows): Html {
  return html`<p>${hasMore && `这里只列出 ${mostShown} 条。`}<a class="touch" href="${datasetPath(name)}">全部数据和下载</a></p>`;
}

/** Some fields of a record, under the titles of its schema. @param names in this order; those without a value are left out */
export function someFields(
  dataset: DatasetSchema | undefined,
  { fields }: DisclosureRecord,
  names: readonly string[],
): Html {
  const titled = names.map((name) => ({
    label: dataset?.fields.find((field) => field.name === name)?.title ?? name,
    value: fields[name] ?? '',
  }));
  return fieldList(titled);
}
