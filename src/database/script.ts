import type { EitherConnection, Parameter, Statement } from './either-database.js';

/**
 * Gathers statements instead of doing them, for a writer to do in one go.
 * @example
 * const script = new Script();
 * await enterLine(script, waitings, dialect);
 * await writer.script(script.statements);
 */
export class Script implements EitherConnection {
  readonly statements: Statement[] = [];

  async run(sql: string, parameters: readonly Parameter[] = []): Promise<number> {
    this.statements.push({ sql, parameters });
    return 0;
  }

  all(sql: string): Promise<never> {
    return Promise.reject(new Error(`a script answers nothing, and was asked: ${sql}`));
  }

  one(sql: string): Promise<never> {
    return this.all(sql);
  }
}
