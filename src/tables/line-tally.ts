/** How many lines are like that, and the first of them. */
export interface CountedLines {
  readonly count: number;
  readonly first: readonly number[];
}

const mostNamed = 10;

/** Counts lines, and remembers the first ten. */
export class LineTally implements CountedLines {
  count = 0;
  readonly first: number[] = [];

  add(line: number): void {
    this.count++;
    if (this.first.length < mostNamed) this.first.push(line);
  }

  /** @param to the first line that is no longer like that */
  addMany(from: number, to: number): void {
    for (let line = from; line < to && this.first.length < mostNamed; line++) this.first.push(line);
    this.count += Math.max(0, to - from);
  }
}

/** @returns what two tallies have together */
export function together(one: CountedLines, other: CountedLines): CountedLines {
  const first = [...one.first, ...other.first].sort((a, b) => a - b).slice(0, mostNamed);
  return { count: one.count + other.count, first };
}
