/** @returns a heading as it is looked up: in compatible forms (NFKC), without blanks around it */
export function plainHeading(heading: string): string {
  return heading.normalize('NFKC').trim();
}

/**
 * Finds the column that a heading means, by its name in the schema or its Chinese title.
 * @returns for a heading, the index of its column; undefined when it means none
 * @example
 * const indexOf = columnFinder([{ name: 'vin', title: '车架号' }]);
 * indexOf('车架号'); // 0
 * indexOf(' VIN'); // 0: blanks around it, full-width letters and capitals make no difference
 */
export function columnFinder(
  columns: readonly { readonly name: string; readonly title: string }[],
): (heading: string) => number | undefined {
  const indexes = new Map<string, number>();
  for (const [index, { name, title }] of columns.entries()) indexes.set(name, index).set(title, index);
  return (heading) => {
    const index = indexes.get(heading);
    if (index !== undefined) return index;
    const plain = plainHeading(heading);
    return indexes.get(plain) ?? indexes.get(plain.toLowerCase());
  };
}
