import { CodedError } from '../../domain/errors/errors.js';
import { visibleText } from '../../domain/language/visible-text.js';

/** The terms of a release that somebody gives in words. */
export type GivenTerm = 'madeBy' | 'approvedBy' | 'reason' | 'legalBasis' | 'source';

/** In characters. What is longer was pasted by mistake, and would stand in the public record for ever. */
const longest = { name: 200, text: 2_000 };

/** A name or a text that cannot stand in the public record; the message is for who gave it. */
export class TermRefused extends CodedError {
  /**
   * @param problem such as `is empty. Write the name of a person.`: a face sets before it what the term is called there
   */
  constructor(
    readonly code: 'term-empty' | 'term-invisible' | 'term-too-long',
    readonly term: GivenTerm,
    readonly problem: string,
  ) {
    super(`${term} ${problem}`);
  }
}

/**
 * Takes the name of a person, in which a release is made or approved.
 * @returns what can be seen of it
 * @throws TermRefused when that is nothing, or more than 200 characters
 * @example personGiven('madeBy', ' 王\u200b敏 ') // '王敏'
 */
export function personGiven(term: 'madeBy' | 'approvedBy', text: string): string {
  return seen(term, text, longest.name, 'Write the name of a person.');
}

/**
 * Takes what stands in the public record in words: a reason, a legal basis, a source.
 * @returns what can be seen of it
 * @throws TermRefused when that is nothing, or more than 2,000 characters
 * @example wordsGiven('reason', '\u200b') // refused: it holds nothing that can be seen
 */
export function wordsGiven(term: 'reason' | 'legalBasis' | 'source', text: string): string {
  return seen(term, text, longest.text, 'Write it in words: it stands in the public record.');
}

function seen(term: GivenTerm, text: string, most: number, remedy: string): string {
  const visible = visibleText(text);
  if (text === '') throw new TermRefused('term-empty', term, `is empty. ${remedy}`);
  if (visible === '') throw new TermRefused('term-invisible', term, `holds nothing that can be seen. ${remedy}`);
  const { length } = [...visible];
  if (length <= most) return visible;
  throw new TermRefused('term-too-long', term, `has ${length} characters, and may have ${most}. Shorten it.`);
}
