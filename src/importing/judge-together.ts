import { basename } from 'node:path';
import type { Complaint } from '../domain/values/complaint.js';
import type { DraftOfFile } from './draft-of-file.js';
import type { ImportRequest } from './import-request.js';
import { readGoodRows } from './read-all.js';
import { type Repeat, RepeatSearch } from './rows/repeat-search.js';
import type { RowCheck } from './rows/row-check.js';
import { repeatWords } from './rows/row-notes.js';

/** What the reading of a file leaves for this. */
export interface ReadRows {
  readonly check: RowCheck;
  readonly draft: DraftOfFile;
  /** Noted from the good rows. */
  readonly search: RepeatSearch;
  /** Whether the dataset had nothing public: the database has met ids that come twice then, and the search has not. */
  readonly isFirst: boolean;
  readonly fileBytes: number;
}

/** Rows that were good by themselves, and are refused for other rows or records: by line, what a note says of them. */
export type RefusedLater = ReadonlyMap<number, Complaint>;

/**
 * Judges the rows of a file together, once each has been judged by itself: none may repeat another's id or unique value,
 * nor take a unique value that another record in force has. Problems are added to the check.
 */
export async function judgeTogether(request: ImportRequest, rows: ReadRows): Promise<RefusedLater> {
  const later = new Map<number, Complaint>();
  if (!rows.check.usable) return later;
  // Where rows were left uncompared, one of them may give up a value that another takes.
  const wereCompared = rows.check.problems.count === 0 || request.keepGood === true;
  refuseRepeats(await findRepeats(request, rows), request, rows.check, later);
  if (wereCompared) refuseClones(rows, later);
  if (wereCompared) refuseLookAlikes(request, rows, later);
  return later;
}

async function findRepeats(request: ImportRequest, rows: ReadRows): Promise<readonly Repeat[]> {
  const { check, draft, isFirst, fileBytes } = rows;
  let { search } = rows;
  // Of rows that were not taken, the database has seen nothing.
  const wasCutShort = check.problems.count > 0 && !request.keepGood;
  if (isFirst && (wasCutShort || (await draft.hasRepeats()))) {
    const withIds = new RepeatSearch(request.dataset, fileBytes, true);
    await readGoodRows(request, (row) => withIds.note(row));
    search = withIds;
  }
  const repeats: Repeat[] = [];
  if (search.needsSecondReading) {
    await readGoodRows(request, (row, line) => repeats.push(...search.compare(row, line)));
  }
  return repeats;
}

function refuseRepeats(
  repeats: readonly Repeat[],
  { file }: ImportRequest,
  check: RowCheck,
  later: Map<number, Complaint>,
): void {
  const told = new Set<string>();
  for (const { line, firstLine, name, isAlike } of repeats) {
    // Of a line that repeats another in two values, one reason is enough.
    if (told.has(`${line} ${firstLine}`)) continue;
    told.add(`${line} ${firstLine}`);
    const reason = `has the same value as line ${firstLine}${isAlike ? ', to the eye' : ''}`;
    check.refuseLater({ line, columnName: name, value: null, reason, remedy: 'Keep one of the two rows' });
    if (later.has(line)) continue;
    later.set(line, { reason: `${repeatWords} (line ${firstLine} of ${basename(file)})`, remedy: repeatRemedy });
  }
  check.warnings.drop(later);
}

function refuseClones({ check, draft }: ReadRows, later: Map<number, Complaint>): void {
  for (const { line, name, value, other } of draft.unique?.conclude(check.refusedLines) ?? []) {
    const reason = `is that of "${other}" too, which is in force`;
    const remedy = 'Find out which of the two has it, and correct or withdraw the other';
    check.refuseLater({ line, columnName: name, value, reason, remedy });
    later.set(line, { reason: `${name} "${value}" ${reason}`, remedy });
  }
}

function refuseLookAlikes({ dataset }: ImportRequest, { check, draft }: ReadRows, later: Map<number, Complaint>): void {
  const name = dataset.id.join('/');
  for (const { line, id, other } of draft.alike?.conclude(check.refusedLines) ?? []) {
    const reason = `cannot be told from "${other}", which is in force`;
    const remedy = 'Write it as there, if it is that one; if not, withdraw that one first';
    check.refuseLater({ line, columnName: name, value: id, reason, remedy });
    later.set(line, { reason: `${name} "${id}" ${reason}`, remedy });
  }
}

const repeatRemedy = 'If this is the right one of the two, delete this note; if not, delete this row';
