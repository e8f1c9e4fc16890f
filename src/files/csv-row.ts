/** Separators, quotes, line breaks, and blanks at either end, which readers may take for padding. */
const special = /[",\r\n]|^\s|\s$/;

/**
 * Writes a row of CSV as RFC 4180 has it, without the line end. Cells are exact, whatever they begin with: a spreadsheet
 * that takes `=1+1` for a formula is told to import the column as text (docs/open-data.md).
 * @example
 * csvRow(['SCBES63W6GC000700', '宾利, 慕尚', '']); // SCBES63W6GC000700,"宾利, 慕尚",
 */
export function csvRow(cells: readonly string[]): string {
  return cells.map((cell) => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join();
}
