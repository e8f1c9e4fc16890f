import type { ContentDocument } from '../authored/document.js';
import { contradiction, type DatePattern, datePattern } from './date-pattern.js';
import type { SchemaFile } from './schema-shape.js';

const isDate = ({ type }: SchemaFile['fields'][number]) => type === 'date' || type === 'datetime';

/** Notes rules for dates that cannot be followed, that contradict each other, or that are for no field. */
export function checkDates({ fields, yibo }: SchemaFile, document: ContentDocument): void {
  checkPatterns(yibo.dates, ['yibo', 'dates'], document);
  if (yibo.dates.length > 0 && !fields.some(isDate)) {
    document.refuse(['yibo', 'dates'], 'means nothing without a field of type "date" or "datetime". Remove it.');
  }
  for (const [place, field] of fields.entries()) {
    const own = field['yibo:dates'];
    const at = ['fields', place, 'yibo:dates'];
    if (own && !isDate(field)) {
      document.refuse(at, `means nothing for the type "${field.type}": it is for "date" and "datetime". Remove it.`);
    } else if (own) checkPatterns(own, at, document);
  }
}

function checkPatterns(texts: readonly string[], at: readonly (string | number)[], document: ContentDocument): void {
  const patterns: DatePattern[] = [];
  for (const [place, text] of texts.entries()) {
    const pattern = datePattern(text);
    if (typeof pattern === 'string') {
      document.refuse([...at, place], `"${text}" ${pattern}. Write it like "YYYY/M/D".`);
    } else patterns.push(pattern);
  }
  const found = contradiction(patterns);
  if (!found) return;
  const [one, other] = found.patterns;
  document.refuse(at, `"${one}" and "${other}" read "${found.text}" as different days. Keep the one that is meant.`);
}
