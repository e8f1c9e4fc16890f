/** A message that nobody was helped by: its words, without the person and without what they named. */
export interface NotUnderstood {
  readonly text: string;
  /** Whether it was asked back, sent elsewhere, or nothing was made of it. */
  readonly band: 'unsure' | 'outside' | 'nothing';
  /** The intent that it was nearest to. */
  readonly nearest: string | null;
}

/** The same words, counted over all who said them. */
export interface Unanswered extends NotUnderstood {
  readonly times: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What was not understood, for staff to learn from. */
export interface UnansweredStore {
  /** Counts it; words that are there already are counted once more. */
  note(what: NotUnderstood, at: number): Promise<void>;
  /** @returns the most frequent first */
  list(limit: number): Promise<readonly Unanswered[]>;
  /** Removes those that are dealt with. @returns how many there were */
  remove(texts: readonly string[]): Promise<number>;
}
