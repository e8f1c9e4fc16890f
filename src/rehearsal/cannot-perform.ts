import { CodedError } from '../domain/errors/errors.js';

/** What cannot be done at that point of the transcript, or is not understood. */
export class CannotPerform extends CodedError {
  readonly code = 'cannot-perform';
}

/** A retry must get the same bytes. */
export async function sameAgain(standIn: {
  readonly turns: readonly { readonly answer: string }[];
  redeliver(): Promise<string>;
}): Promise<void> {
  const first = standIn.turns.at(-1)?.answer;
  if ((await standIn.redeliver()) !== first) throw new CannotPerform('the same delivery again got another answer');
}
