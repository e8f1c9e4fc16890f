import type { Recording } from '../domain/recordings/recording.js';
import type { RecordingStore } from '../domain/recordings/stores.js';
import { writeRecording } from '../operations/recording-file.js';
import { shownTime, table, UsageError } from './with-store.js';

/**
 * Writes what was said into the telephone for a case to a file, to be played, and says what it is.
 * @param no which of the case's recordings, from 1; undefined: the last that is kept
 * @throws RecordingRefused, UsageError
 */
export async function writeCaseRecording(
  recordings: RecordingStore,
  caseNo: string,
  file: string,
  { no, isJson }: { readonly no: string | undefined; readonly isJson: boolean },
): Promise<void> {
  const one = await writeRecording(recordings, caseNo, numberIn(no), file);
  if (isJson) process.stdout.write(`${JSON.stringify({ file, ...recordingJson(one) })}\n`);
  else process.stdout.write(`${file}: ${one.seconds} s, ${one.type}, SHA-256 ${one.sha256}\n`);
}

/** @returns the recordings of a case as a table; nothing where it has none */
export function recordingsShown(all: readonly Recording[]): string {
  if (all.length === 0) return '';
  return `\n${table([['recording', 'left', 'seconds', 'state', 'kept', 'kB', 'why'], ...all.map(row)])}`;
}

/** @returns a recording as `--json` has it: where its provider has it, and whose conversation it is, is nobody's matter here */
export function recordingJson({ conversationId: _conversation, url: _url, ...others }: Recording) {
  return others;
}

function numberIn(no: string | undefined): number | null {
  if (no === undefined) return null;
  if (/^[1-9]\d{0,3}$/.test(no)) return Number(no);
  throw new UsageError(`--no "${no}" is no number from 1.`);
}

function row(one: Recording, index: number): readonly string[] {
  const { askedAt, seconds, state, keptAt, bytes, attempts } = one;
  const reason =
    one.reason ?? (state === 'wanted' && attempts === 0 ? 'the service that runs fetches it from Twilio' : '');
  const size = bytes === null ? '' : String(Math.ceil(bytes / 1024));
  return [String(index + 1), shownTime(askedAt), String(seconds), state, shownTime(keptAt), size, reason];
}
