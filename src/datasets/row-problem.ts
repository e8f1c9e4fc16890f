/** Something about a file that somebody has to look at: where, which value, why, and what to do. */
export interface RowProblem {
  /** Counted from 1, the header included; 0 for the file as a whole. */
  readonly line: number;
  /** Which column of the table, counted from 1. */
  readonly column: number;
  /** As the schema names it; null when the row or the file as a whole is meant. */
  readonly columnName: string | null;
  /** The text as it stands in the file; null when there is none to show. */
  readonly value: string | null;
  readonly reason: string;
  readonly remedy: string;
}

const longestShown = 60;

/** @returns `cars.csv:3:1  column "vin" "WVW1" has 4 characters instead of 17. Copy it again from its source.` */
export function formatRowProblem(file: string, problem: RowProblem): string {
  const { line, column, columnName, value, reason, remedy } = problem;
  const place = line === 0 ? file : `${file}:${line}:${column}`;
  const name = columnName === null ? '' : `column "${columnName}" `;
  const shown = value === null ? '' : `${showValue(value)} `;
  return `${place}  ${name}${shown}${reason}. ${remedy}${/[.?…]$/.test(remedy) ? '' : '.'}`;
}

/** Quotes a value for one line of a terminal: nothing in it can move the cursor or run on for pages. */
function showValue(value: string): string {
  const short = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
  return `"${short.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (mark) => `\\u{${mark.charCodeAt(0).toString(16)}}`)}"`;
}

/** Counts all problems and keeps the first ones: a bad file of millions of rows fits in memory. */
export class ProblemLog {
  private readonly kept: RowProblem[] = [];
  private counted = 0;

  constructor(private readonly limit: number) {}

  add(problem: RowProblem): void {
    this.counted++;
    if (this.kept.length < this.limit) this.kept.push(problem);
  }

  get count(): number {
    return this.counted;
  }

  /** @returns the kept ones in the order of the file */
  list(): readonly RowProblem[] {
    return [...this.kept].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}
