/** How a check came out. `skipped`: there was nothing to look at, and `summary` says why. */
export type Mark = 'good' | 'warning' | 'failure' | 'skipped';

/** What a check found, for whoever has to mend it. */
export interface Finding {
  readonly mark: Mark;
  /** In a few words; of what is good too. */
  readonly summary: string;
  /** What is wrong, each with where it is and what to do; empty when nothing is. */
  readonly problems: readonly string[];
}

export function good(summary: string): Finding {
  return { mark: 'good', summary, problems: [] };
}

export function skipped(why: string): Finding {
  return { mark: 'skipped', summary: why, problems: [] };
}

/** Callers are served all the same, but somebody should look at it. */
export function warning(...problems: readonly string[]): Finding {
  return { mark: 'warning', summary: counted(problems), problems };
}

/** Callers are not served, or will not be. */
export function failure(...problems: readonly string[]): Finding {
  return { mark: 'failure', summary: counted(problems), problems };
}

function counted(problems: readonly string[]): string {
  return problems.length === 1 ? '1 problem' : `${problems.length} problems`;
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
