import type { ImportReport } from '../importing/import-file.js';
import { formatRowProblem, type RowProblem } from '../importing/rows/row-problem.js';

interface Told {
  readonly dryRun?: boolean;
  readonly keepGood?: boolean;
}

/**
 * Tells what became of a file: problems and warnings on stderr, the summary on stdout.
 * @returns the exit code: 0 when the file was taken, or found good in a dry run; 1 when it was refused
 */
export function tellImport(report: ImportReport, told: Told): number {
  list(report, report.warnings, report.warningCount, '  (warning)', 'warnings');
  list(report, report.problems, report.problemCount, '', 'problems');
  const { added, changed, unchanged, refused, withheld, superseded } = report;
  const counts = [`${added} new`, `${changed} changed`, `${unchanged} unchanged`, `${refused} refused`];
  if (withheld > 0) counts.push(`${withheld} withheld`);
  if (superseded > 0) counts.push(`${superseded} not taken`);
  process.stdout.write(`${report.dataset}: ${counts.join(', ')}${outcome(report, told)}\n`);
  if (superseded > 0) process.stdout.write(supersededLine(report));
  if (report.rejects !== null) {
    process.stdout.write(`The refused rows are in ${report.rejects}: mend them there and import that file.\n`);
  }
  return report.taken ? 0 : 1;
}

function supersededLine({ dataset, superseded }: ImportReport): string {
  const rows = superseded === 1 ? '1 row was' : `${superseded} rows were`;
  const why = `what a correction replaced (see yibo history ${dataset} ID)`;
  return `${rows} not taken, since the file says ${why}. To undo a correction, use yibo correct.\n`;
}

function list(
  { file, format }: ImportReport,
  found: readonly RowProblem[],
  count: number,
  mark: string,
  many: string,
): void {
  for (const problem of found) process.stderr.write(`${formatRowProblem(file, problem, format)}${mark}\n`);
  if (count > found.length) process.stderr.write(`… and ${count - found.length} more ${many}\n`);
}

function outcome(report: ImportReport, { dryRun, keepGood }: Told): string {
  const good = report.rows - report.refused;
  if (dryRun) return ` (dry run: ${good} of ${report.rows} rows are good; nothing was written)`;
  if (!report.taken) {
    return good > 0 && !keepGood
      ? `; nothing was published. Mend the rows above, or take the good ones (${good}) with --keep-good`
      : '; nothing was published';
  }
  const { release } = report;
  if (!release) return '; nothing new to publish';
  return release.position === null
    ? `; draft ${release.no} is waiting: somebody else publishes it with yibo publish ${release.no} --approved-by NAME`
    : `; published as release ${release.no}, number ${release.position} of the chain`;
}
