import { protocol } from '../chance/seed.js';
import { fails } from './verdict.js';

/** @returns the value, where it is an object */
export function objectOf(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fails(`${name} is no object`);
  return value as Record<string, unknown>;
}

/** @returns the value, where it is a list */
export function listOf(value: unknown, name: string): readonly unknown[] {
  return Array.isArray(value) ? value : fails(`${name} is no list`);
}

/** Whether a value is a text of a form. */
export function expectText(value: unknown, form: RegExp, name: string): void {
  if (typeof value !== 'string' || !form.test(value)) fails(`${name} is not written as it has to be`);
}

/** Whether a value is a whole number from 0 to 2^53-1. */
export function expectWhole(value: unknown, name: string): void {
  if (!Number.isSafeInteger(value) || (value as number) < 0) fails(`${name} is no whole number`);
}

/** Whether an object has these fields and no other. @param fields those with `?` may be missing */
export function expectFields(value: Record<string, unknown>, fields: readonly string[], name: string): void {
  const may = new Set(fields.map((field) => field.replace('?', '')));
  const extra = Object.keys(value).find((field) => !may.has(field));
  if (extra !== undefined) fails(`${name} has a field "${extra}" that ${protocol} does not have`);
  const missing = fields.find(
    (field) => !field.endsWith('?') && !Object.hasOwn(value, field) && !fields.includes(`${field}?`),
  );
  if (missing !== undefined) fails(`${name} has no field "${missing}"`);
}
