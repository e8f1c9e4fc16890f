import type { Complaint } from '../../domain/values/complaint.js';
import { generalFormat, type NumberFormat, type NumberFormats } from './number-formats.js';
import type { NumberShape } from './number-shape.js';
import { generalText, numberText } from './number-text.js';
import { hoursText, isoDayText, serialDayText } from './serial-day.js';
import type { SharedTexts } from './shared-texts.js';
import { showNumber } from './shown-number.js';
import { unescapeText } from './text-element.js';

/** A cell as it stands in the sheet's XML. */
export interface RawCell {
  /** The `t` attribute: which kind of value; a number when there is none. */
  readonly type: string;
  /** The `s` attribute: the number of the style. */
  readonly style: number;
  readonly hasFormula: boolean;
  /** The cached value; null when there is none. */
  readonly value: string | null;
  readonly inlineText: string;
}

/** What a workbook says about all its cells. */
export interface CellContext {
  readonly texts: SharedTexts;
  readonly formats: NumberFormats;
  readonly countsFrom1904: boolean;
}

/** What a column is meant to hold; null for one that nobody expects. */
export type ColumnKind = 'text' | 'number' | 'date' | null;

/** A cell that shows something else than it holds; the text is what it shows. */
export interface ShownCell {
  readonly text: string;
  /** Why the two differ. */
  readonly rule: string;
  /** The text that it holds; left out where that is its value. */
  readonly held?: string;
}

/** A cell that cannot be read. */
export interface UnreadCell extends Complaint {
  /** As in a cell that is shown otherwise. */
  readonly held?: string;
}

/** @returns the cell's text, as the spreadsheet shows it, or why it has none */
export function cellText(cell: RawCell, context: CellContext, kind: ColumnKind): string | ShownCell | UnreadCell {
  const { type, value } = cell;
  const format = context.formats[cell.style] ?? generalFormat;
  if (type === 'inlineStr') return asTextFormat(cell.inlineText, format, kind);
  // A formula may well give an empty text, but no empty number: that is how programs write it that cannot calculate.
  if (cell.hasFormula && (value === null || (value === '' && type === 'n'))) {
    return { reason: 'is a formula without its result', remedy: 'Open it in the spreadsheet program and save it' };
  }
  if (value === null) return '';
  switch (type) {
    case 'str':
      return asTextFormat(unescapeText(value), format, kind);
    case 's': {
      const text = /^[0-9]+$/.test(value.trim()) ? context.texts.get(Number(value)) : undefined;
      if (text === undefined) {
        return { reason: 'refers to a text that is not there', remedy: 'Save the file again as .xlsx' };
      }
      return asTextFormat(text, format, kind);
    }
    case 'b':
      return /^(1|true)$/i.test(value.trim()) ? 'TRUE' : 'FALSE';
    case 'd':
      return kind === 'text' ? dateAmongTexts : isoDayText(value.trim());
    case 'e':
      return { reason: 'is an error of the spreadsheet', remedy: 'Correct its formula, or put the value itself' };
    default:
      return value.trim() === '' ? '' : shownText(value.trim(), context, format, kind);
  }
}

/** A format may add to a text, show another one in its place, or hide it. */
function asTextFormat(
  text: string,
  { forTexts, code }: NumberFormat,
  kind: ColumnKind,
): string | ShownCell | UnreadCell {
  if (forTexts === null || text === '') return text;
  if (forTexts.kind !== 'general') return { ...unfollowed(code), held: text };
  const shown = kind === 'number' || kind === 'date' ? text : `${forTexts.before}${text}${forTexts.after}`;
  return shown === text ? text : { text: shown, rule: `as the sheet shows it ("${code}")`, held: text };
}

function unfollowed(code: string): Complaint {
  const reason = `is shown by a number format that cannot be followed here ("${code}")`;
  return { reason, remedy: 'Format the column as text, and enter again what is meant' };
}

const dateAmongTexts: Complaint = {
  reason: 'is formatted as a date or a time, and its column holds texts',
  remedy: 'Format the column as text, and enter again what is meant',
};

function shownText(
  value: string,
  { countsFrom1904 }: CellContext,
  format: NumberFormat,
  kind: ColumnKind,
): string | ShownCell | Complaint {
  const number = numberText(value);
  const amount = Number(value);
  if (format.meaning === 'number') {
    return typeof number === 'string'
      ? asFormatted(number, format.code, shapeFor(number, format.shapes), kind)
      : number;
  }
  if (!Number.isFinite(amount)) return number;
  if (kind === 'text') return dateAmongTexts;
  const text = format.meaning === 'hours' ? hoursText(amount) : serialDayText(amount, countsFrom1904);
  return typeof text === 'string' ? { text, rule: 'cells formatted as dates' } : text;
}

interface ShapeFor {
  readonly shape: NumberShape;
  /** Whether the section is for negative numbers, and shows their sign itself. */
  readonly isForNegative: boolean;
}

function shapeFor(number: string, shapes: readonly NumberShape[]): ShapeFor {
  const [positive = { kind: 'unknown' } as const, negative, zero] = shapes;
  if (/^[+-]?[0.]*$/.test(number)) return { shape: zero ?? positive, isForNegative: false };
  if (number.startsWith('-') && negative) return { shape: negative, isForNegative: true };
  return { shape: positive, isForNegative: false };
}

function asFormatted(
  number: string,
  code: string,
  { shape, isForNegative }: ShapeFor,
  kind: ColumnKind,
): string | ShownCell | Complaint {
  const general = generalText(number);
  // Days are never shown so; a date that has lost its format is refused with its number.
  if (kind === 'date' || shape.kind === 'exact') return general;
  if (shape.kind === 'unknown') return unfollowed(code);
  if (shape.kind === 'general') {
    const text = kind === 'number' ? general : `${shape.before}${general}${shape.after}`;
    return text === general ? text : { text, rule: `as the sheet shows it ("${code}")` };
  }
  const { text, plain, isRounded } = showNumber(general, shape, isForNegative);
  const scaled = shape.power < 0 && kind === 'number';
  const shown = kind === 'number' && !scaled ? plain : text;
  const rule = `as the sheet shows it${isRounded ? ', rounded' : ''} ("${code}")`;
  return shown === general ? shown : { text: shown, rule };
}
