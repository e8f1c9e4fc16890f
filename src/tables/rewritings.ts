/** Values that were read in another form than they stand in, by one rule: how often, and the first of them. */
export interface Rewriting {
  /** As the schema names it; null for a column that it does not know. */
  readonly columnName: string | null;
  /** The rule, such as `YYYY年M月D日` or `line breaks and tabs, as blanks`. */
  readonly rule: string;
  readonly count: number;
  readonly firstLine: number;
  readonly from: string;
  readonly to: string;
}

const mostRules = 100;

/** Counts rewritings by column and rule: a file of millions of rows has a handful. */
export class Rewritings {
  private readonly found = new Map<string, { -readonly [Name in keyof Rewriting]: Rewriting[Name] }>();

  add({
    columnName,
    rule,
    line,
    from,
    to,
  }: Pick<Rewriting, 'columnName' | 'rule' | 'from' | 'to'> & { line: number }): void {
    const key = `${columnName} ${rule}`;
    const known = this.found.get(key);
    if (known) known.count++;
    else if (this.found.size < mostRules) {
      this.found.set(key, { columnName, rule, count: 1, firstLine: line, from: clipped(from), to: clipped(to) });
    }
  }

  list(): readonly Rewriting[] {
    return [...this.found.values()];
  }
}

/** A value may be long, and is only shown. */
function clipped(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
