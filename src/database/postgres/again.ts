import pg from 'pg';
import { DatabaseUnavailable } from './unavailable.js';

/** 40001 and 40P01: the server undid the work because another's came in its way, and asks for it again. */
const isUndone = (error: unknown) =>
  error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01');

const maxAttempts = 5;

/**
 * Does work that may be done again: after a clash with another process, and once after the connection was lost, for a
 * pool that has slept through a restart of the server hands out dead ones.
 */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  let wasLost = false;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isLost = error instanceof DatabaseUnavailable && error.mayBeTriedAgain;
      const goesOn = isLost ? !wasLost : isUndone(error) && attempt < maxAttempts;
      if (!goesOn) throw error;
      wasLost ||= isLost;
    }
  }
}
