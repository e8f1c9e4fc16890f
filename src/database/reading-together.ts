import { Unavailable } from '../domain/care/unavailable.js';
import { Batch } from './batch.js';
import type { Dialect } from './dialect.js';
import type { EitherReader, Parameter } from './either-database.js';

/** A kind of question, which is asked for many at once. */
export interface ReadPlan<Item, Row, Found> {
  /** What the columns of `sql` are called, in their order: no bytes, and no number that a double does not hold. */
  readonly columns: readonly (keyof Row & string)[];
  /** A SELECT for all the items; `$1` is the first of its own parameters. */
  readonly sql: string;
  /** As many for any items. */
  readonly parameters: (items: readonly Item[]) => readonly Parameter[];
  /** @returns what one of them finds among the rows for all */
  readonly found: (rows: readonly Row[], item: Item) => Found;
}

interface Asked {
  /** Which plan, counted from 0. */
  readonly plan: number;
  readonly item: unknown;
}

type Done = { readonly found: unknown } | { readonly error: unknown };
type AnyPlan = ReadPlan<unknown, Record<string, unknown>, unknown>;

const mostTogether = 64;

/**
 * Reads little things that are asked for in the same moment by one statement, whatever they are: each kind of question is a column of its one row, as JSON.
 * A statement costs its way to the database and back, which is more than most of them cost there.
 * @example
 * const presences = together.ask({ columns: ['colleague', 'state'], sql: 'SELECT colleague, state FROM presence', … });
 * const offers = together.ask({ columns: ['id'], sql: 'SELECT id FROM offer WHERE …', … });
 * await Promise.all([presences(null), offers('call:CA1')]); // one statement
 */
export class ReadingTogether {
  private readonly plans: AnyPlan[] = [];
  private readonly statements = new Map<string, string>();
  private readonly batch = new Batch<Asked, Done>((asked) => this.read(asked), mostTogether);

  constructor(
    private readonly reader: EitherReader,
    private readonly dialect: Pick<Dialect, 'arrays'>,
  ) {}

  /** @returns what asks so */
  ask<Item, Row, Found>(plan: ReadPlan<Item, Row, Found>): (item: Item) => Promise<Found> {
    const number = this.plans.push(plan as unknown as AnyPlan) - 1;
    return async (item) => {
      const done = await this.batch.add({ plan: number, item });
      if ('error' in done) throw done.error;
      return done.found as Found;
    };
  }

  /** What is wrong with one of them is no matter of the others: each is then asked alone. That there is no database is a matter of all. */
  private async read(asked: readonly Asked[]): Promise<readonly Done[]> {
    try {
      return await this.readAsOne(asked);
    } catch (error) {
      if (error instanceof Unavailable || asked.length === 1) return asked.map(() => ({ error }));
      return (await Promise.all(asked.map((one) => this.read([one])))).flat();
    }
  }

  private async readAsOne(asked: readonly Asked[]): Promise<readonly Done[]> {
    const numbers = [...new Set(asked.map(({ plan }) => plan))].sort((one, other) => one - other);
    const rows = await this.rowsOf(numbers, asked);
    return asked.map(({ plan, item }) => ({ found: this.plan(plan).found(rows.get(plan) ?? [], item) }));
  }

  private async rowsOf(numbers: readonly number[], asked: readonly Asked[]) {
    const given = numbers.map((number) => {
      const items = asked.filter(({ plan }) => plan === number).map(({ item }) => item);
      return this.plan(number).parameters(items);
    });
    const sql = this.statement(numbers, given);
    const row = await this.reader.one<Readonly<Record<string, string>>>(sql, given.flat());
    const read = (number: number, place: number) => {
      const { columns } = this.plan(number);
      const values = JSON.parse(row?.[`q${place}`] ?? '[]') as readonly (readonly unknown[])[];
      return values.map((one) => rowOf(columns, one));
    };
    return new Map(numbers.map((number, place) => [number, read(number, place)]));
  }

  private statement(numbers: readonly number[], given: readonly (readonly Parameter[])[]): string {
    const name = numbers.join(' ');
    const known = this.statements.get(name);
    if (known !== undefined) return known;
    let before = 0;
    const columns = numbers.map((number, place) => {
      const { sql, columns } = this.plan(number);
      const own = sql.replaceAll(/\$(\d+)/g, (_, parameter: string) => `$${before + Number(parameter)}`);
      before += given[place]?.length ?? 0;
      const arrays = this.dialect.arrays(columns.map((column) => `"${column}"`));
      return `(SELECT ${arrays} FROM (${own}) AS "rows") AS "q${place}"`;
    });
    const made = `SELECT ${columns.join(', ')}`;
    this.statements.set(name, made);
    return made;
  }

  private plan(number: number): AnyPlan {
    const plan = this.plans[number];
    if (!plan) throw new Error(`there is no question ${number}`);
    return plan;
  }
}

function rowOf(columns: readonly string[], values: readonly unknown[]): Readonly<Record<string, unknown>> {
  const row: Record<string, unknown> = {};
  for (const [index, name] of columns.entries()) row[name] = values[index];
  return row;
}
