import { formatProblem } from '../authored/problem.js';
import type { ContentLibrary } from '../content/library.js';
import type { Store } from '../domain/store.js';
import { withinDeadline } from '../web/within-deadline.js';
import type { LiveData } from './live-data.js';

/** What `/readyz` tells. */
export interface Readiness {
  readonly ready: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** So long after something was kept, whoever asks is told by that; else a row is written for them. */
const newsMs = 5_000;
/** Whoever asks has a limit of its own, and a lock may hold up an attempt for longer. */
const answerWithinMs = 1_500;

/** Whether turns can be stored, by the last that was tried. Content, schemas and rules that were refused are told, and the last good ones serve. */
export async function readiness(
  store: Store,
  library: ContentLibrary,
  data: LiveData,
  simulator: string | null,
): Promise<Readiness> {
  const isStoring = await stores(store);
  const problems = library.problem?.problems.map(formatProblem);
  const ofData = data.problem?.problems.map(formatProblem);
  return {
    ready: isStoring,
    detail: {
      database: isStoring ? 'ok' : 'stores nothing just now',
      content: { version: library.current.version, ...(problems && { refused: problems }) },
      ...(ofData && { data: { refused: ofData } }),
      ...(simulator !== null && { simulator }),
    },
  };
}

async function stores(store: Store): Promise<boolean> {
  const { storing } = store;
  if (storing.trouble === null && storing.sinceKeptMs < newsMs) {
    return store.look().then(
      () => true,
      () => false,
    );
  }
  const proved = store.prove().then(
    () => true,
    () => false,
  );
  return (await withinDeadline(proved, answerWithinMs)) ?? false;
}
