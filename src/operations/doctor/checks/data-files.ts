import { formatProblem, type Problem } from '../../../authored/problem.js';
import { failure, good, wordsOf } from '../finding.js';
import type { Check, DataFiles } from '../subject.js';

/** @returns a check that reads files as the service does when it starts */
export function dataFilesCheck({ name, read }: DataFiles): Check {
  return {
    name,
    async look() {
      try {
        return good(await read());
      } catch (error) {
        const problems = problemsOf(error);
        return problems ? failure(...problems.map(formatProblem)) : failure(wordsOf(error));
      }
    },
  };
}

/** What reads files gathers all that is wrong with them. */
function problemsOf(error: unknown): readonly Problem[] | null {
  const isGathered = error instanceof Error && 'problems' in error && Array.isArray(error.problems);
  return isGathered ? (error.problems as readonly Problem[]) : null;
}
