import { formatProblem, type Problem } from '../authored/problem.js';
import { CodedError } from '../domain/errors/errors.js';

/** All problems of the content at once; the service does not start on them. */
export class ContentRefused extends CodedError {
  readonly code = 'content-refused';
  constructor(readonly problems: readonly Problem[]) {
    super(`${problems.length} problem(s) in the content:\n${problems.map(formatProblem).join('\n')}`);
  }
}
