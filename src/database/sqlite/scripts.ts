import type { Parameter, Statement } from '../either-database.js';
import type { Connection } from './connection.js';

/**
 * Does several statements as one: each is the body of a trigger of a view, and a row that is put into the view sets it off. So a transaction
 * is one way to SQLite's thread and back, of a statement that is prepared once.
 * @example
 * // two statements, each with its value
 * INSERT INTO script (statement, given) VALUES (1, '[["call:CA1",1,…]]'), (4, '[["call:CA1","served",…]]')
 */
export class Scripts {
  private readonly numbers = new Map<string, number>();

  constructor(private readonly connection: Connection) {}

  /**
   * @param statements each with one parameter, `$1`
   * @throws the database's error, and nothing of any is kept
   */
  async run(statements: readonly Statement[]): Promise<void> {
    const given: Parameter[] = [];
    for (const { sql, parameters } of statements) {
      const [value = null, ...others] = parameters;
      if (others.length > 0) throw new Error(`a statement of a script has one parameter: ${sql}`);
      given.push(this.numbers.get(sql) ?? (await this.define(sql)), value);
    }
    const rows = statements.map(() => '(?, ?)').join(', ');
    await this.connection.run(`INSERT INTO script (statement, given) VALUES ${rows}`, given);
  }

  /** What a connection has for itself is in no file: it is made anew by each that writes. */
  private async define(sql: string): Promise<number> {
    const number = this.numbers.size + 1;
    this.numbers.set(sql, number);
    if (number === 1) await this.connection.exec('CREATE TEMP VIEW script AS SELECT NULL AS statement, NULL AS given');
    await this.connection.exec(`
      CREATE TEMP TRIGGER script_${number} INSTEAD OF INSERT ON script WHEN NEW.statement = ${number}
      BEGIN ${sql.replaceAll('$1', 'NEW.given')}; END`);
    return number;
  }
}
