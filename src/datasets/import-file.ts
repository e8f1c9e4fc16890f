import { basename } from 'node:path';
import type { PublicationStore } from '../domain/ports.js';
import { PublicationRefused, type Release, type ReleasePlan } from '../domain/publication.js';
import { type Proposal, ReleaseDraft } from '../services/publications/release-draft.js';
import { LineSet } from './line-set.js';
import { RejectsFile } from './rejects-file.js';
import { type RefusedRow, RowCheck } from './row-check.js';
import type { RowProblem } from './row-problem.js';
import type { DatasetSchema } from './schema.js';
import { FileFault } from './tables/file-fault.js';
import { openTable, type Table } from './tables/table.js';

/** Who imports, why, and whence. */
export interface ImportTerms {
  readonly madeBy: string;
  /** Who approves it; null: it stays a draft. */
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly legalBasis: string;
  readonly source: string;
  readonly fetchedAt: number;
}

export interface ImportRequest {
  readonly dataset: DatasetSchema;
  /** CSV, JSON Lines or XLSX. */
  readonly file: string;
  /** Where it goes; null only for a dry run that has nothing to compare with. */
  readonly store: PublicationStore | null;
  readonly terms: ImportTerms;
  readonly now: () => number;
  /** Judge and compare; write nothing. */
  readonly dryRun?: boolean;
  /** Take the good rows of a file that has bad ones; otherwise nothing of such a file is taken. */
  readonly keepGood?: boolean;
  /** Where refused rows go, to be mended and imported; null: nowhere. */
  readonly rejects?: string | null;
  /** Mark the records as made-up sample data (示例). */
  readonly sample?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

/** How far an import is. */
export interface ImportProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export interface ImportReport {
  readonly dataset: string;
  readonly file: string;
  /** Rows below the header. */
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Rows that have a problem. */
  readonly refused: number;
  /** Rows whose record was withdrawn or has expired, and stays so. */
  readonly withheld: number;
  /** The first hundred, in the order of the file. */
  readonly problems: readonly RowProblem[];
  readonly problemCount: number;
  readonly warnings: readonly RowProblem[];
  readonly warningCount: number;
  /** Whether its good rows, if any, are kept: as a release, or because nothing in them is new. */
  readonly taken: boolean;
  /** What was published or drafted; null when nothing new was in it. */
  readonly release: Release | null;
}

/**
 * Imports a file into a dataset as one release: every row is judged and compared with what is in force, what is new is
 * written where nobody sees it, and at the end all of it becomes public at once, or none. Memory does not grow with the
 * file. The same file again changes nothing. A process event whose consignment is unknown is taken: it may arrive later.
 * @returns what was done and what was wrong; problems of the file are reported, never thrown
 * @throws PublicationRefused when another import is under way, or the approver is who made it; nothing is kept then
 */
export async function importFile(request: ImportRequest): Promise<ImportReport> {
  const { store, dryRun = false } = request;
  if (dryRun || !store) return new Import({ ...request, dryRun: true }).run();
  const unlock = await store.lock();
  if (!unlock) throw new PublicationRefused('busy', 'Another import is under way. Wait until it is done.');
  try {
    return await new Import(request).run();
  } finally {
    await unlock();
  }
}

class Import {
  private check: RowCheck;
  private readonly rejects: RejectsFile | null;
  private draft: ReleaseDraft | null = null;
  private readonly withheld = new LineSet();

  constructor(private readonly request: ImportRequest) {
    this.rejects = request.rejects ? new RejectsFile(request.rejects) : null;
    this.check = this.newCheck(true, () => {});
  }

  async run(): Promise<ImportReport> {
    try {
      const isFirst = await this.isFirstOfDataset();
      this.check = this.newCheck(!isFirst, (refused) => this.rejects?.add(this.check.heading, refused));
      const sha256 = await this.readAll();
      if (isFirst && (await this.mayRepeatIds())) await this.checkAgain();
      const repeats = this.check.conclude();
      if (!this.mayKeep) return this.report(await this.giveUp(), false);
      await this.draft?.remove(repeats);
      await this.setAside(repeats);
      return this.report(await this.conclude(sha256), true);
    } catch (error) {
      await this.giveUp();
      throw error;
    } finally {
      this.check.close();
      await this.rejects?.close();
    }
  }

  private newCheck(watchesIds: boolean, onRefused: (refused: RefusedRow) => void): RowCheck {
    const { dataset, sample: takesSamples = false } = this.request;
    return new RowCheck(dataset, onRefused, { takesSamples, watchesIds });
  }

  /** The first release of a dataset is written whole, so that the database meets every id that comes twice. */
  private async isFirstOfDataset(): Promise<boolean> {
    const { store, dataset, dryRun = false } = this.request;
    if (!store || dryRun) return false;
    return (await store.list({ dataset: dataset.name, state: 'published', limit: 1 })).length === 0;
  }

