import { CodedError } from '../errors/errors.js';

/** What we need to answer cannot be had just now; the message says why, and what an operator looks at. */
export class Unavailable extends CodedError {
  readonly code = 'database-unavailable';
}
