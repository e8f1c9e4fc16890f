import type { Words } from './catalogue/explained.js';
import { checksOf } from './checks.js';
import { type Finding, found, type Mark, markOf, type Problem, problem, wordsOf } from './finding.js';
import type { Check, Subject } from './subject.js';

/** What one check found, weighed for the installation it was found in. */
export interface Checked {
  readonly check: string;
  /** The worst of its problems. */
  readonly mark: Mark;
  readonly summary: Words;
  readonly problems: readonly WeighedProblem[];
}

export interface WeighedProblem extends Problem {
  readonly mark: 'failure' | 'warning';
}

/**
 * Looks an installation over, one check after the other. A check that fails by itself is a failure, and the next goes on.
 * @param isWanted which checks, by their names; all when absent
 */
export async function* lookOver(
  subject: Subject,
  isWanted: (check: string) => boolean = () => true,
): AsyncGenerator<Checked> {
  for (const check of checksOf(subject)) {
    if (isWanted(check.name)) yield weighed(check.name, await lookedAt(check, subject), subject.isProduction);
  }
}

async function lookedAt(check: Check, subject: Subject): Promise<Finding> {
  try {
    return await check.look(subject);
  } catch (error) {
    return found([problem('not-looked-at', { said: wordsOf(error) })]);
  }
}

/** What counts only in production is passed over elsewhere. */
function weighed(check: string, finding: Finding, isProduction: boolean): Checked {
  const { mark, summary } = finding;
  if (mark !== 'found') return { check, mark, summary, problems: [] };
  const problems = finding.problems.flatMap((one): WeighedProblem[] => {
    const weight = markOf(one.code, isProduction);
    return weight === null ? [] : [{ ...one, mark: weight }];
  });
  if (problems.length === 0 && finding.elsewhere) return weighed(check, finding.elsewhere, isProduction);
  const worst = problems.some((one) => one.mark === 'failure') ? 'failure' : 'warning';
  const count = problems.length;
  const counted = { zh: `${count} 处`, en: count === 1 ? '1 problem' : `${count} problems` };
  return { check, mark: worst, summary: counted, problems };
}
