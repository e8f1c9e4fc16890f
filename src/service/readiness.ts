import { formatProblem } from '../authored/problem.js';
import type { ContentLibrary } from '../content/library.js';
import type { Store } from '../domain/store.js';
import type { LiveData } from './live-data.js';

/** What `/readyz` tells. */
export interface Readiness {
  readonly ready: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Whether turns can be taken: the database answers. Content, schemas and rules that were refused are told, and the last good ones serve. */
export async function readiness(
  store: Store,
  library: ContentLibrary,
  data: LiveData,
  simulator: string | null,
): Promise<Readiness> {
  const database = await store.ping().then(
    () => 'ok',
    () => 'does not answer',
  );
  const problems = library.problem?.problems.map(formatProblem);
  const ofData = data.problem?.problems.map(formatProblem);
  return {
    ready: database === 'ok',
    detail: {
      database,
      content: { version: library.current.version, ...(problems && { refused: problems }) },
      ...(ofData && { data: { refused: ofData } }),
      ...(simulator !== null && { simulator }),
    },
  };
}
