import type { Complaint } from '../domain/values/complaint.js';

const errors =
  /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|UNKNOWN!|CONNECT!|BUSY!|EXTERNAL!|PYTHON!|GETTING_DATA)$/i;
const tooNarrow = /^#{3,}$/;
const exponent = /^[+-]?[0-9](?:\.[0-9]+)?E\+[0-9]+$/i;

/** @returns why a text is nothing that anybody wrote, but what a spreadsheet shows in place of a value; null when it is not */
export function traceOfSpreadsheet(text: string): Complaint | null {
  if (text.startsWith('#')) {
    if (errors.test(text)) {
      const reason = 'is an error of the spreadsheet: Excel shows it where a formula has no result';
      return { reason, remedy: 'Correct the formula, or put the value itself' };
    }
    if (tooNarrow.test(text)) {
      const reason = 'is no value: Excel shows it where the column is too narrow';
      return { reason, remedy: 'Widen the column there, and export it again' };
    }
  }
  if (text.includes('+') && exponent.test(text)) {
    const reason = 'was rounded by a spreadsheet: Excel shows long numbers so, without their last digits';
    return { reason, remedy: 'Format the column as text there, enter it again and export it' };
  }
  return null;
}
