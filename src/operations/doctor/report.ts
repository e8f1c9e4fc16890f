import type { Mark } from './finding.js';
import type { Checked } from './look-over.js';

const signs: Readonly<Record<Mark, string>> = { good: '✓', warning: '!', failure: '✗', skipped: '-' };
const nameWidth = 12;

/** @returns a line; one more for each problem when there are several */
export function reportLine({ check, mark, summary, problems }: Checked): string {
  const begin = `${signs[mark]} ${check.padEnd(nameWidth)} `;
  if (problems.length === 0) return begin + summary;
  if (problems.length === 1) return begin + indented(problems[0] ?? '');
  return [begin + summary, ...problems.map((problem) => ' '.repeat(begin.length) + indented(problem))].join('\n');
}

function indented(problem: string): string {
  return problem.replaceAll('\n', `\n${' '.repeat(nameWidth + 3)}`);
}

/** @returns `All is well.`, or how much is not */
export function closingLine(checked: readonly Checked[]): string {
  const failures = countOf(checked, 'failure');
  const warnings = countOf(checked, 'warning');
  if (failures + warnings === 0) return 'All is well.';
  const told = [`${failures} to mend (✗)`, `${warnings} to look at (!)`];
  return `${told.filter((text) => !text.startsWith('0 ')).join(', ')}.`;
}

export function isWell(checked: readonly Checked[]): boolean {
  return countOf(checked, 'failure') === 0;
}

/** For machines: the same, as JSON. */
export function reportJson(checked: readonly Checked[]): string {
  return JSON.stringify({ ok: isWell(checked), checks: checked }, null, 2);
}

function countOf(checked: readonly Checked[], mark: Mark): number {
  return checked.filter((one) => one.mark === mark).length;
}
