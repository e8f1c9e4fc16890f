import { basename } from 'node:path';
import type { ImportReport } from '../importing/import-file.js';
import { kindsTable, mostShown, problemsTable } from './import-problems.js';
import { readingLines } from './import-reading.js';
import { shownSafely } from './screen.js';

interface Told {
  readonly dryRun?: boolean;
  readonly keepGood?: boolean;
  /** All of it as one object, for programs. */
  readonly json?: boolean;
  /** Whether the rows were compared with a database: a dry run makes none. */
  readonly isCompared?: boolean;
}

/**
 * Tells what became of a file: how it was read and the summary on stdout, warnings and problems as tables on stderr.
 * @returns the exit code: 0 when the file was taken, or found good in a dry run; 1 when it was refused
 */
export function tellImport(report: ImportReport, told: Told): number {
  if (told.json) {
    process.stdout.write(`${JSON.stringify({ ...report, dryRun: told.dryRun === true })}\n`);
    return report.taken ? 0 : 1;
  }
  const name = shownSafely(basename(report.file));
  for (const line of readingLines(name, report)) process.stdout.write(`${line}\n`);
  tellProblems(name, report, told);
  const { added, changed, unchanged, refused, withheld, superseded } = report;
  const counts = [`${added} new`, `${changed} changed`, `${unchanged} unchanged`, `${refused} refused`];
  if (withheld > 0) counts.push(`${withheld} withheld`);
  if (superseded > 0) counts.push(`${superseded} not taken`);
  process.stdout.write(`${report.dataset}: ${counts.join(', ')}${outcome(report, told)}\n`);
  if (told.isCompared === false) process.stdout.write('There is no database yet: nothing was compared.\n');
  if (superseded > 0) process.stdout.write(supersededLine(report));
  if (report.rejects !== null) {
    process.stdout.write(`The refused rows are in ${report.rejects}: mend them there and import that file.\n`);
  }
  return report.taken ? 0 : 1;
}

function tellProblems(name: string, report: ImportReport, { keepGood }: Told): void {
  const { warnings, warningCount, warningKinds, problems, problemCount, problemKinds } = report;
  const { format, rejects } = report;
  const say = (text: string) => process.stderr.write(text);
  if (warningCount > 0) say(problemsTable(name, 'warning', { found: warnings, count: warningCount, format }));
  if (warningCount > mostShown) say(kindsTable(warningKinds, format));
  if (problemCount === 0) return;
  say(problemsTable(name, 'problem', { found: problems, count: problemCount, format }));
  if (problemCount > mostShown) say(kindsTable(problemKinds, format));
  if (problemCount > 1 && rejects === null && !keepGood && report.refused > 0) {
    say('For every refused row with its reasons, name a file for them with --rejects.\n');
  }
}

function supersededLine({ dataset, superseded }: ImportReport): string {
  const rows = superseded === 1 ? '1 row was' : `${superseded} rows were`;
  const why = `what a correction replaced (see yibo history ${dataset} ID)`;
  return `${rows} not taken, since the file says ${why}. To undo a correction, use yibo correct.\n`;
}

function outcome(report: ImportReport, { dryRun, keepGood }: Told): string {
  const good = report.rows - report.refused;
  if (dryRun && !report.usable) return ' (dry run: the file cannot be taken; nothing was written)';
  if (dryRun) return ` (dry run: ${good} of ${report.rows} rows are good; nothing was written)`;
  if (!report.taken) {
    return report.usable && good > 0 && !keepGood
      ? `; nothing was published. Mend the rows above, or take the good ones (${good}) with --keep-good`
      : '; nothing was published';
  }
  const { release } = report;
  if (!release) return '; nothing new to publish';
  return release.position === null
    ? `; draft ${release.no} is waiting: somebody else publishes it with yibo publish ${release.no} --approved-by NAME`
    : `; published as release ${release.no}, number ${release.position} of the chain`;
}
