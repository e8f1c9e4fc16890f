import { inSentences, quoted } from '../../domain/values/complaint.js';
import type { TableFormat } from '../../tables/table.js';

/** Something about a file that somebody has to look at: where, which value, why, and what to do. */
export interface RowProblem {
  /** Counted from 1, the header included; 0 for the file as a whole. */
  readonly line: number;
  /** Which column of the table, counted from 1. JSON Lines: which character of the line; 0 when only the line is known. */
  readonly column: number;
  /** As the schema names it; null when the row or the file as a whole is meant. */
  readonly columnName: string | null;
  /** The text as it stands in the file; null when there is none to show. */
  readonly value: string | null;
  readonly reason: string;
  readonly remedy: string;
}

/**
 * @param format the file's: lines of JSON have properties where a table has columns
 * @returns `cars.csv:3:1  column "vin" "WVW1" has 4 characters instead of 17. Copy it again from its source.`
 */
export function formatRowProblem(file: string, problem: RowProblem, format: TableFormat | null = null): string {
  const { line, column, columnName, value } = problem;
  const place = line === 0 ? file : column === 0 ? `${file}:${line}` : `${file}:${line}:${column}`;
  const name = columnName === null ? '' : `${format === 'jsonl' ? 'property' : 'column'} ${quoted(columnName)} `;
  const shown = value === null ? '' : `${quoted(value)} `;
  return `${place}  ${name}${shown}${inSentences(problem)}`;
}

/** Problems of one kind: in one column, for one reason. */
export interface ProblemKind {
  readonly columnName: string | null;
  readonly reason: string;
  readonly count: number;
  readonly firstLine: number;
}

const mostKinds = 1000;

/** Counts all problems and keeps the first ones: a bad file of millions of rows fits in memory. */
export class ProblemLog {
  private kept: RowProblem[] = [];
  private counted = 0;
  private readonly counts = new Map<string, { -readonly [Name in keyof ProblemKind]: ProblemKind[Name] }>();

  constructor(private readonly limit: number) {}

  add(problem: RowProblem): void {
    this.counted++;
    this.countKind(problem);
    if (this.kept.length < this.limit) this.kept.push(problem);
  }

  /** @returns every kind, the most frequent first; of a file that is wrong in a thousand ways, some */
  kinds(): readonly ProblemKind[] {
    return [...this.counts.values()].sort((a, b) => b.count - a.count || a.firstLine - b.firstLine);
  }

  /** Takes out those of the kept ones that are about these lines. */
  drop(lines: { has(line: number): boolean }): void {
    const left = this.kept.filter(({ line }) => !lines.has(line));
    this.counted -= this.kept.length - left.length;
    this.kept = left;
  }

  get count(): number {
    return this.counted;
  }

  private countKind({ columnName, reason: said, line }: RowProblem): void {
    // That a row repeats another is one kind, whichever other it is.
    const reason = said.replace(/\bline [0-9]+/, 'an earlier line');
    const key = `${columnName} ${reason}`;
    const known = this.counts.get(key);
    if (known) known.count++;
    else if (this.counts.size < mostKinds) this.counts.set(key, { columnName, reason, count: 1, firstLine: line });
  }

  /** @returns the kept ones in the order of the file */
  list(): readonly RowProblem[] {
    return [...this.kept].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}
