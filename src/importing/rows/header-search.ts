import type { DatasetSchema } from '../../schemas/schema.js';
import type { TableRow } from '../../tables/table.js';
import { bindHeader, type HeaderResult, headingsIn } from './header.js';
import type { RowProblem } from './row-problem.js';

/** A title with its date and who made it takes a few lines. */
const mostRowsAbove = 5;

/** Finds the header of a table, which is its first row; and says so when there is a title above it. */
export class HeaderSearch {
  private problemsOfFirst: readonly RowProblem[] | null = null;
  private below = 0;

  constructor(private readonly dataset: DatasetSchema) {}

  /** @returns the header, or what is wrong with it; null when the next row has to be seen first */
  take({ cells, line }: TableRow): HeaderResult | null {
    if (!this.problemsOfFirst) {
      const bound = bindHeader(this.dataset, cells, line);
      if (bound.ok || headingsIn(this.dataset, cells) > 0) return bound;
      this.problemsOfFirst = bound.problems;
      return null;
    }
    if (this.looksLikeHeader(cells)) return { ok: false, problems: [titleAbove(line)] };
    return ++this.below < mostRowsAbove ? null : this.end();
  }

  /** @returns what is wrong with the first row when no other looks like a header; null when there was no row */
  end(): HeaderResult | null {
    return this.problemsOfFirst && { ok: false, problems: this.problemsOfFirst };
  }

  private looksLikeHeader(cells: readonly string[]): boolean {
    // The separator was told by the first line, which has none when it is a title.
    const headings = cells.length === 1 ? (cells[0] ?? '').split(/[;\t]/) : cells;
    const filled = headings.filter((heading) => heading.trim() !== '').length;
    const known = headingsIn(this.dataset, headings);
    return known >= Math.min(2, this.dataset.fields.length) && known >= filled / 2;
  }
}

function titleAbove(headerLine: number): RowProblem {
  const problem = { line: 1, column: 1, columnName: null, value: null };
  const reason = `this looks like a title, and line ${headerLine} like the header`;
  const lines = headerLine === 2 ? 'line 1' : `lines 1 to ${headerLine - 1}`;
  return { ...problem, reason, remedy: `Delete ${lines}, so that the header is line 1` };
}
