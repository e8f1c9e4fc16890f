import type { Content } from '../domain/content/content.js';
import { csvRow } from '../files/csv-row.js';
import { colleagueFigures } from '../hotline/reports/colleague-figures.js';
import { type Figure, figures } from '../hotline/reports/figures.js';
import type { Report, Row } from '../hotline/reports/report.js';
import { table } from './with-store.js';

type Definition = Pick<Figure<never>, 'id' | 'name' | 'unit' | 'means'>;

/** There is nothing to count. */
const none = '无';

/** What is compared of lines; all of it stands in the other forms. */
const comparedOfLines: readonly string[] = [
  ...['asked', 'answered', 'connectRate', 'within15Rate', 'abandoned', 'abandonedSoon', 'waitMedian', 'waitP90'],
  ...['waitLongest', 'talkMean', 'cases', 'callbacksAsked', 'callbacksKept', 'participation', 'satisfaction'],
];

/** @returns a report for people: each figure with its definition, then lines and colleagues side by side */
export function reportTable(report: Report, content: Content, title: string): string {
  const { from, to, total, lines, colleagues } = report;
  const days = from === to ? from : `${from} 至 ${to}`;
  const compared = figures.filter(({ id }) => comparedOfLines.includes(id));
  const lineNames = namesOf(content).line;
  return [
    `${title}，${days}\n\n`,
    table(figures.map((figure) => [figure.name, shown(total, figure), figure.means])),
    ...(lines.length > 0 ? ['\n', sideBySide('条线', lines, compared, lineNames)] : []),
    ...(colleagues.length > 0
      ? [
          '\n',
          sideBySide('同事', colleagues, colleagueFigures, namesOf(content).colleague),
          '\n',
          table(colleagueFigures.map(({ name, means }) => [name, means])),
        ]
      : []),
  ].join('');
}

function sideBySide(
  head: string,
  rows: readonly Row[],
  own: readonly Definition[],
  nameOf: (id: string) => string,
): string {
  const heads = own.map(({ name, unit }) => (unit === '秒' || unit === '分钟' ? `${name}（${unit}）` : name));
  const body = rows.map((one) => [nameOf(one.id), ...own.map((figure) => plain(one.values[figure.id], figure.unit))]);
  return table([[head, ...heads], ...body]);
}

/** @returns a report as CSV: a line for each figure of all, of each line and of each colleague, with its definition */
export function reportCsv(report: Report, content: Content): string {
  const { from, to, total, lines, colleagues, hours } = report;
  const { line, colleague } = namesOf(content);
  const of = (scope: string, one: Row, name: string, own: readonly Definition[]) =>
    own.map((figure) => [
      ...[from, to, scope, one.id, name, figure.id, figure.name],
      ...[rounded(one.values[figure.id]), figure.unit, figure.means],
    ]);
  const calls = figures.find(({ id }) => id === 'calls');
  const rows = [
    ['from', 'to', 'scope', 'id', 'name', 'figure', 'figure_name', 'value', 'unit', 'means'],
    ...of('total', total, total.id === 'all' ? '全部' : line(total.id), figures),
    ...lines.flatMap((one) => of('line', one, line(one.id), figures)),
    ...colleagues.flatMap((one) => of('colleague', one, colleague(one.id), colleagueFigures)),
    ...hours.map((one) => [
      ...[
        from,
        to,
        'hour',
        `${one.weekday + 1}-${String(one.hour).padStart(2, '0')}`,
        `周${weekdays[one.weekday]} ${one.hour} 点`,
      ],
      ...['calls', calls?.name ?? '', String(one.calls), calls?.unit ?? '', calls?.means ?? ''],
    ]),
  ];
  return rows.map((cells) => `${csvRow(cells)}\r\n`).join('');
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日'];

/** @returns what a program may want of a report, with what each figure means */
export function reportJson(report: Report, content: Content, madeAt: string) {
  const { line, colleague } = namesOf(content);
  const row = ({ id, values }: Row, name: string) => ({
    id,
    name,
    values: Object.fromEntries(
      Object.entries(values).map(([figure, value]) => [figure, value === null ? null : Number(rounded(value))]),
    ),
  });
  const definitions = (own: readonly Definition[]) =>
    own.map(({ id, name, unit, means }) => ({ id, name, unit, means }));
  return {
    ...{ from: report.from, to: report.to, line: report.line, madeAt },
    figures: definitions(figures),
    total: row(report.total, report.line === null ? '全部' : line(report.line)),
    lines: report.lines.map((one) => row(one, line(one.id))),
    colleagueFigures: definitions(colleagueFigures),
    colleagues: report.colleagues.map((one) => row(one, colleague(one.id))),
    hours: report.hours.map(({ weekday, ...one }) => ({ weekday: weekday + 1, ...one })),
  };
}

/** What lines and colleagues are called; whoever has gone is called by their id. */
function namesOf({ lines, roster }: Content) {
  return {
    line: (id: string) => lines.get(id)?.name ?? id,
    colleague: (id: string) => roster.colleagues.get(id)?.name ?? id,
  };
}

/** With its unit. @example '95.0 %', '12 通', 无 */
function shown({ values }: Row, { id, unit }: Definition): string {
  const value = values[id] ?? null;
  return value === null ? none : `${plain(value, unit)} ${unit}`;
}

function plain(value: number | null | undefined, unit: Definition['unit']): string {
  if (value === null || value === undefined) return none;
  if (unit === '%') return value.toFixed(1);
  return unit === '秒' || unit === '分钟' ? String(Math.round(value * 10) / 10) : String(value);
}

/** To thousandths; empty where there is nothing to count. */
function rounded(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(Math.round(value * 1000) / 1000);
}
