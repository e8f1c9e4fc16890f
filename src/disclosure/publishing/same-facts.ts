import { factsOf } from '../../domain/disclosure/facts.js';
import type { ReleasePlan } from '../../domain/disclosure/release.js';
import type { InForce } from '../../domain/disclosure/stores.js';
import { chanceColumn } from '../../schemas/appeal-period.js';

/**
 * Whether the version in force says what the new values say. A column that one of the two does not have counts as empty,
 * so that a schema which grows changes no record by itself. Chance beside what waits says nothing.
 */
export function sameFacts(
  before: Pick<InForce, 'columns' | 'values' | 'sample'>,
  plan: Pick<ReleasePlan, 'columns' | 'sample'>,
  values: string,
): boolean {
  if (before.sample !== plan.sample) return false;
  if (sameNames(before.columns, plan.columns) && plan.columns.at(-1) !== chanceColumn)
    return before.values === values || composed(before.values) === values;
  const old = factsOf(before.columns, before.values);
  const now = factsOf(plan.columns, values);
  const names = new Set([...before.columns, ...plan.columns]);
  names.delete(chanceColumn);
  return [...names].every((name) => composed(old[name] ?? '') === composed(now[name] ?? ''));
}

/** Accents in two pieces were once published as they stood; composed, they say the same. */
function composed(text: string): string {
  return text.normalize('NFC');
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, place) => name === other[place]);
}
