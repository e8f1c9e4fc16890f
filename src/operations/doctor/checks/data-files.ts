import { formatProblem, type Problem } from '../../../authored/problem.js';
import { found, good, problem, wordsOf } from '../finding.js';
import type { Check, DataFiles } from '../subject.js';

/** @returns a check that reads files as the service does when it starts */
export function dataFilesCheck({ name, folder, read }: DataFiles): Check {
  return {
    name,
    async look() {
      try {
        const { zh, en } = await read();
        return good(zh, en);
      } catch (error) {
        const details = problemsOf(error)?.map(formatProblem) ?? wordsOf(error).split('\n');
        return found([problem('files-refused', {}, { where: folder, details })]);
      }
    },
  };
}

/** What reads files gathers all that is wrong with them. */
function problemsOf(error: unknown): readonly Problem[] | null {
  const isGathered = error instanceof Error && 'problems' in error && Array.isArray(error.problems);
  return isGathered ? (error.problems as readonly Problem[]) : null;
}
