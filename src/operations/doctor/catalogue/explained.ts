/** The same in Chinese and in English. `{name}` stands for a value that comes with the finding. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * How much a finding weighs. A local install may lack what a hotline must have:
 * - `failure`, `warning`: wherever it is met
 * - `failure-in-production`: elsewhere a warning
 * - `only-production-failure`, `only-production-warning`: elsewhere it is no finding
 */
export type Weight =
  | 'failure'
  | 'warning'
  | 'failure-in-production'
  | 'only-production-failure'
  | 'only-production-warning';

/** What a finding of `yibo doctor` means, and what to do about it. */
export interface ExplainedFinding {
  /** The check that finds it. */
  readonly check: string;
  readonly weight: Weight;
  readonly what: Words;
  readonly remedy: Words;
}
