import { FileFault } from '../file-fault.js';
import type { RowFault, TableRow } from '../table-contents.js';
import { type CellContext, cellText } from './cell.js';
import { longestText, longText, TextElement } from './text-element.js';
import type { Attributes, XmlHandler } from './xml.js';

/** Some programs allow more rows than Excel, none more columns. */
const mostRows = 16_777_216;
const mostColumns = 16_384;
const longestRow = 4_194_304;

/** Turns the XML of a sheet into rows as wide as the first; columns and rows that are hidden count like others. */
export class SheetRows implements XmlHandler {
  private rows: TableRow[] = [];
  private header: readonly string[] | null = null;
  private isData = false;
  private line = 0;
  private column = 0;
  private cells: string[] = [];
  private rowLength = 0;
  private fault: RowFault | undefined;
  private type = '';
  private style = 0;
  private hasFormula = false;
  private value: string | null = null;
  private isValue = false;
  private isHidden = false;
  private hiddenCount = 0;
  private firstHidden = 0;
  private readonly inline = new TextElement();

  constructor(private readonly context: CellContext) {}

  /** Whether any row has been read yet. */
  get isEmpty(): boolean {
    return this.header === null;
  }

  /** The rows that are hidden, and were read like the others. */
  get hidden(): { readonly count: number; readonly firstLine: number } {
    return { count: this.hiddenCount, firstLine: this.firstHidden };
  }

  /** @returns the rows read since the last call */
  take(): readonly TableRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'sheetData') this.isData = true;
    if (!this.isData) return;
    switch (name) {
      case 'row':
        this.beginRow(attributes);
        break;
      case 'c':
        this.beginCell(attributes);
        break;
      case 'v':
        this.value ??= '';
        this.isValue = true;
        break;
      case 'f':
        this.hasFormula = true;
        break;
      default:
        this.inline.open(name);
    }
  }

  text(text: string): void {
    if (!this.isData) return;
    if (this.isValue) this.value += text;
    else this.inline.take(text);
    if (this.value !== null && this.value.length > longestText) throw longText(this.line);
  }

  close(name: string): void {
    if (!this.isData) return;
    if (name === 'v') this.isValue = false;
    else if (name === 'c') this.endCell();
    else if (name === 'row') this.endRow();
    else if (name === 'sheetData') this.isData = false;
    else this.inline.close(name);
  }

  private beginRow({ r: number, hidden }: Attributes): void {
    const line = number === undefined ? this.line + 1 : Number(number);
    if (!Number.isInteger(line) || line <= this.line || line > mostRows) {
      throw new FileFault(this.line, 'is damaged: the rows after this one are not in order', 'Save it again as .xlsx');
    }
    this.line = line;
    this.isHidden = hidden === '1' || hidden === 'true';
    this.column = 0;
    this.cells = [];
    this.rowLength = 0;
    this.fault = undefined;
  }

  private beginCell(attributes: Attributes): void {
    const reference = attributes.r;
    this.column = reference === undefined ? this.column + 1 : columnOf(reference);
    if (this.column < 1 || this.column > mostColumns) {
      throw new FileFault(this.line, 'is damaged: this row has a cell in no column', 'Save it again as .xlsx');
    }
    this.type = attributes.t ?? 'n';
    this.style = Number(attributes.s ?? 0);
    this.hasFormula = false;
    this.value = null;
    this.isValue = false;
    this.inline.begin(this.line);
  }

  private endCell(): void {
    const { column, type, style, hasFormula, value } = this;
    const text = cellText({ type, style, hasFormula, value, inlineText: this.inline.end() }, this.context);
    const shown = typeof text === 'string' ? text : (value ?? '');
    while (this.cells.length < column) this.cells.push('');
    this.cells[column - 1] = shown;
    this.rowLength += shown.length;
    if (this.rowLength > longestRow) {
      throw new FileFault(this.line, 'has a row of more than 4 MB of text', 'Shorten its values');
    }
    if (typeof text === 'string') return;
    const columnName = this.header?.[column - 1] ?? null;
    this.fault ??= { columnName, column, value: value === null ? null : shown, ...text };
  }

  private endRow(): void {
    const { cells, line, fault } = this;
    const used = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (used === 0 && !fault) return;
    if (this.isHidden && this.hiddenCount++ === 0) this.firstHidden = line;
    // A spreadsheet has no cells where a row is empty to its right, or empty ones that once were formatted.
    const width = Math.max(used, this.header?.length ?? 0);
    cells.length = Math.min(cells.length, width);
    while (cells.length < width) cells.push('');
    this.header ??= cells;
    this.rows.push(fault ? { cells, line, raw: null, fault } : { cells, line, raw: null });
  }
}

/** @returns 28 for `AB7`; 0 when it is no such reference */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}
