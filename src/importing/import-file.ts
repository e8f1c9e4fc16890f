import { statSync } from 'node:fs';
import { PublicationRefused, type Release } from '../domain/disclosure/release.js';
import { refuseChanged } from '../tables/file-fault.js';
import { openTable } from '../tables/table.js';
import { DraftOfFile } from './draft-of-file.js';
import type { ImportReport, ImportRequest } from './import-request.js';
import { judgeTogether, type RefusedLater } from './judge-together.js';
import { readAll, refuseFault } from './read-all.js';
import { RejectsFile } from './rejects-file.js';
import { RepeatSearch } from './rows/repeat-search.js';
import { RowCheck } from './rows/row-check.js';

export type * from './import-request.js';
export { encodings } from './import-request.js';

/**
 * Imports a file into a dataset as one release: every row is judged and compared with what is in force, what is new is
 * written where nobody sees it, and at the end all of it becomes public at once, or none. Memory does not grow with the
 * file. The same file again changes nothing. A process event whose consignment is unknown is taken: it may arrive later.
 * @returns what was done and what was wrong; problems of the file are reported, never thrown
 * @throws PublicationRefused when another import is under way, or the approver is who made it; nothing is kept then
 * @throws RejectsPlaceTaken when there is a file already where refused rows should go, or Error of the system when they
 * cannot be written there; nothing is kept then
 */
export async function importFile(request: ImportRequest): Promise<ImportReport> {
  const { store, dryRun = false } = request;
  if (dryRun || !store) return importAlone({ ...request, dryRun: true });
  const unlock = await store.lock(bytesOf(request));
  if (!unlock) throw new PublicationRefused('busy', 'Another import is under way. Wait until it is done.');
  try {
    return await importAlone(request);
  } finally {
    await unlock();
  }
}

async function importAlone(request: ImportRequest): Promise<ImportReport> {
  const rejects = request.rejects ? new RejectsFile(request.rejects) : null;
  const draft = new DraftOfFile(request);
  const { check, release, taken } = await judgeAndKeep(request, draft, rejects).catch(async (error: unknown) => {
    rejects?.discard();
    // What went wrong first is what has to be told; what is left is cleared away by the next import.
    await draft.discard().catch(() => undefined);
    throw error;
  });
  return { ...reportOf(request, check, draft, taken), release, rejects: (await rejects?.close()) ?? null };
}

/** Of the samples, which come with the code and are few, nothing is asked. */
function bytesOf({ file, sample = false }: ImportRequest): number {
  return sample ? 0 : (statSync(file, { throwIfNoEntry: false })?.size ?? 0);
}

/** What became of a file. */
interface Outcome {
  readonly check: RowCheck;
  readonly taken: boolean;
  readonly release: Release | null;
}

/** The three steps of an import: rows are judged each by itself, then together, and then all that is good is kept, or none. */
async function judgeAndKeep(request: ImportRequest, draft: DraftOfFile, rejects: RejectsFile | null): Promise<Outcome> {
  const { dataset, file, sample: takesSamples = false } = request;
  const isFirst = await isFirstOfDataset(request);
  const fileBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const search = new RepeatSearch(dataset, fileBytes, !isFirst);
  const check: RowCheck = new RowCheck(dataset, {
    takesSamples,
    onGood: (row) => search.note(row),
    onRefused: (refused) => rejects?.add(check.heading, refused),
  });
  const read = await readAll(request, check, draft);
  let later: RefusedLater = new Map();
  try {
    later = await judgeTogether(request, { check, draft, search, isFirst, fileBytes });
    if (rejects && check.usable) await setAside(request, check, rejects, later);
    // What was read the second time must be what was read the first time.
    if (read) await refuseChanged(file, read.stamp);
  } catch (error) {
    refuseFault(check, error);
  }
  if (check.usable) rejects?.seal();
  // When something is wrong with the file as a whole, it is the file that has to be mended.
  if (!check.usable) rejects?.discard();
  if (read && mayKeep(request, check)) {
    return { check, taken: true, release: await keep(request, draft, later, read.sha256) };
  }
  await draft.discard();
  return { check, taken: false, release: null };
}

/** The first release of a dataset is written whole, so that the database meets every id that comes twice. */
async function isFirstOfDataset({ store, dataset, dryRun = false }: ImportRequest): Promise<boolean> {
  if (!store || dryRun) return false;
  return (await store.list({ dataset: dataset.name, state: 'published', limit: 1 })).length === 0;
}

/** Writes the rows that were refused later to the file of refused rows; what they hold has to be read again. */
async function setAside(
  { file, dataset, encoding }: ImportRequest,
  { heading }: RowCheck,
  rejects: RejectsFile,
  later: RefusedLater,
): Promise<void> {
  if (later.size === 0) return;
  const table = await openTable(file, dataset.fields, encoding);
  for await (const { rows } of table.batches) {
    for (const row of rows) {
      const complaint = later.get(row.line);
      if (!complaint) continue;
      const problem = { line: row.line, column: 1, columnName: null, value: null, ...complaint };
      rejects.add(heading, { row, problems: [problem] });
    }
  }
}

function mayKeep({ keepGood = false }: ImportRequest, { problems, usable, rows, refusedLines }: RowCheck): boolean {
  if (!usable || rows === refusedLines.size) return false;
  return problems.count === 0 || keepGood;
}

/** Makes the draft public, or a draft that waits for its approval. @returns null when nothing is new, and in a dry run */
async function keep(
  { store, terms, now }: ImportRequest,
  draft: DraftOfFile,
  later: RefusedLater,
  sha256: string,
): Promise<Release | null> {
  const done = await draft.conclude([...later.keys()], sha256);
  if (!done || !store) return null;
  const { no, body } = done;
  if (terms.approvedBy !== null) return store.publish(no, now(), { by: terms.approvedBy, body });
  await store.finish(no, body);
  return store.get(no);
}

function reportOf(
  { dataset, file }: ImportRequest,
  check: RowCheck,
  draft: DraftOfFile,
  taken: boolean,
): Omit<ImportReport, 'release' | 'rejects'> {
  const { rows, refusedLines, problems, warnings, doubts } = check;
  const refused = refusedLines.size;
  const withheld = draft.withheld.sizeWithout(refusedLines);
  const superseded = draft.superseded.sizeWithout(refusedLines);
  const { added, changed, unchanged } = draft.counts;
  return {
    dataset: dataset.name,
    file,
    format: check.format,
    reading: check.reading,
    rows,
    added,
    changed,
    // A row that repeats another may have been compared before that was known: it counts as refused only.
    unchanged: taken ? rows - refused - withheld - superseded - added - changed : unchanged,
    refused,
    withheld,
    superseded,
    usable: check.usable,
    taken,
    problems: problems.list(),
    problemCount: problems.count,
    problemKinds: problems.kinds(),
    warnings: [...doubts, ...warnings.list()],
    warningCount: doubts.length + warnings.count,
    warningKinds: warnings.kinds(),
  };
}