  private async mayRepeatIds(): Promise<boolean> {
    if (!this.check.usable) return false;
    const wasCutShort = this.check.problems.count > 0 && !this.request.keepGood;
    return wasCutShort || (await this.draft?.hasRepeats()) === true;
  }

  /** Reads the file once more, to say of each id that comes twice where it came first. */
  private async checkAgain(): Promise<void> {
    const { dataset, file } = this.request;
    this.check.close();
    this.check = this.newCheck(true, () => {});
    const table = await openTable(file, dataset.fields);
    for await (const { rows } of table.batches) this.check.take(rows);
  }

  private get mayKeep(): boolean {
    const { problems, usable, rows, refusedLines } = this.check;
    if (!usable || rows === refusedLines.size) return false;
    return problems.count === 0 || this.request.keepGood === true;
  }

  /** @returns the SHA-256 of the file; empty when it could not be read to its end */
  private async readAll(): Promise<string> {
    const { dataset, file, onProgress } = this.request;
    let writing: Promise<void> = Promise.resolve();
    try {
      const table = await openTable(file, dataset.fields);
      for await (const { rows, bytes } of table.batches) {
        const proposals = this.check.take(rows);
        onProgress?.({ rows: this.check.rows, bytes, totalBytes: table.totalBytes });
        if (!this.check.usable) break;
        await writing;
        writing = this.offer(table, proposals);
        writing.catch(() => {});
      }
      await writing;
      return this.check.usable ? table.sha256() : '';
    } catch (error) {
      await writing.catch(() => {});
      if (!(error instanceof FileFault)) throw error;
      this.check.refuseFile(error.line, error.reason, error.remedy);
      return '';
    }
  }

  private async offer(table: Table, proposals: readonly Proposal[]): Promise<void> {
    const { keepGood = false } = this.request;
    if (proposals.length === 0 || (this.check.problems.count > 0 && !keepGood)) return;
    this.draft ??= await this.begin(this.plan(table));
    for (const { line, why } of await this.draft.add(proposals)) {
      this.withheld.add(line);
      const reason = why === 'expired' ? 'the term of its publication is over' : 'the record was withdrawn';
      const remedy = 'It stays so; to publish it again, correct it by name';
      this.check.warnings.add({ line, column: 1, columnName: null, value: null, reason, remedy });
    }
  }

  private begin(plan: ReleasePlan): Promise<ReleaseDraft> {
    const { store, dryRun = false } = this.request;
    return dryRun || !store ? ReleaseDraft.judge(store, plan) : ReleaseDraft.begin(store, plan);
  }

  private plan({ format }: Table): ReleasePlan {
    const { dataset, file, terms, now, sample = false } = this.request;
    const { madeBy, reason, legalBasis, source, fetchedAt } = terms;
    return {
      dataset: dataset.name,
      sample,
      columns: dataset.fields.map(({ name }) => name),
      header: format === 'jsonl' ? [] : (this.check.header?.header ?? []),
      madeAt: now(),
      file: basename(file),
      ...{ madeBy, reason, legalBasis, source, fetchedAt },
    };
  }

  /** Writes the rows that repeat others to the file of refused rows; what they hold has to be read again. */
  private async setAside(repeats: readonly number[]): Promise<void> {
    if (!this.rejects || repeats.length === 0) return;
    const wanted = new Set(repeats);
    const table = await openTable(this.request.file, this.request.dataset.fields);
    for await (const { rows } of table.batches) {
      for (const row of rows) {
        if (!wanted.has(row.line)) continue;
        const problem = { line: row.line, column: 1, columnName: null, value: null };
        const problems = [{ ...problem, reason: 'repeats an earlier row', remedy: 'Keep one of the two' }];
        this.rejects.add(this.check.heading, { row, problems });
      }
    }
  }

  private async conclude(sha256: string): Promise<Release | null> {
    const { store, terms, now } = this.request;
    const done = (await this.draft?.conclude(sha256)) ?? null;
    if (!done || !store) return null;
    const { no, body } = done;
    if (terms.approvedBy !== null) return store.publish(no, now(), { by: terms.approvedBy, body });
    await store.finish(no, body);
    return store.get(no);
  }

  private async giveUp(): Promise<null> {
    await this.draft?.discard();
    this.draft = null;
    return null;
  }

  private report(release: Release | null, taken: boolean): ImportReport {
    const { rows, refusedLines, problems, warnings } = this.check;
    const withheld = this.withheld.sizeWithout(refusedLines);
    const { added, changed, unchanged } = this.draft?.summary ?? { added: 0, changed: 0, unchanged: 0 };
    return {
      dataset: this.request.dataset.name,
      file: this.request.file,
      ...{ rows, added, changed, taken, release },
      // A row that repeats another may have been compared before that was known: it counts as refused only.
      unchanged: taken ? rows - refusedLines.size - withheld - added - changed : unchanged,
      refused: refusedLines.size,
      withheld,
      problems: problems.list(),
      problemCount: problems.count,
      warnings: warnings.list(),
      warningCount: warnings.count,
    };
  }
}
