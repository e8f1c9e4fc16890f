import type { ReleasePlan } from '../../domain/disclosure/release.js';
import type { InForce } from '../../domain/disclosure/stores.js';

/**
 * Whether the version in force says what the new values say. A column that one of the two does not have counts as empty,
 * so that a schema which grows changes no record by itself.
 */
export function sameFacts(
  before: Pick<InForce, 'columns' | 'values' | 'sample'>,
  plan: Pick<ReleasePlan, 'columns' | 'sample'>,
  values: string,
): boolean {
  if (before.sample !== plan.sample) return false;
  if (sameNames(before.columns, plan.columns)) return before.values === values;
  const old = named(before.columns, before.values);
  const now = named(plan.columns, values);
  const names = new Set([...old.keys(), ...now.keys()]);
  return [...names].every((name) => (old.get(name) ?? '') === (now.get(name) ?? ''));
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, place) => name === other[place]);
}

function named(columns: readonly string[], values: string): Map<string, string> {
  const texts = JSON.parse(values) as readonly string[];
  return new Map(columns.map((name, place) => [name, texts[place] ?? '']));
}
