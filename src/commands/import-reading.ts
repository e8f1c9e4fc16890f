import { quoted } from '../domain/values/complaint.js';
import type { ImportReport } from '../importing/import-file.js';
import { letters, tableOf } from './import-problems.js';

type Reading = NonNullable<ImportReport['reading']>;
type TableFormat = NonNullable<ImportReport['format']>;
type CountedLines = Reading['passedOver']['blank'];

const separators: Readonly<Record<string, string>> = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };
const mostRules = 20;
/** As long as a time with its offset. */
const mostOfValue = 25;

/**
 * Says how a file was read, so that whoever knows it can see whether that was right.
 * @returns nothing for a file in which no header was found
 * @example
 * cars.csv: CSV with commas, in GB18030 by the look of it ("丰田牌越野车" in line 2); header in line 1
 *   passed over: 2 blank rows (lines 5 and 9), 1 row of totals (line 120)
 *   read by a rule:
 *     column       rule      times  first in  as it stands  as it is read
 *     imported_on  YYYY/M/D  118    line 2    "2016/8/3"    "2016-08-03"
 */
export function readingLines(name: string, { reading, format }: ImportReport): readonly string[] {
  if (!reading || !format || (reading.headingLine === null && format !== 'jsonl')) return [];
  const header = reading.headingLine === null ? '' : `; header in ${rowWord(format)} ${reading.headingLine}`;
  return [
    `${name}: ${formatOf(format, reading)}${encodingOf(format, reading)}${header}`,
    ...details(format, reading).map((detail) => `  ${detail}`),
  ];
}

function formatOf(format: TableFormat, { delimiter, sheet, otherSheets }: Reading): string {
  if (format === 'jsonl') return 'JSON Lines';
  if (format === 'csv') return `CSV${delimiter === null ? '' : ` with ${separators[delimiter] ?? delimiter}`}`;
  const others = otherSheets.map((other) => quoted(other)).join(', ');
  return `XLSX, sheet ${quoted(sheet ?? '')}${others === '' ? '' : `, and not ${others}`}`;
}

function encodingOf(format: TableFormat, { encoding, encodingIs, encodingSample: sample }: Reading): string {
  if (format === 'xlsx') return '';
  const such = sample ? ` (${quoted(sample.text)} in line ${sample.line})` : '';
  switch (encodingIs) {
    case 'ascii':
      return ', in plain ASCII';
    case 'certain':
      return `, in ${encoding}`;
    case 'likely':
      return `, in ${encoding} by the look of it${such}`;
    case 'given':
      return `, in ${encoding} as you say${such}`;
  }
}

function details(format: TableFormat, { unnamedColumns, passedOver, rewritten }: Reading): readonly string[] {
  const lines: string[] = [];
  if (unnamedColumns.length > 0) {
    const names = unnamedColumns.map((column) => (format === 'xlsx' ? letters(column) : String(column)));
    lines.push(`left out, without a heading and empty: column${names.length > 1 ? 's' : ''} ${listed(names)}`);
  }
  const word = rowWord(format);
  const passed = [
    counted(passedOver.blank, ['blank row', 'blank rows'], word),
    counted(passedOver.totals, ['row of totals', 'rows of totals'], word),
    counted(passedOver.headings, ['row that is the header again', 'rows that are the header again'], word),
  ].filter((one) => one !== '');
  if (passed.length > 0) lines.push(`passed over: ${passed.join(', ')}`);
  if (rewritten.length > 0) lines.push('read by a rule:', ...rulesTable(rewritten, word));
  return lines;
}

function rulesTable(rewritten: Reading['rewritten'], word: string): readonly string[] {
  const head = ['column', 'rule', 'times', 'first in', 'as it stands', 'as it is read'];
  const rows = rewritten
    .slice(0, mostRules)
    .map(({ columnName, rule, count, firstLine, from, to }) => [
      ...[columnName ?? '', rule, count.toLocaleString('en-US'), `${word} ${firstLine}`],
      ...[shortened(from), shortened(to)],
    ]);
  const more = rewritten.length - mostRules;
  const lines = tableOf([head, ...rows])
    .trimEnd()
    .split('\n');
  return more > 0 ? [...lines, `  … and ${more} more (--json has all)`] : lines;
}

/** Two of them stand on one line. */
function shortened(value: string): string {
  return quoted(value.length > mostOfValue ? `${value.slice(0, mostOfValue).replace(/[\ud800-\udbff]$/, '')}…` : value);
}

function counted({ count, first }: CountedLines, [one, many]: readonly [string, string], word: string): string {
  if (count === 0) return '';
  const more = count > first.length ? [`${(count - first.length).toLocaleString('en-US')} more`] : [];
  const lines = listed([...first.map(String), ...more]);
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many} (${count === 1 ? word : `${word}s`} ${lines})`;
}

/** A sheet has rows, a text has lines. */
function rowWord(format: TableFormat): string {
  return format === 'xlsx' ? 'row' : 'line';
}

/** @returns `3, 5 and 9` */
function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
