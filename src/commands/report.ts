import { once } from 'node:events';
import { type Command, Option } from 'commander';
import type { Content } from '../domain/content/content.js';
import { zonedText } from '../domain/time/zone.js';
import { NameTaken, writeFileWhole } from '../files/whole-file.js';
import { heatMap } from '../hotline/reports/heat-map.js';
import { type Period, type Report, reportOf } from '../hotline/reports/report.js';
import { contentAtHand } from './content-here.js';
import { dayNamed, pastDayNamed } from './day-named.js';
import { folderThere } from './folder-there.js';
import { lineNamed } from './line-named.js';
import { reportCsv, reportJson, reportTable } from './report-shown.js';
import { UsageError, withStore } from './with-store.js';

interface ReportFlags {
  readonly from?: string;
  readonly to?: string;
  readonly line?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
  readonly svg?: string;
}

/** Adds `yibo report`: the figures of the hotline, each with its definition. */
export function addReportCommand(program: Command): void {
  program
    .command('report')
    .description(
      'count calls, waits, talks, cases, calls back and ratings of some days; each figure says what it means',
    )
    .option('--from <day>', 'the first day, such as 2016-10-01; the same as the last when absent')
    .option('--to <day>', 'the last day; today when absent')
    .option('--line <line>', 'only a line: its name in lines.yaml, what callers hear, or its key')
    .addOption(new Option('--csv', 'for spreadsheets').conflicts('json'))
    .option('--json', 'for machines')
    .option('--svg <file>', 'also draw the calls by hour and day of the week, as a heat map, into a file')
    .action(async (flags: ReportFlags) => {
      const work = { mustExist: true, writes: flags.svg ?? null };
      process.exitCode = await withStore(
        'report',
        async (store, now) => {
          const content = await contentAtHand(store.contents, 'report');
          if (flags.svg !== undefined) folderThere('--svg', flags.svg);
          const report = await reportOf(store, periodOf(flags, content, now()));
          process.stdout.write(written(report, flags, content, now()));
          return flags.svg === undefined ? 0 : draw(report, flags.svg, titleOf(report, content));
        },
        work,
      );
    });
}

/** @throws UsageError */
function periodOf({ from, to, line }: ReportFlags, content: Content, now: number): Period {
  const { day: last } = dayNamed('--to', to, now);
  const { day: first } = pastDayNamed(from === undefined ? '--to' : '--from', from ?? last, now);
  if (first > last) throw new UsageError(`--from ${first} is after --to ${last}.`);
  return { from: first, to: last, line: line === undefined ? null : lineNamed(line, content).id };
}

function written(report: Report, { csv, json }: ReportFlags, content: Content, now: number): string {
  if (json) return `${JSON.stringify(reportJson(report, content, zonedText(now)), null, 2)}\n`;
  return csv ? reportCsv(report, content) : reportTable(report, content, titleOf(report, content));
}

function titleOf({ line }: Report, { lines }: Content): string {
  return line === null ? '热线' : (lines.get(line)?.name ?? line);
}

async function draw(report: Report, file: string, title: string): Promise<number> {
  try {
    await writeFileWhole(file, async (target) => {
      target.end(heatMap(report, title));
      await once(target, 'finish');
    });
    return 0;
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    process.stderr.write(`yibo report: ${error.message} Choose another name.\n`);
    return 1;
  }
}
