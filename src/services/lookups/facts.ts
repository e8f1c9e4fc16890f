import { type PhraseKey, type Sentence, sentence } from '../../domain/phrases.js';
import type { DisclosureRecord } from '../../domain/ports.js';

/** 示例, wherever a made-up record is shown. */
export function sampleMark(record: DisclosureRecord): Sentence | '' {
  return record.sample ? sentence('sample.mark') : '';
}

/** The record's fields that have a value, each with its label, in the order given. */
export function facts(
  phrase: Extract<PhraseKey, 'car.fact' | 'wine.fact'>,
  record: DisclosureRecord,
  labels: Readonly<Record<string, string>>,
  units: Readonly<Record<string, string>> = {},
): readonly Sentence[] {
  return Object.entries(labels).flatMap(([field, label]) => {
    const value = record.fields[field];
    return value === undefined || value === ''
      ? []
      : [sentence(phrase, { label, value: value + (units[field] ?? '') })];
  });
}

export function field(record: DisclosureRecord, name: string): string {
  return record.fields[name] ?? '';
}
