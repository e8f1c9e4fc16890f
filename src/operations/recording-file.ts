import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { CodedError } from '../domain/errors/errors.js';
import type { Recording } from '../domain/recordings/recording.js';
import type { RecordingStore } from '../domain/recordings/stores.js';
import { NameTaken, writeFileWhole } from '../files/whole-file.js';

/** A recording is not written: there is none, it is not here yet, or it is not what was kept. */
export class RecordingRefused extends CodedError {
  readonly code = 'recording-not-written';
}

/**
 * Writes a recording of a case to a file that this user alone may read, after its checksum was compared.
 * @param no which of the case's, from 1; null: the last that is kept
 * @throws RecordingRefused
 */
export async function writeRecording(
  recordings: RecordingStore,
  caseNo: string,
  no: number | null,
  file: string,
): Promise<Recording> {
  const one = chosen(await recordings.of(caseNo), caseNo, no);
  const sound = await recordings.sound(one.id);
  if (sound === null) throw new RecordingRefused(`that recording of case ${caseNo} is ${one.state}${because(one)}.`);
  const sha256 = createHash('sha256').update(sound).digest('hex');
  if (sha256 !== one.sha256) throw new RecordingRefused('what is kept of it is not what was fetched: see yibo doctor.');
  try {
    await writeFileWhole(
      file,
      async (target) => {
        target.end(sound);
        await once(target, 'finish');
      },
      { mode: 0o600 },
    );
  } catch (error) {
    if (error instanceof NameTaken) throw new RecordingRefused(`${error.message} Choose another name.`);
    throw error;
  }
  return one;
}

function chosen(all: readonly Recording[], caseNo: string, no: number | null): Recording {
  if (all.length === 0) throw new RecordingRefused(`case ${caseNo} has no recording.`);
  const one = no === null ? (all.findLast(({ state }) => state === 'kept') ?? all.at(-1)) : all[no - 1];
  if (!one) throw new RecordingRefused(`case ${caseNo} has ${all.length}: there is no --no ${no}.`);
  return one;
}

function because({ state, reason, attempts }: Recording): string {
  if (state === 'wanted')
    return attempts === 0
      ? ', and not here yet: the service that runs fetches it, where it is connected with Twilio'
      : `, and not here yet: ${reason}`;
  return reason === null ? '' : `: ${reason}`;
}
