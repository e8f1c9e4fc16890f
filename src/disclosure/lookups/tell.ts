import type { Answers } from '../../domain/conversation/answers.js';
import type { Sentence } from '../../domain/language/phrases.js';
import { localTime } from '../../domain/time/zone.js';
import type { Finding } from './ask.js';
import { sayGone } from './gone.js';
import type { Lookup } from './lookup.js';
import { sampleMark } from './say-fact.js';

/**
 * Puts what was found into sentences: the one place where a fact gets its words. The telephone speaks them, chat writes them, the
 * API and pages show them.
 * @param answers what was asked with: of a record that is gone, only the number that was asked for is said again
 * @param at when they are said, in ms since 1970: days of another year are said with theirs
 */
export function sentencesOf(
  lookup: Lookup,
  finding: Extract<Finding, { kind: 'told' | 'gone' }>,
  answers: Answers,
  at: number,
): readonly Sentence[] {
  const { record, facts } = finding;
  const mark = sampleMark(record);
  if (finding.kind === 'gone') return sayGone(facts, answers[lookup.fields[0] ?? ''] ?? record.id, mark);
  return lookup.say(facts, { mark, year: localTime(at).day.slice(0, 4) });
}
