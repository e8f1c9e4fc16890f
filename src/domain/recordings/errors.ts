import { CodedError } from '../errors/errors.js';

/** The recording cannot be had: it is elsewhere than it may be, too long, or no sound. */
export class SoundGone extends CodedError {
  readonly code = 'recording-refused';
}

/** The provider has no recording of that name: not yet, or not any more. */
export class SoundMissing extends CodedError {
  readonly code = 'recording-missing';
}
