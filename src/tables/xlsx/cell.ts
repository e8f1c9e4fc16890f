import type { Complaint } from '../../domain/values/complaint.js';
import type { NumberFormats } from './number-formats.js';
import { numberText } from './number-text.js';
import { hoursText, isoDayText, serialDayText } from './serial-day.js';
import type { SharedTexts } from './shared-texts.js';
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

/** @returns the cell's text, as near to what the spreadsheet shows as can be told, or why it has none */
export function cellText(cell: RawCell, context: CellContext): string | Complaint {
  const { type, value } = cell;
  if (type === 'inlineStr') return cell.inlineText;
  // A formula may well give an empty text, but no empty number: that is how programs write it that cannot calculate.
  if (cell.hasFormula && (value === null || (value === '' && type === 'n'))) {
    return { reason: 'is a formula without its result', remedy: 'Open it in the spreadsheet program and save it' };
  }
  if (value === null) return '';
  switch (type) {
    case 'str':
      return unescapeText(value);
    case 's': {
      const damaged = { reason: 'refers to a text that is not there', remedy: 'Save the file again as .xlsx' };
      return /^[0-9]+$/.test(value.trim()) ? (context.texts.get(Number(value)) ?? damaged) : damaged;
    }
    case 'b':
      return /^(1|true)$/i.test(value.trim()) ? 'TRUE' : 'FALSE';
    case 'd':
      return isoDayText(value.trim());
    case 'e':
      return { reason: 'is an error of the spreadsheet', remedy: 'Correct its formula, or put the value itself' };
    default:
      return meaningText(value.trim(), cell.style, context);
  }
}

function meaningText(value: string, style: number, { formats, countsFrom1904 }: CellContext): string | Complaint {
  if (value === '') return '';
  const text = numberText(value);
  const meaning = formats[style] ?? 'number';
  if (meaning === 'number') return text;
  const amount = Number(value);
  if (!Number.isFinite(amount)) return text;
  return meaning === 'hours' ? hoursText(amount) : serialDayText(amount, countsFrom1904);
}
