import { userInfo } from 'node:os';
import { personGiven, TermRefused } from '../disclosure/publishing/given-terms.js';
import type { GivenTerms } from '../disclosure/publishing/release-terms.js';
import { visibleText } from '../domain/language/visible-text.js';
import { UsageError } from './explain.js';

/** The options in which a command is told on what terms to publish. */
export interface TermFlags {
  readonly by?: string;
  readonly approvedBy?: string;
  readonly draft?: boolean;
  readonly reason?: string;
  readonly legalBasis?: string;
  readonly source?: string;
}

/** @throws UsageError when nobody can be named who makes the release */
export function givenTerms({ by, approvedBy, draft, reason, legalBasis, source }: TermFlags): GivenTerms {
  return { madeBy: by ?? operator('--by'), approvedBy, draft, reason, legalBasis, source };
}

/**
 * Who works here: releases are made and approved in their name.
 * @param option which says it for one command
 * @throws UsageError when nobody can be named
 */
export function operator(option: '--by' | '--approved-by'): string {
  const { YIBO_OPERATOR } = process.env;
  if (YIBO_OPERATOR) return operatorSet(YIBO_OPERATOR);
  const name = visibleText(loginName());
  if (name !== '') return name;
  throw new UsageError(
    `this user has no name on this machine. Say who it is with ${option} NAME, or set YIBO_OPERATOR.`,
  );
}

/**
 * @param by as it was typed behind `--by`; absent: whoever is logged in
 * @throws UsageError where nobody is named
 */
export function doneBy(by: string | undefined): string {
  if (by === undefined) return operator('--by');
  const name = visibleText(by);
  if (name === '') throw new UsageError('--by names nobody. Write who it is, or leave it out.');
  notLonger('--by', name, mostName);
  return name;
}

/** How long the name of somebody may be. */
export const mostName = 200;

/** @throws UsageError for words that nobody would read, or could be told */
export function notLonger(option: string, words: string, most: number): void {
  const { length } = [...words];
  if (length > most) throw new UsageError(`${option} has ${length} characters: at most ${most}.`);
}

function operatorSet(name: string): string {
  try {
    return personGiven('madeBy', name);
  } catch (error) {
    throw error instanceof TermRefused ? new UsageError(`YIBO_OPERATOR ${error.problem}`) : error;
  }
}

/** A container may run under a number that no user has. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
