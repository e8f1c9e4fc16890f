import { basename } from 'node:path';
import { type NotTaken, type Proposal, ReleaseDraft } from '../disclosure/publishing/release-draft.js';
import { UniqueInForce } from '../disclosure/publishing/unique-in-force.js';
import { PublicationRefused, type Release, type ReleasePlan } from '../domain/disclosure/release.js';
import type { Complaint } from '../domain/language/complaint.js';
import { FileFault } from '../tables/file-fault.js';
import { openTable } from '../tables/table.js';
import type { ImportReport, ImportRequest } from './import-request.js';
import { RejectsFile } from './rejects-file.js';
import { LineSet } from './rows/line-set.js';
import { type RefusedRow, RowCheck } from './rows/row-check.js';
import { repeatWords } from './rows/row-notes.js';
import type { RowProblem } from './rows/row-problem.js';

export type * from './import-request.js';

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
  private readonly unique: UniqueInForce | null;
  private draft: ReleaseDraft | null = null;
  private readonly withheld = new LineSet();
  private readonly superseded = new LineSet();

  constructor(private readonly request: ImportRequest) {
    this.rejects = request.rejects ? new RejectsFile(request.rejects) : null;
    this.unique = UniqueInForce.of(request.dataset, request.records);
    this.check = this.newCheck(true, () => {});
  }

  async run(): Promise<ImportReport> {
    let report: ImportReport;
    try {
      report = await this.readAndConclude();
    } catch (error) {
      this.rejects?.discard();
      // What went wrong first is what has to be told; what is left is cleared away by the next import.
      await this.giveUp().catch(() => undefined);
      throw error;
    } finally {
      this.check.close();
    }
    // When something is wrong with the file as a whole, it is the file that has to be mended.
    if (this.check.usable) return { ...report, rejects: (await this.rejects?.close()) ?? null };
    this.rejects?.discard();
    return report;
  }

  private async readAndConclude(): Promise<ImportReport> {
    const isFirst = await this.isFirstOfDataset();
    this.check = this.newCheck(!isFirst, (refused) => this.rejects?.add(this.check.heading, refused));
    const sha256 = await this.readAll();
    if (isFirst && (await this.mayRepeatIds())) await this.checkAgain();
    const later = this.refuseLater();
    if (this.check.usable) await this.setAside(later);
    if (this.check.usable) this.rejects?.seal();
    if (!this.mayKeep) {
      await this.giveUp();
      return this.report(null, false);
    }
    await this.draft?.remove([...later.keys()]);
    return this.report(await this.conclude(sha256), true);
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
    for await (const _ of this.check.read(await openTable(file, dataset.fields)));
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
      for await (const { proposals, bytes } of this.check.read(table)) {
        onProgress?.({ rows: this.check.rows, bytes, totalBytes: table.totalBytes });
        if (!this.check.usable) break;
        await writing;
        writing = this.offer(proposals);
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

  private async offer(proposals: readonly Proposal[]): Promise<void> {
    const { keepGood = false } = this.request;
    if (proposals.length === 0 || (this.check.problems.count > 0 && !keepGood)) return;
    this.draft ??= await this.begin(this.plan());
    for (const { line, why } of await this.draft.add(proposals)) {
      (why === 'superseded' ? this.superseded : this.withheld).add(line);
      this.check.warnings.add({ line, column: 1, columnName: null, value: null, ...notTaken[why] });
    }
    await this.unique?.look();
  }

  private begin(plan: ReleasePlan): Promise<ReleaseDraft> {
    const { store, dryRun = false } = this.request;
    const { unique } = this;
    const onFresh = unique?.note.bind(unique) ?? null;
    return dryRun || !store ? ReleaseDraft.judge(store, plan, onFresh) : ReleaseDraft.begin(store, plan, onFresh);
  }

  private plan(): ReleasePlan {
    const { dataset, file, terms, now, sample = false } = this.request;
    const { madeBy, reason, legalBasis, source, fetchedAt } = terms;
    return {
      dataset: dataset.name,
      sample,
      columns: dataset.fields.map(({ name }) => name),
      header: this.check.format === 'jsonl' ? [] : (this.check.header?.header ?? []),
      madeAt: now(),
      file: basename(file),
      ...{ madeBy, reason, legalBasis, source, fetchedAt },
    };
  }

  /** @returns the rows that are refused for other rows or records, by line, with what a note says of them */
  private refuseLater(): ReadonlyMap<number, Complaint> {
    const { file, keepGood = false } = this.request;
    const later = new Map<number, Complaint>();
    // Where rows were left uncompared, one of them may give up a value that another takes.
    const isCompared = this.check.usable && (this.check.problems.count === 0 || keepGood);
    for (const [line, firstLine] of this.check.conclude()) {
      later.set(line, { reason: `${repeatWords} (line ${firstLine} of ${basename(file)})`, remedy: repeatRemedy });
    }
    const clones = isCompared ? this.unique?.conclude(this.check.refusedLines) : [];
    for (const { line, name, value, other } of clones ?? []) {
      const reason = `is that of "${other}" too, which is in force`;
      const remedy = 'Find out which of the two has it, and correct or withdraw the other';
      this.check.refuseLater({ line, columnName: name, value, reason, remedy });
      later.set(line, { reason: `${name} "${value}" ${reason}`, remedy });
    }
    return later;
  }

  /** Writes such rows to the file of refused rows; what they hold has to be read again. */
  private async setAside(later: ReadonlyMap<number, Complaint>): Promise<void> {
    if (!this.rejects || later.size === 0) return;
    const table = await openTable(this.request.file, this.request.dataset.fields);
    for await (const { rows } of table.batches) {
      for (const row of rows) {
        const complaint = later.get(row.line);
        if (!complaint) continue;
        const problem: RowProblem = { line: row.line, column: 1, columnName: null, value: null, ...complaint };
        this.rejects.add(this.check.heading, { row, problems: [problem] });
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

  private async giveUp(): Promise<void> {
    await this.draft?.discard();
    this.draft = null;
  }

  private report(release: Release | null, taken: boolean): ImportReport {
    const { format, rows, refusedLines, problems, warnings, doubts } = this.check;
    const withheld = this.withheld.sizeWithout(refusedLines);
    const superseded = this.superseded.sizeWithout(refusedLines);
    const { added, changed, unchanged } = this.draft?.summary ?? { added: 0, changed: 0, unchanged: 0 };
    return {
      dataset: this.request.dataset.name,
      file: this.request.file,
      ...{ format, rows, added, changed, taken, release },
      // A row that repeats another may have been compared before that was known: it counts as refused only.
      unchanged: taken ? rows - refusedLines.size - withheld - superseded - added - changed : unchanged,
      refused: refusedLines.size,
      ...{ withheld, superseded, rejects: null },
      problems: problems.list(),
      problemCount: problems.count,
      warnings: [...doubts, ...warnings.list()],
      warningCount: doubts.length + warnings.count,
    };
  }
}

const repeatRemedy = 'If this is the right one of the two, delete this note; if not, delete this row';

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
