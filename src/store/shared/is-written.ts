import type { EitherWriter, Statement } from '../../database/either-database.js';
import { Unavailable } from '../../domain/care/unavailable.js';

/**
 * Tries a script that holds only where all is as it should be.
 * @returns whether it was written; false where it is not so, and nothing was
 * @throws Unavailable where the database cannot be had
 */
export async function isWritten(
  writer: Pick<EitherWriter, 'script'>,
  statements: readonly Statement[],
): Promise<boolean> {
  try {
    await writer.script(statements);
    return true;
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    return false;
  }
}
