import type { ContentDocument } from '../authored/document.js';
import { suggestion } from '../authored/problem.js';
import type { SchemaFile } from './schema-shape.js';

/** How many of each a dataset may have: each is kept in order for every record, times the number of orders. */
const most = { filters: 8, orders: 3, words: 3 } as const;

/** What stands in the address of a listing besides fields: no filter may have such a name. */
export const listingWords = ['q', 'sort', 'fields', 'cursor', 'limit', 'name'] as const;

/**
 * Notes what `yibo.list` asks for that cannot be kept in order.
 * @example
 * "list": { "filters": ["result", "office"], "orders": ["-inspected_on", "object_name"], "words": ["object_name"] }
 * // newest first unless asked otherwise; a minus stands before what is usually asked for from its end
 */
export function checkList({ yibo, fields: all }: SchemaFile, document: ContentDocument): void {
  const { list, access } = yibo;
  if (!list) return;
  const fields = new Map(all.map((field) => [field.name, field]));
  if (access !== 'open') {
    document.refuse(['yibo', 'list'], 'is for datasets that are open: single records are not listed. Remove it.');
  }
  for (const kind of ['filters', 'orders', 'words'] as const) {
    const names = list[kind].map((name) => (kind === 'orders' ? name.replace(/^-/, '') : name));
    if (names.length > most[kind]) {
      const message = `are ${names.length}, and each is kept in order for every record: at most ${most[kind]}. Remove some.`;
      document.refuse(['yibo', 'list', kind], message);
    }
    for (const [place, name] of names.entries()) {
      const complaint = complaintOf(kind, name, fields, names.indexOf(name) !== place);
      if (complaint !== null) document.refuse(['yibo', 'list', kind, place], complaint);
    }
  }
}

function complaintOf(
  kind: keyof typeof most,
  name: string,
  fields: ReadonlyMap<string, SchemaFile['fields'][number]>,
  isRepeated: boolean,
): string | null {
  const field = fields.get(name);
  if (!field) return `"${name}" is no field.${suggestion(name, fields.keys())}`;
  if (isRepeated) return `"${name}" stands here twice. Remove one.`;
  if (field.type === 'list') return `"${name}" is a list, which has no place in an order. Choose another field.`;
  if (kind === 'words' && field.type !== 'string')
    return `"${name}" is no text: nobody looks for words in it. Choose a field of type string.`;
  if (kind === 'filters' && (listingWords as readonly string[]).includes(name))
    return `"${name}" means something else in the address of a listing. Rename the field.`;
  return null;
}
