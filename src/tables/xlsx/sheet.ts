import { FileFault } from '../file-fault.js';
import { columnFinder } from '../heading.js';
import { LineTally } from '../line-tally.js';
import { Rewritings } from '../rewritings.js';
import type { RowFault, TableColumn, TableRow } from '../table-contents.js';
import { type CellContext, type ColumnKind, cellText } from './cell.js';
import { columnOf, type SheetExtent, SheetLayout } from './sheet-layout.js';
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
  private headerLine = 0;
  /** The last row that holds anything. */
  private lastLine = 0;
  private kinds: readonly ColumnKind[] = [];
  readonly blank = new LineTally();
  readonly rewritten = new Rewritings();
  readonly layout = new SheetLayout();
  private readonly inline = new TextElement();

  /** @param columns those that are expected; a column that none of them names is read as it comes */
  constructor(
    private readonly context: CellContext,
    private readonly columns: readonly TableColumn[] = [],
  ) {}

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

  /** Where the rows are that hold anything, and how wide the header is. */
  get extent(): SheetExtent {
    return { headerLine: this.headerLine, lastLine: this.lastLine, header: this.header ?? [] };
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'sheetData') this.isData = true;
    if (!this.isData) {
      this.layout.open(name, attributes);
      return;
    }
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
    const raw = { type, style, hasFormula, value, inlineText: this.inline.end() };
    const text = cellText(raw, this.context, this.kinds[column - 1] ?? null);
    const shown = typeof text === 'string' ? text : 'text' in text ? text.text : (text.held ?? value ?? '');
    while (this.cells.length < column) this.cells.push('');
    this.cells[column - 1] = shown;
    this.rowLength += shown.length;
    if (this.rowLength > longestRow) {
      throw new FileFault(this.line, 'has a row of more than 4 MB of text', 'Shorten its values');
    }
    if (typeof text === 'string') return;
    const columnName = this.header?.[column - 1] ?? null;
    if ('text' in text) {
      this.rewritten.add({ columnName, rule: text.rule, line: this.line, from: text.held ?? value ?? '', to: shown });
      return;
    }
    const { reason, remedy, held } = text;
    this.fault ??= { columnName, column, value: held === undefined && value === null ? null : shown, reason, remedy };
  }

  private endRow(): void {
    const { cells, line, fault } = this;
    const used = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
    if (used === 0 && !fault) return;
    // Rows that are not in the file are blank ones.
    this.blank.addMany(this.lastLine + 1, line);
    this.lastLine = line;
    if (this.isHidden && this.hiddenCount++ === 0) this.firstHidden = line;
    // A spreadsheet has no cells where a row is empty to its right, or empty ones that once were formatted.
    const width = Math.max(used, this.header?.length ?? 0);
    cells.length = Math.min(cells.length, width);
    while (cells.length < width) cells.push('');
    if (!this.header) this.begin(cells);
    this.rows.push(fault ? { cells, line, raw: null, fault } : { cells, line, raw: null });
  }

  private begin(header: readonly string[]): void {
    this.header = header;
    this.headerLine = this.line;
    const columnOf = columnFinder(this.columns);
    this.kinds = header.map((heading) => kindOf(this.columns[columnOf(heading) ?? -1]));
  }
}

function kindOf(column: TableColumn | undefined): ColumnKind {
  if (!column) return null;
  if (['integer', 'number', 'year'].includes(column.type)) return 'number';
  return ['date', 'datetime'].includes(column.type) ? 'date' : 'text';
}
