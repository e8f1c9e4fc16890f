import type { Intent } from '../../domain/content/content.js';

/** What was asked before. */
export interface Before {
  readonly question: string;
  readonly followUp?: string | undefined;
  /** What it was about; null while that is being asked back. */
  readonly intent: Intent | null;
}
