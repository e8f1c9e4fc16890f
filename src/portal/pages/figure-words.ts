import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import type { Bar } from '../parts/bar-chart.js';
import { thousands } from './data-words.js';

/** One figure of the bureau: its values, the earliest first. */
export interface Figure {
  readonly code: string;
  readonly label: string;
  readonly unit: string;
  readonly rows: readonly DisclosureRecord[];
}

/** @returns the figures in the order in which they were first published */
export function figuresIn(records: readonly DisclosureRecord[]): readonly Figure[] {
  const byCode = new Map<string, DisclosureRecord[]>();
  for (const record of records) {
    const code = record.fields.figure ?? '';
    byCode.set(code, [...(byCode.get(code) ?? []), record]);
  }
  return [...byCode].map(([code, rows]) => {
    const sorted = [...rows].sort((one, other) => ((one.fields.period ?? '') < (other.fields.period ?? '') ? -1 : 1));
    const last = sorted.at(-1)?.fields;
    return { code, label: last?.label ?? '', unit: last?.unit ?? '', rows: sorted };
  });
}

/** A period as people say it. @example periodInWords('2016-01/2016-08') // '2016年1月至8月' */
export function periodInWords(period: string): string {
  const [from = '', to] = period.split('/');
  const said = (day: string) => {
    const [year, month, date] = day.split('-').map(Number);
    return [year && `${year}年`, month && `${month}月`, date && `${date}日`].filter(Boolean).join('');
  };
  if (!/^\d{4}(-\d{2}){0,2}(\/\d{4}(-\d{2}){0,2})?$/.test(period)) return period;
  if (to === undefined) return said(from);
  const isSameYear = from.slice(0, 4) === to.slice(0, 4) && to.length > 4;
  return `${said(from)}至${isSameYear ? said(to).replace(/^\d{4}年/, '') : said(to)}`;
}

/** A value with its unit, as it was published. @example valueInWords({ value: '1032900', unit: '吨' }) // '1,032,900 吨' */
export function valueInWords(text: string, unit: string): string {
  const value = Number(text);
  const shown = Number.isNaN(value) ? text : thousands(value);
  return unit === '%' ? `${shown}%` : `${shown} ${unit}`;
}

/** The values to be drawn, and what they are compared with; none where there is but one, which no picture makes plainer. */
export function barsOf({ rows, unit }: Figure): readonly Bar[] {
  const bars = rows.flatMap(({ fields }): readonly Bar[] => {
    const { base_value: base = '', base_label: label = '', value = '', period = '' } = fields;
    const own = { label: periodInWords(period), value: Number(value), text: valueInWords(value, unit) };
    return base === '' ? [own] : [{ label, value: Number(base), text: valueInWords(base, unit), isBase: true }, own];
  });
  return bars.length > 1 && bars.every(({ value }) => Number.isFinite(value) && value >= 0) ? bars : [];
}

/** A sentence that says what a figure shows. @example '木质包装查验率：调整前 43.1%，2016年 4.3%' */
export function figureTitle(figure: Figure): string {
  const bars = barsOf(figure);
  if (bars.length > 0) return `${figure.label}：${bars.map(({ label, text }) => `${label} ${text}`).join('，')}`;
  const fields = figure.rows.at(-1)?.fields ?? {};
  return `${figure.label}：${periodInWords(fields.period ?? '')} ${valueInWords(fields.value ?? '', figure.unit)}`;
}
