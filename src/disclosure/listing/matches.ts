import type { DatasetSchema } from '../../schemas/schema.js';
import { listSpecOf } from './list-spec.js';
import { wordsIn } from './list-words.js';
import type { ListQuestion } from './question.js';
import { sortKey } from './sort-key.js';

/** Whatever begins with a key stands before this behind it. */
export const afterAll = '\u{10FFFF}';

/**
 * Makes a function that tells whether a record is what a question asks for: by what is public of it, whichever list it was found in.
 */
export function matcherOf(
  dataset: DatasetSchema,
  { words, equals, ranges }: ListQuestion,
): (fields: Readonly<Record<string, string>>) => boolean {
  const bounds = [...ranges].flatMap(([name, range]) => {
    const field = dataset.fields.find((one) => one.name === name);
    return field ? [{ field, ...range }] : [];
  });
  const lookedIn = listSpecOf(dataset).words;
  return (fields) => {
    for (const [name, value] of equals) if (fields[name] !== value) return false;
    for (const { field, from, to } of bounds) {
      const key = sortKey(field, fields[field.name] ?? '');
      if (key === '' || key < from || (to !== '' && key >= to + afterAll)) return false;
    }
    if (words.length === 0) return true;
    const known = lookedIn.flatMap(({ name }) => wordsIn(fields[name] ?? ''));
    return words.every((word) => known.some((one) => one.startsWith(word)));
  };
}
