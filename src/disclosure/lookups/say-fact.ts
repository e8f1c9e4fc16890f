import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { Fact } from './fact.js';

/** 示例, wherever a made-up record is told. */
export function sampleMark(record: DisclosureRecord): Sentence | '' {
  return record.sample ? sentence('sample.mark') : '';
}

/**
 * Says facts one after another, each with its label.
 * @param codes the labels of those that are read out digit by digit: numbers of things, not of how many
 */
export function sayFacts(facts: readonly Fact[], codes: readonly string[] = []): readonly Sentence[] {
  return facts.map(({ label, value, unit = '' }) =>
    sentence(codes.includes(label) ? 'fact.code' : 'fact', { label, value: value + unit }),
  );
}
