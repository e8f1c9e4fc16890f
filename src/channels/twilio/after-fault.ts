import type { Answer } from '../../domain/conversation/stores.js';
import type { WireAnswer } from '../../web/delivery.js';
import { plainAnswer, refusedPlainly } from '../../web/plain-face.js';
import { type Apology, apologyIn } from '../telephone/apology.js';
import { keepOrSetAside } from '../telephone/keep-recording.js';
import * as decode from './decode.js';
import type { TwilioDependencies } from './dependencies.js';
import { encodeEnd, encodeSorry, encodeTakingMessage } from './encode.js';
import { fallback } from './fallback.js';
import { paths } from './settings.js';

/** What a call had come to when its turn could not be taken. */
export type Interrupted = 'turn' | 'dialled' | 'recorded';

/**
 * Answers a call whose conversation cannot be had: an apology, and a person or a message that is kept. A talk that had taken place is over, and a
 * message that had been left is kept; nobody is rung for it again.
 * @throws NoRoomAside when a message could not be kept
 */
export async function afterFault(
  interrupted: Interrupted,
  form: unknown,
  dependencies: TwilioDependencies,
): Promise<Answer> {
  const { contents, settings, clock } = dependencies;
  const apology = apologyIn(contents.current, clock.now());
  switch (interrupted) {
    case 'turn':
      return encodeSorry(apology, settings);
    case 'dialled':
      return wasAnswered(form) ? encodeEnd('') : encodeTakingMessage(apology.unanswered, apology, settings);
    case 'recorded':
      return encodeEnd(await keptOr(apology, form, dependencies));
  }
}

/** Answers what failed at an address: a note is told that it did, a caller is helped on, with the static document where nothing else works. */
export async function afterFailure(
  path: string,
  form: unknown,
  dependencies: TwilioDependencies,
): Promise<Answer | WireAnswer> {
  // Nobody listens to what a note is answered; its provider shows that it failed.
  if (path === paths.status || path === paths.recording || path === paths.leg)
    return plainAnswer(refusedPlainly('unavailable').refusal);
  const interrupted = path === paths.dialled ? 'dialled' : path === paths.recorded ? 'recorded' : 'turn';
  try {
    return await afterFault(interrupted, form, dependencies);
  } catch (error) {
    const { log, contents } = dependencies;
    log.error({ err: error, path }, 'not even a message could be kept; the line is rung at any hour');
    return fallback(contents.current);
  }
}

function wasAnswered(form: unknown): boolean {
  const { status, isBridged } = decode.dialEnd(decode.read('dialled', form));
  return status === 'completed' && isBridged !== false;
}

/** @returns what is said of a message: that it is kept, or good-bye where none was left */
async function keptOr({ kept, after }: Apology, form: unknown, dependencies: TwilioDependencies): Promise<string> {
  const read = decode.read('recorded', form);
  const message = decode.recorded(read);
  if (message.kind !== 'recording') return after;
  await keepOrSetAside(decode.callOf(read), message, dependencies);
  return kept;
}
