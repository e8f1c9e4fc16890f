import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { localTime } from '../../domain/time/zone.js';

/**
 * One thing the public may know (事实). Whatever says something about a record says facts: the telephone, chat and the
 * API are given the same ones, and each only chooses how they sound or look.
 */
export interface Fact {
  /** What it is called, in Chinese: 品牌型号. */
  readonly label: string;
  /** The database's own text, or a word of the official vocabulary: 已放行. A time is told as its day. */
  readonly value: string;
  /** What the value is counted in, such as `%`; it follows the value directly. */
  readonly unit?: string;
}

/** How a field becomes a fact. */
export interface Telling {
  readonly label: string;
  readonly unit?: string;
  /** The field holds a day, or a time of which the day is told. */
  readonly isDay?: boolean;
}

export function field(record: DisclosureRecord, name: string): string {
  return record.fields[name] ?? '';
}

/** @returns the fields that have a value, each as a fact, in the order given */
export function factsOf(record: DisclosureRecord, tellings: Readonly<Record<string, Telling>>): readonly Fact[] {
  return Object.entries(tellings).flatMap(([name, { label, unit, isDay = false }]) => {
    const text = field(record, name);
    if (text === '') return [];
    return [{ label, value: isDay ? dayOf(text) : text, ...(unit !== undefined && { unit }) }];
  });
}

/** @returns the value of the fact with this label; empty when there is none */
export function factValue(facts: readonly Fact[], label: string): string {
  return facts.find((fact) => fact.label === label)?.value ?? '';
}

/** @param text `2016-08-02`, or a time with its offset @returns the day in Asia/Shanghai */
export function dayOf(text: string): string {
  const at = text.length > 10 ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? text : localTime(at).day;
}
