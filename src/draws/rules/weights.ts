import { RuleFault } from './strata.js';

/** How often an object stands in the urn: a table for each fact of it, multiplied, such as risk × credit. */
export interface WeightRule {
  /** `risk*credit`: the names of facts of a row; without, nothing is weighted. */
  readonly weight?: string;
  readonly [fact: string]: unknown;
}

/**
 * @returns the weight of a row by a rule; null where the rule has none
 * @throws RuleFault where the rule has no number for what the row says
 * @example weightOf({ weight: 'risk*credit', risk: { 高: 3 }, credit: { D: 4 } }, { id: 'TJC0004', risk: '高', credit: 'D' }) // 12
 */
export function weightOf(rule: WeightRule, row: Readonly<Record<string, unknown>>): number | null {
  if (rule.weight === undefined) return null;
  const weight = rule.weight.split('*').reduce((product, written) => {
    const fact = written.trim();
    const table = ownOf(rule, fact);
    const value = String(ownOf(row, fact));
    const factor = Array.isArray(table) ? undefined : ownOf(table, value);
    if (typeof factor !== 'number' || !Number.isSafeInteger(factor) || factor < 0) {
      throw new RuleFault(`the rule has no weight for ${fact} "${value}" of ${String(row.id)}`);
    }
    return product * factor;
  }, 1);
  if (weight > mostWeight) throw new RuleFault(`${String(row.id)} has weight ${weight}; the most is ${mostWeight}`);
  return weight;
}

/** What stands in a table itself under a name: every object has a `constructor` besides. */
function ownOf(table: unknown, name: string): unknown {
  if (typeof table !== 'object' || table === null || !Object.hasOwn(table, name)) return undefined;
  return (table as Readonly<Record<string, unknown>>)[name];
}

/** Each unit of weight is a ticket: more would make one object cost more than a register. */
const mostWeight = 10_000;
