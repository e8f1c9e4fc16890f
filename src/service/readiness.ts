import { formatProblem } from '../authored/problem.js';
import type { ContentLibrary } from '../content/library.js';
import type { Store } from '../domain/store.js';

/** What `/readyz` tells. */
export interface Readiness {
  readonly ready: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Whether turns can be taken: the database answers. Content that was refused is told, and the last good version serves. */
export async function readiness(store: Store, library: ContentLibrary, simulator: string | null): Promise<Readiness> {
  const database = await store.ping().then(
    () => 'ok',
    () => 'does not answer',
  );
  const problems = library.problem?.problems.map(formatProblem);
  return {
    ready: database === 'ok',
    detail: {
      database,
      content: { version: library.current.version, ...(problems && { refused: problems }) },
      ...(simulator !== null && { simulator }),
    },
  };
}
