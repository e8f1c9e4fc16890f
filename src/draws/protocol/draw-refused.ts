import { CodedError } from '../../domain/errors/errors.js';

/** A step of a draw that cannot be taken now, or not by what was given; the message says what is missing. */
export class DrawRefused extends CodedError {
  readonly code = 'draw-refused';
}
