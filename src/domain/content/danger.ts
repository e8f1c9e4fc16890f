import type { Medium } from '../conversation/turn.js';

/** What is said where a life is in danger (危险), and how it is told from what only sounds like it. */
export interface Dangers {
  /** The graver first: a message that shows two is of the first. */
  readonly kinds: readonly Danger[];
  /** What holds a sign and means none (想死你了, 救命稻草), as patterns. */
  readonly harmless: readonly string[];
}

/** One kind of danger: to oneself, by a fire, by somebody else. */
export interface Danger {
  readonly id: string;
  /** How staff call it: 轻生. */
  readonly title: string;
  /** Said before anything else; names whom to ring first: 120, 110 or 119. */
  readonly words: Readonly<Record<Medium, string>>;
  /** Who helps besides, such as a crisis line (心理援助热线). */
  readonly help: readonly HelpLine[];
  /** Whether it is told of, and answered, in English; absent for no. */
  readonly isEnglish?: boolean;
  /** What people say then, as patterns ({@link patternSource}). */
  readonly signs: readonly string[];
}

export interface HelpLine {
  readonly name: string;
  /** As it is printed: `010-82951332`. */
  readonly phone: string;
  /** When somebody answers, such as 24小时. */
  readonly hours: string;
  /** Who published the number, and when. */
  readonly source: string;
}
