import { headingKey } from '../domain/values/heading.js';

/**
 * Finds the column that a heading means, by its name in the schema or its Chinese title.
 * @returns for a heading, the index of its column; undefined when it means none
 * @example
 * const indexOf = columnFinder([{ name: 'abv', title: '酒精度（vol）' }]);
 * indexOf('酒精度(vol)'); // 0: full-width signs, capitals and blanks make no difference, in the title as in the heading
 * indexOf(' ABV'); // 0
 */
export function columnFinder(
  columns: readonly { readonly name: string; readonly title: string }[],
): (heading: string) => number | undefined {
  const exact = new Map<string, number>();
  const alike = new Map<string, number>();
  for (const [index, { name, title }] of columns.entries()) {
    for (const one of [name, title]) {
      exact.set(one, index);
      if (!alike.has(headingKey(one))) alike.set(headingKey(one), index);
    }
  }
  return (heading) => exact.get(heading) ?? alike.get(headingKey(heading));
}
