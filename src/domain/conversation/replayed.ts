import { CodedError } from '../errors/errors.js';

/** A delivery that was answered long ago, or whose call is over: nobody genuine waits for it. */
export class Replayed extends CodedError {
  readonly code = 'replayed';
  /** @param isOver whether the person has hung up, so that whatever is answered reaches nobody */
  constructor(readonly isOver: boolean) {
    super('This delivery was answered before. It is not answered again.');
    this.name = 'Replayed';
  }
}
