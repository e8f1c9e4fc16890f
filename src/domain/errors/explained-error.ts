/** Who meets an error: whoever sent a request, whoever types a command, whoever reads the log, whoever tries things out. */
export type Reader = 'request' | 'operator' | 'log' | 'stand-in';

/** What an error code means, and what to do about it; its own words, with place and value, come with the error. */
export interface ExplainedError {
  readonly metBy: readonly Reader[];
  /** The HTTP status of a refusal with this code. */
  readonly status?: number;
  readonly meaning: string;
  readonly remedy: string;
}
