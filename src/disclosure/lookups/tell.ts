import type { Answers } from '../../domain/conversation/answers.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import { localTime } from '../../domain/time/zone.js';
import type { Finding } from './ask.js';
import type { Fact } from './fact.js';
import { sayGone } from './gone.js';
import type { Lookup, SaidInPieces } from './lookup.js';
import { sampleMark } from './say-fact.js';
import type { Setting } from './setting.js';

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

/**
 * The same for the ear, in pieces where the lookup has too much to listen to at once.
 * @param piece which, from 0
 */
export function sentencesForEar(
  lookup: Lookup,
  finding: Extract<Finding, { kind: 'told' | 'gone' }>,
  answers: Answers,
  at: number,
  piece: number,
): SaidInPieces {
  if (finding.kind === 'gone' || !lookup.sayForEar)
    return { said: sentencesOf(lookup, finding, answers, at), hasMore: false };
  const { record, facts } = finding;
  return lookup.sayForEar(facts, { mark: sampleMark(record), year: localTime(at).day.slice(0, 4) }, piece);
}

/**
 * Puts into sentences what was asked of a record that was told before: which record it is, then what it says of that.
 * @param say puts the facts that were asked for into sentences
 */
export function sayOfRecord(
  { record, facts }: Extract<Finding, { kind: 'told' }>,
  at: number,
  say: (facts: readonly Fact[], setting: Setting) => readonly Sentence[],
): readonly Sentence[] {
  const mark = sampleMark(record);
  return [
    sentence('record.of', { code: record.id, mark }),
    ...say(facts, { mark, year: localTime(at).day.slice(0, 4) }),
  ];
}
