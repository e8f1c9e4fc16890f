import { basename } from 'node:path';
import { LookAlikes } from '../disclosure/publishing/look-alikes.js';
import {
  type DraftCounts,
  type NotTaken,
  type OnFresh,
  type Proposal,
  ReleaseDraft,
} from '../disclosure/publishing/release-draft.js';
import { UniqueInForce } from '../disclosure/publishing/unique-in-force.js';
import { factsOf } from '../domain/disclosure/facts.js';
import { type ReleaseBody, rawRow } from '../domain/disclosure/release.js';
import { columnsOf, placedValues } from '../schemas/appeal-period.js';
import type { ImportRequest } from './import-request.js';
import { LineSet } from './rows/line-set.js';
import type { RowCheck } from './rows/row-check.js';

/**
 * The release that a file becomes: good rows are compared with what is in force, and what is new is written where nobody
 * sees it. It is begun with the first rows that are taken; a dry run judges them likewise and writes nothing.
 */
export class DraftOfFile {
  /** Rows whose record was withdrawn or has expired. */
  readonly withheld = new LineSet();
  /** Rows that say what a correction by name has replaced. */
  readonly superseded = new LineSet();
  /** Null where the dataset has no unique fields, or there is no database to look in. */
  readonly unique: UniqueInForce | null;
  /** Null where no two ids look alike, or there is no database to look in. */
  readonly alike: LookAlikes | null;
  private draft: ReleaseDraft | null = null;

  constructor(private readonly request: ImportRequest) {
    this.unique = UniqueInForce.of(request.dataset, request.records);
    this.alike = LookAlikes.of(request.dataset, request.records);
  }

  /** @returns those that were not taken, though they are good */
  async take(proposals: readonly Proposal[], check: RowCheck): Promise<readonly NotTaken[]> {
    if (proposals.length === 0) return [];
    this.draft ??= await this.begin(check);
    const notTaken = await this.draft.add(this.request.dataset.appeal ? this.placed(proposals, check) : proposals);
    for (const { line, why } of notTaken) (why === 'superseded' ? this.superseded : this.withheld).add(line);
    await this.unique?.look();
    await this.alike?.look();
    return notTaken;
  }

  /** Whether the database has met an id twice. */
  async hasRepeats(): Promise<boolean> {
    return (await this.draft?.hasRepeats()) === true;
  }

  get counts(): DraftCounts {
    return this.draft?.summary ?? { added: 0, changed: 0, unchanged: 0 };
  }

  /**
   * @param refused lines that turned out to be wrong after they were taken
   * @param sha256 of the file
   * @returns the release, which is still loading; null when nothing is new, and in a dry run
   */
  async conclude(
    refused: readonly number[],
    sha256: string,
  ): Promise<{ readonly no: number; readonly body: ReleaseBody } | null> {
    await this.draft?.remove(refused);
    return (await this.draft?.conclude(sha256)) ?? null;
  }

  /** Leaves nothing of it. */
  async discard(): Promise<void> {
    await this.draft?.discard();
    this.draft = null;
  }

  /** What must wait until an appeal period is over goes where nobody reads it; the row stays as it stood in the file. */
  private placed(proposals: readonly Proposal[], check: RowCheck): readonly Proposal[] {
    const { dataset, now } = this.request;
    const columns = dataset.fields.map(({ name }) => name);
    const place = { columns, header: headerOf(check) };
    return proposals.map((proposal) => {
      const values = JSON.stringify(placedValues(dataset, factsOf(columns, proposal.values), now()));
      return { ...proposal, values, raw: rawRow(proposal, place) };
    });
  }

  private begin({ format, header }: RowCheck): Promise<ReleaseDraft> {
    const { store, dryRun, dataset, file, terms, now, sample = false } = this.request;
    const plan = {
      dataset: dataset.name,
      sample,
      columns: columnsOf(dataset),
      header: headerOf({ format, header }),
      madeAt: now(),
      file: basename(file),
      madeBy: terms.madeBy,
      reason: terms.reason,
      legalBasis: terms.legalBasis,
      source: terms.source,
      fetchedAt: terms.fetchedAt,
    };
    const { unique, alike } = this;
    const onFresh: OnFresh | null =
      unique || alike
        ? (proposal, before) => {
            unique?.note(proposal, before);
            alike?.note(proposal, before);
          }
        : null;
    return dryRun || !store ? ReleaseDraft.judge(store, plan, onFresh) : ReleaseDraft.begin(store, plan, onFresh);
  }
}

/** The columns of the file by the names of their fields; none where there was no table. */
function headerOf({ format, header }: Pick<RowCheck, 'format' | 'header'>): readonly string[] {
  return format === 'jsonl' ? [] : (header?.header ?? []);
}
