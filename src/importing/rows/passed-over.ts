import { visibleText } from '../../domain/language/visible-text.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { valueRule } from '../../schemas/value-rule.js';
import { columnFinder } from '../../tables/heading.js';
import { type CountedLines, LineTally } from '../../tables/line-tally.js';
import { isBlankRow } from './blank-row.js';
import type { HeaderBinding } from './header.js';

/** What a row is that is no record, and that nobody means to publish. */
export type NoRecord = 'blank' | 'total' | 'heading';

/** 合计 and the like, alone or with what they come to: `合 计`, `合计：120 辆`. */
const total =
  /^(?:本页|本月|本年|全年|累计)?(?:合计|总计|小计|共计|总数|累计|sub-?total|grandtotal|total|sum)[:：]?(?:[0-9][0-9.,]*\p{L}{0,2})?$/iu;
/** `1,200`, `-3.5%`, `￥12.00`, `120辆`, and what stands where there is none. */
const amount = /^(?:[-+]?[¥￥$€]?[-+]?[0-9][0-9.,]*\p{L}{0,2}%?|[-–—/]+|#[A-Z0-9/!?]+)$/iu;

/** A record never has fewer of its columns filled than this; a heading that stands alone may be a value. */
const fewestHeadings = 2;

/**
 * Tells rows that are no records: blank ones, totals, and the header again. It is asked only about rows that cannot be taken, so that no
 * good row is ever passed over. The header is the exception: in a dataset of free texts it would be a good row, and so it is always looked for.
 *
 * - *blank*: nothing in it can be seen;
 * - *heading*: every column has its own heading again, by whatever name, and there are two columns at least;
 * - *total*: the first cell that holds anything says 合计, 小计, total or the like, all others are empty or amounts, and the id is
 *   none that a record can have.
 */
export class PassedOver {
  readonly totals = new LineTally();
  readonly headings = new LineTally();
  readonly blank = new LineTally();
  private readonly fieldOf: (heading: string) => number | undefined;
  private readonly idRules: readonly { readonly column: number; readonly isGood: (text: string) => boolean }[];

  constructor(
    private readonly dataset: DatasetSchema,
    private readonly header: HeaderBinding,
  ) {
    this.fieldOf = columnFinder(dataset.fields);
    this.idRules = dataset.id.map((name) => {
      const place = dataset.fields.findIndex((field) => field.name === name);
      return { column: header.columns[place] ?? -1, isGood: this.takes(place) };
    });
  }

  /**
   * @param cells of a row that cannot be taken as a record
   * @param isUnread whether some of them could not be read: what looks blank need not be, and only a total is passed over
   * @returns whether it is passed over; then it has been counted
   */
  take(cells: readonly string[], line: number, isUnread: boolean): boolean {
    const kind = this.kindOf(cells);
    if (kind === null || (isUnread && kind !== 'total')) return false;
    this.tallyOf(kind).add(line);
    return true;
  }

  /** Whether a row is the header again, though it could be taken as a record; then it has been counted. */
  takeHeading(cells: readonly string[], line: number): boolean {
    const isHeading = this.isHeading(cells);
    if (isHeading) this.headings.add(line);
    return isHeading;
  }

  /** Whether the header, in any of its writings, would be a good row: only then do good rows have to be looked at. */
  get headingMayBeGood(): boolean {
    return this.dataset.fields.every(({ name, title }, place) => {
      const isThere = (this.header.columns[place] ?? -1) >= 0;
      const takes = this.takes(place);
      return !isThere || [name, title, title.toUpperCase()].some(takes);
    });
  }

  private kindOf(cells: readonly string[]): NoRecord | null {
    if (isBlankRow(cells)) return 'blank';
    if (this.isHeading(cells)) return 'heading';
    return this.isTotal(cells) ? 'total' : null;
  }

  private isHeading(cells: readonly string[]): boolean {
    const { columns, header } = this.header;
    if (header.filter((name) => name !== '').length < fewestHeadings) return false;
    return columns.every((column, place) => column < 0 || this.fieldOf(cells[column] ?? '') === place);
  }

  private isTotal(cells: readonly string[]): boolean {
    const [first = '', ...others] = cells.map((cell) => plain(cell)).filter((cell) => cell !== '');
    if (!total.test(first) || !others.every((cell) => amount.test(cell) || total.test(cell))) return false;
    return this.idRules.some(({ column, isGood }) => !isGood(cells[column] ?? ''));
  }

  private takes(place: number): (text: string) => boolean {
    const field = this.dataset.fields[place];
    if (!field) return () => false;
    const rule = valueRule(field, this.dataset.missingValues);
    return (text) => {
      const verdict = rule(text);
      return typeof verdict === 'string' || verdict.severity !== 'problem';
    };
  }

  private tallyOf(kind: NoRecord): LineTally {
    return { blank: this.blank, total: this.totals, heading: this.headings }[kind];
  }
}

/** A cell without blanks, in compatible forms: `合　计` is 合计. */
function plain(cell: string): string {
  return visibleText(cell).normalize('NFKC').replace(/\s/g, '');
}

/** Which rows were passed over, and why. */
export interface PassedRows {
  readonly blank: CountedLines;
  readonly totals: CountedLines;
  readonly headings: CountedLines;
}
