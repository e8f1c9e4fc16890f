import type { Command } from 'commander';
import type { Recording } from '../domain/recordings/recording.js';
import type { Store } from '../domain/store.js';
import { writeRecording } from '../operations/recording-file.js';
import { shownTime, table, UsageError, withStore } from './with-store.js';

interface Flags {
  readonly no?: string;
  readonly json?: boolean;
}

/** Adds `yibo recording`: what was said into the telephone for a case, listed or written to a file. */
export function addRecordingCommand(program: Command): void {
  program
    .command('recording')
    .description('list the recordings of a case, or write one to a file, to be played')
    .argument('<case>', 'its number (工单号)')
    .argument('[file]', 'where to write it; it must not be there yet')
    .option('--no <n>', 'which of them, from 1; without it, the last that is kept')
    .option('--json', 'for machines')
    .action(async (caseNo: string, file: string | undefined, flags: Flags) => {
      const writes = file ?? null;
      process.exitCode = await withStore(
        'recording',
        (store) => (file === undefined ? list(store, caseNo, flags) : write(store, caseNo, file, flags)),
        { mustExist: true, writes },
      );
    });
}

async function list({ recordings, cases }: Store, caseNo: string, { json = false }: Flags): Promise<number> {
  const found = await recordings.of(caseNo);
  if (found.length === 0 && !(await cases.byNumber(caseNo))) throw new UsageError(`there is no case "${caseNo}".`);
  if (json) {
    process.stdout.write(`${JSON.stringify(found.map(publicParts), null, 2)}\n`);
    return 0;
  }
  if (found.length === 0) process.stdout.write(`Case ${caseNo} has no recording.\n`);
  else process.stdout.write(table([['no', 'left', 'seconds', 'state', 'kept', 'kB', 'why'], ...found.map(row)]));
  return 0;
}

async function write({ recordings }: Store, caseNo: string, file: string, flags: Flags): Promise<number> {
  const one = await writeRecording(recordings, caseNo, numberIn(flags), file);
  if (flags.json) process.stdout.write(`${JSON.stringify({ file, ...publicParts(one) })}\n`);
  else process.stdout.write(`${file}: ${one.seconds} s, ${one.type}, SHA-256 ${one.sha256}\n`);
  return 0;
}

function numberIn({ no }: Flags): number | null {
  if (no === undefined) return null;
  if (/^[1-9]\d{0,3}$/.test(no)) return Number(no);
  throw new UsageError(`--no "${no}" is no number from 1.`);
}

function row(one: Recording, index: number): readonly string[] {
  const { askedAt, seconds, state, keptAt, bytes, reason } = one;
  const size = bytes === null ? '' : String(Math.ceil(bytes / 1024));
  return [String(index + 1), shownTime(askedAt), String(seconds), state, shownTime(keptAt), size, reason ?? ''];
}

/** Where its provider has it, and whose conversation it is, is nobody's matter here. */
function publicParts({ conversationId: _conversation, url: _url, ...others }: Recording) {
  return others;
}
