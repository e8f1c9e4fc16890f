import type { ExplainedError } from './explained-error.js';

/** What is met when objects and inspectors are drawn, or a draw is checked. */
export const drawErrors = {
  'draw-refused': {
    metBy: ['operator'],
    meaning: 'Something of a draw does not hold: its seal, its register, the round of its beacon, a code.',
    remedy: 'The message says what. A draw that does not hold is never mended: the next one has the next number.',
  },
  'register-refused': {
    metBy: ['operator'],
    meaning:
      'A register cannot be drawn from: an id is missing, stands there twice or can be mistaken, or a fact is neither text nor a whole number.',
    remedy: 'Mend the row that the message names, before the seal is made.',
  },
  'rule-refused': {
    metBy: ['operator'],
    meaning:
      'The rule of a draw cannot be applied to its register: too few persons, a stratum without a place, no weight for a fact.',
    remedy:
      'Decide anew what the rule says, and seal with that; the reason is on record with the new version of the rule.',
  },
} as const satisfies Record<string, ExplainedError>;
