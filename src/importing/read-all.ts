import type { NotTaken, Proposal } from '../disclosure/publishing/release-draft.js';
import type { Complaint } from '../domain/values/complaint.js';
import { FileFault } from '../tables/file-fault.js';
import { openTable } from '../tables/table.js';
import type { DraftOfFile } from './draft-of-file.js';
import type { ImportRequest } from './import-request.js';
import type { GoodRow } from './rows/row.js';
import { RowCheck } from './rows/row-check.js';

/** A file that was read to its end. */
export interface ReadFile {
  readonly sha256: string;
  /** What it was then: another once it has been written to. */
  readonly stamp: string;
}

/**
 * Reads a file to its end: judges each row by itself, and hands the good ones to the draft. Once a row is refused, and good
 * rows are not to be taken without it, the others are only judged.
 * @param check fills with what is found, problems of the file as a whole among it
 * @returns what was read; null when it could not be read to its end
 */
export async function readAll(request: ImportRequest, check: RowCheck, draft: DraftOfFile): Promise<ReadFile | null> {
  const { dataset, file, encoding, keepGood = false, onProgress } = request;
  const offer = async (proposals: readonly Proposal[]) => {
    if (check.problems.count > 0 && !keepGood) return;
    for (const { line, why } of await draft.take(proposals, check)) {
      check.warnings.add({ line, column: 1, columnName: null, value: null, ...notTaken[why] });
    }
  };
  // The draft takes some rows while the next are being read.
  let offering: Promise<void> = Promise.resolve();
  try {
    const table = await openTable(file, dataset.fields, encoding);
    for await (const { proposals, bytes } of check.read(table)) {
      onProgress?.({ rows: check.rows, bytes, totalBytes: table.totalBytes });
      if (!check.usable) break;
      await offering;
      offering = offer(proposals);
      offering.catch(() => {});
    }
    await offering;
    check.end();
    return check.usable ? { sha256: table.sha256(), stamp: table.stamp } : null;
  } catch (error) {
    await offering.catch(() => {});
    refuseFault(check, error);
    return null;
  }
}

/** Makes a fault of the file a problem like others. @throws what is none */
export function refuseFault(check: RowCheck, error: unknown): void {
  if (!(error instanceof FileFault)) throw error;
  check.refuseFile(error.line, error.reason, error.remedy);
}

/** Reads a file once more, for those of its rows that are good by themselves. */
export async function readGoodRows(
  { dataset, file, encoding, sample: takesSamples = false }: ImportRequest,
  onGood: (row: GoodRow, line: number) => void,
): Promise<void> {
  const check = new RowCheck(dataset, { takesSamples, onGood });
  for await (const _ of check.read(await openTable(file, dataset.fields, encoding)));
}

/** What is said of a row that is good, and not taken. */
const notTaken: Readonly<Record<NotTaken['why'], Complaint>> = {
  expired: {
    reason: 'the term of its publication is over',
    remedy: 'It stays so; to publish it again, correct it by name',
  },
  withdrawn: { reason: 'the record was withdrawn', remedy: 'It stays so; to publish it again, correct it by name' },
  superseded: {
    reason: 'it says what a correction has replaced',
    remedy: 'The correction stays; to undo it, correct the record by name',
  },
};
