/**
 * Names the values of a version: a version holds its texts in the order of the columns of its release.
 * @param columns the names of the fields, as the release has them
 * @param values a JSON array of texts in that order; one that is missing counts as empty
 * @returns the texts by the names of their fields, in the order of the columns
 * @example factsOf(['vin', 'result'], '["JTEBU5JR6G5003291","合格"]') // { vin: 'JTEBU5JR6G5003291', result: '合格' }
 */
export function factsOf(columns: readonly string[], values: string): Record<string, string> {
  const texts = JSON.parse(values) as readonly string[];
  const facts: Record<string, string> = {};
  for (const [place, name] of columns.entries()) facts[name] = texts[place] ?? '';
  return facts;
}
