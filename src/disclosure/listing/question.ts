import { nearest } from '../../authored/nearest.js';
import { CodedError } from '../../domain/errors/errors.js';
import { temporalComplaint } from '../../domain/values/temporal.js';
import type { DatasetSchema, FieldSchema } from '../../schemas/schema.js';
import { type ListSpec, listSpecOf } from './list-spec.js';
import { wordsAsked } from './list-words.js';
import { hasRange, sortKey } from './sort-key.js';

/** What lies between two values, both counted in: keys as {@link sortKey} makes them, or how they begin; empty: no bound. */
export interface KeyRange {
  readonly from: string;
  readonly to: string;
}

/** What somebody asks of a listing: all of it together must be true of a record. */
export interface ListQuestion {
  readonly words: readonly string[];
  readonly equals: ReadonlyMap<string, string>;
  readonly ranges: ReadonlyMap<string, KeyRange>;
  /** Which order of its {@link ListSpec}, and from which end. */
  readonly ordering: number;
  readonly backwards: boolean;
}

/** A question that a listing cannot be asked; the message is for whoever wrote the address. */
export class ListingRefused extends CodedError {
  constructor(
    readonly code: 'not-listed' | 'no-effect' | 'bad-value' | 'unknown-parameter',
    readonly parameter: string,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

const longestQuery = 100;
const mostWords = 8;
const longestValue = 500;

/**
 * Reads what stands in the address of a listing, behind the question mark: `q`, `sort`, and for a field its name, or its name with `.from`
 * and `.to`. Pages and the API read it here.
 * @param texts without what is no part of the question: cursor, limit, fields
 * @throws ListingRefused
 * @example readQuestion(results, { q: '滨海', result: '不合格', 'inspected_on.from': '2016', sort: '-inspected_on' })
 */
export function readQuestion(dataset: DatasetSchema, texts: Readonly<Record<string, string>>): ListQuestion {
  const spec = listSpecOf(dataset);
  const { q, sort, ...others } = texts;
  const equals = new Map<string, string>();
  const ranges = new Map<string, KeyRange>();
  for (const [parameter, text] of Object.entries(others)) {
    refuseEmpty(parameter, text);
    const [, name = parameter, end] = /^(.*)\.(from|to)$/.exec(parameter) ?? [];
    if (end === undefined) equals.set(name, filterValue(dataset, spec, parameter, text));
    else {
      const key = rangeEnd(dataset, spec, parameter, name, text);
      ranges.set(name, { ...(ranges.get(name) ?? { from: '', to: '' }), [end]: key });
    }
  }
  for (const [name, { from, to }] of ranges) {
    if (from === '' || to === '' || from <= `${to}\u{10FFFF}`) continue;
    const message = `${name}.from 比 ${name}.to 还大，什么也找不到。`;
    throw new ListingRefused('bad-value', `${name}.from`, message, '请对调两个值。');
  }
  return { words: words(spec, q), equals, ranges, ...orderOf(spec, sort) };
}

/** Whether a parameter says something of a dataset's records, rightly or not; what others add to an address (`from=singlemessage`) does not. */
export function isAboutRecords({ fields }: DatasetSchema, parameter: string): boolean {
  if (parameter === 'q' || parameter === 'sort') return true;
  return fields.some(({ name }) => [name, `${name}.from`, `${name}.to`].includes(parameter));
}

/** @returns the same text for the same question, whatever the order in which it was written */
export function questionText(dataset: DatasetSchema, question: ListQuestion): string {
  const { words: asked, equals, ranges, ordering, backwards } = question;
  const order = listSpecOf(dataset).orders[ordering]?.field?.name ?? '';
  const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([dataset.name, [...asked].sort(), sorted(equals), sorted(ranges), order, backwards]);
}

/** The fields whose values can be bounded: those that the listing can be sorted by, other than texts. */
export function rangeFields({ orders }: ListSpec): readonly FieldSchema[] {
  return orders.flatMap(({ field }) => (field && hasRange(field) ? [field] : []));
}

function words({ words: fields }: ListSpec, q: string | undefined): readonly string[] {
  if (q === undefined) return [];
  refuseEmpty('q', q);
  if (fields.length === 0)
    throw new ListingRefused('not-listed', 'q', '这个数据集不能按字词查找。', '请去掉 q，或者改用筛选。');
  const asked = wordsAsked(q);
  if (asked.length === 0)
    throw new ListingRefused('no-effect', 'q', 'q 里没有可以查找的字词。', '请写汉字、字母或者数字。');
  if (q.length <= longestQuery && asked.length <= mostWords) return asked;
  const message = `q 最多 ${longestQuery} 个字符、${mostWords} 个词。`;
  throw new ListingRefused('bad-value', 'q', message, '请少写几个词。');
}

function orderOf({ orders }: ListSpec, sort: string | undefined): Pick<ListQuestion, 'ordering' | 'backwards'> {
  if (sort === undefined) return { ordering: 0, backwards: orders[0].isUsuallyBackwards };
  refuseEmpty('sort', sort);
  const name = sort.replace(/^-/, '');
  const ordering = orders.findIndex(({ field }) => field?.name === name);
  if (ordering >= 0) return { ordering, backwards: sort.startsWith('-') };
  const names = orders.flatMap(({ field }) => field?.name ?? []);
  const remedy = names.length > 0 ? `可以按这些字段排序：${names.join('、')}；前面加减号是倒序。` : '请去掉 sort。';
  throw new ListingRefused('not-listed', 'sort', `不能按“${clip(name)}”排序。`, remedy);
}

function filterValue(dataset: DatasetSchema, spec: ListSpec, parameter: string, text: string): string {
  const field = spec.filters.find(({ name }) => name === parameter);
  if (!field) throw notListed(dataset, spec, parameter, parameter);
  const { constraints, type } = field;
  if (constraints.enum && !constraints.enum.includes(text)) {
    const remedy = `可以是：${constraints.enum.join('、')}。`;
    throw new ListingRefused('bad-value', parameter, `${field.title}没有“${clip(text)}”这个值。`, remedy);
  }
  const isNumber = type === 'integer' || type === 'number' || type === 'year';
  if (isNumber && !/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) throw badValue(field, parameter, text, '请写一个数。');
  if (text.length > longestValue || /\p{Cc}/u.test(text))
    throw badValue(field, parameter, text, '请照记录里的写法写。');
  return text;
}

function rangeEnd(dataset: DatasetSchema, spec: ListSpec, parameter: string, name: string, text: string): string {
  const field = rangeFields(spec).find((one) => one.name === name);
  if (!field) throw notListed(dataset, spec, parameter, name);
  const { type } = field;
  if (type === 'date' || type === 'datetime') {
    const part = /^\d{4}(-(0[1-9]|1[0-2]))?$/.test(text);
    if (part) return text;
    if (temporalComplaint(text, type === 'date' ? 'day' : 'day-or-time') === null) return sortKey(field, text);
    throw badValue(field, parameter, text, '请写成 2016、2016-08 或 2016-08-04。');
  }
  if (!/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) throw badValue(field, parameter, text, '请写一个数。');
  return sortKey(field, text);
}

function notListed(dataset: DatasetSchema, spec: ListSpec, parameter: string, name: string): ListingRefused {
  const isRange = parameter !== name;
  const known = isRange
    ? rangeFields(spec).flatMap((field) => [`${field.name}.from`, `${field.name}.to`])
    : spec.filters.map((field) => field.name);
  const ways = known.length > 0 ? `可用的有：${known.join('、')}。` : '这个数据集没有这种条件。';
  const field = dataset.fields.find((one) => one.name === name);
  if (field) {
    const message = `${field.title}（${name}）不能用来${isRange ? '限定范围' : '筛选'}。`;
    return new ListingRefused('not-listed', parameter, message, ways);
  }
  const near = nearest(parameter, ['q', 'sort', 'fields', 'cursor', 'limit', ...known]);
  const remedy = near !== null ? `您是不是要找 ${near}？` : ways;
  return new ListingRefused('unknown-parameter', parameter, '没有这个参数。', remedy);
}

function badValue({ title }: FieldSchema, parameter: string, text: string, remedy: string): ListingRefused {
  return new ListingRefused('bad-value', parameter, `“${clip(text)}”不是${title}的值。`, remedy);
}

/** @throws ListingRefused: what is given and empty would change nothing, and may have been meant */
function refuseEmpty(parameter: string, text: string): void {
  if (text !== '') return;
  throw new ListingRefused('no-effect', parameter, `${parameter} 是空的，不起作用。`, '请填上值，或者去掉它。');
}

function clip(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}…` : text;
}
