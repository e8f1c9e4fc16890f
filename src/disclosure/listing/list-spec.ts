import type { ListEntry } from '../../domain/listings/stores.js';
import type { DatasetSchema, FieldSchema } from '../../schemas/schema.js';
import { wordsIn } from './list-words.js';
import { sortKey } from './sort-key.js';

/** An order in which a listing can be read; without a field, by id alone. */
export interface ListOrder {
  readonly field: FieldSchema | null;
  /** Whether it is usually read from its end, such as days: the newest first. */
  readonly isUsuallyBackwards: boolean;
}

/** By what a dataset is listed, as its schema says. */
export interface ListSpec {
  readonly orders: readonly [ListOrder, ...ListOrder[]];
  readonly filters: readonly FieldSchema[];
  /** Fields in which words are looked for. */
  readonly words: readonly FieldSchema[];
  /** The same text for what is listed in the same way: an index under another is another. */
  readonly text: string;
}

const known = new WeakMap<DatasetSchema, ListSpec>();
/** Counts up when what is kept for a record changes with the code: all is listed anew then. */
const edition = 3;
/** Editions that answer meanwhile: what they lack is made good by walking. */
const readable: readonly number[] = [2, edition];

export function listSpecOf(dataset: DatasetSchema): ListSpec {
  const made = known.get(dataset) ?? makeSpec(dataset);
  known.set(dataset, made);
  return made;
}

function makeSpec({ list, fields }: DatasetSchema): ListSpec {
  const named = (name: string) => fields.filter((field) => field.name === name);
  const [first, ...rest] = (list?.orders ?? []).flatMap((order): ListOrder[] =>
    named(order.replace(/^-/, '')).map((field) => ({ field, isUsuallyBackwards: order.startsWith('-') })),
  );
  const orders = [first ?? { field: null, isUsuallyBackwards: false }, ...rest] as const;
  const filters = (list?.filters ?? []).flatMap(named);
  const words = (list?.words ?? []).flatMap(named);
  return { orders, filters, words, text: JSON.stringify(specParts({ orders, filters, words })) };
}

function specParts({ orders, filters, words }: Omit<ListSpec, 'text'>) {
  const inOrder = orders.map(({ field }) => field && ([field.name, field.type] as const));
  return [edition, inOrder, filters.map(({ name }) => name), words.map(({ name }) => name)] as const;
}

/**
 * Finds out whether an index that was made by another spec can answer meanwhile.
 * @param text the other spec
 * @returns the number that an order of this spec has in the other; null when it lacks the order, or a field that is asked by
 */
export function orderingIn(
  text: string,
  spec: ListSpec,
  asked: { readonly ordering: number; readonly filters: readonly string[]; readonly words: boolean },
): number | null {
  const other = JSON.parse(text) as ReturnType<typeof specParts>;
  const own = specParts(spec);
  const ordering = other[1].findIndex((one) => JSON.stringify(one) === JSON.stringify(own[1][asked.ordering]));
  const hasFilters = asked.filters.every((name) => other[2].includes(name));
  const hasWords = !asked.words || JSON.stringify(other[3]) === JSON.stringify(own[3]);
  return readable.includes(other[0]) && ordering >= 0 && hasFilters && hasWords ? ordering : null;
}

/**
 * @param fields what a version holds, by the names of its columns
 * @returns a record's place in every list that it belongs to
 * @example
 * // by day, with a filter for the result
 * entriesOf(spec, 'GAC-2016-012/1', { inspected_on: '2016-08-04', result: '合格' })
 * // [{ ordering: 0, field: '', value: '', key: '2016-08-04', id }, { ordering: 0, field: 'result', value: '合格', key: '2016-08-04', id }]
 */
export function entriesOf(spec: ListSpec, id: string, fields: Readonly<Record<string, string>>): readonly ListEntry[] {
  const found: { field: string; value: string; words?: readonly string[] }[] = [{ field: '', value: '' }];
  for (const { name } of new Set([...spec.filters, ...spec.words])) {
    const value = fields[name] ?? '';
    if (value === '') continue;
    const isLookedIn = spec.words.some((field) => field.name === name);
    found.push({ field: name, value, ...(isLookedIn && { words: wordsIn(value) }) });
  }
  return spec.orders.flatMap(({ field }, ordering) => {
    const key = field ? sortKey(field, fields[field.name] ?? '') : '';
    const months = ordering === 0 ? monthsOf(spec, fields) : [];
    return [...found, ...months].map((list) => ({ ordering, ...list, key, id }));
  });
}

/** A day that a listing is sorted by is counted by its month, too; no field has such a name. @example monthField('inspected_on') // 'inspected_on (month)' */
export function monthField(name: string): string {
  return `${name} (month)`;
}

function monthsOf({ orders }: ListSpec, fields: Readonly<Record<string, string>>) {
  return orders.flatMap(({ field }) => {
    const key =
      field && (field.type === 'date' || field.type === 'datetime') ? sortKey(field, fields[field.name] ?? '') : '';
    return field && key !== '' ? [{ field: monthField(field.name), value: key.slice(0, 7) }] : [];
  });
}
