import { createHash } from 'node:crypto';
import { SoundGone, SoundMissing } from '../domain/recordings/errors.js';
import type { Recording, SoundSource } from '../domain/recordings/recording.js';
import type { RecordingStore } from '../domain/recordings/stores.js';
import type { Clock } from '../domain/time/clock.js';

type Say = (fields: object, message: string) => void;

export interface RecordingDuty {
  readonly recordings: RecordingStore;
  readonly source: SoundSource;
  readonly clock: Clock;
  readonly log: { readonly info: Say; readonly warn: Say; readonly error: Say };
}

/** Fetched one after another: a message may wait for those before it, and callers never. */
const atOnce = 50;
/** A provider that has none after so long has removed it, or never had it. */
const missingForMs = 86_400_000;
const firstPauseMs = 30_000;
const longestPauseMs = 3_600_000;

/**
 * Fetches the recordings that are wanted, and keeps them: from then on it does not matter whether their provider has them. What fails is tried
 * again after a growing pause for as long as it is wanted; what cannot be had is lost, and said to be.
 */
export async function keepRecordings(duty: RecordingDuty, isStopped: () => boolean): Promise<void> {
  const { recordings, clock } = duty;
  for (const one of await recordings.due(clock.now(), atOnce)) {
    if (isStopped()) return;
    await keepOne(one, duty);
  }
}

async function keepOne(one: Recording, { recordings, source, clock, log }: RecordingDuty): Promise<void> {
  const { id, caseNo, url } = one;
  try {
    const sound = await source.fetch(url);
    const sha256 = createHash('sha256').update(sound.bytes).digest('hex');
    if (await recordings.keep(id, sound, sha256, clock.now()))
      log.info({ case: caseNo, recording: id, bytes: sound.bytes.length }, 'a recording is kept');
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 300);
    const said = { case: caseNo, recording: id, err: error };
    if (isLost(error, one, clock.now())) {
      await recordings.fail(id, reason, null);
      log.error(said, 'a recording cannot be had; its case stays without it');
      return;
    }
    const pauseMs = Math.min(firstPauseMs * 2 ** one.attempts, longestPauseMs);
    await recordings.fail(id, reason, clock.now() + pauseMs);
    log.warn({ ...said, againInMs: pauseMs }, 'a recording could not be fetched; it is tried again');
  }
}

function isLost(error: unknown, { askedAt }: Recording, now: number): boolean {
  return error instanceof SoundGone || (error instanceof SoundMissing && now - askedAt > missingForMs);
}
