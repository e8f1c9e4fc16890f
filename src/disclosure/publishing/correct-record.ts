import { isTombstone } from '../../domain/disclosure/release.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { type Difference, planCorrection } from './change-record.js';
import type { PublicationTerms } from './publication-terms.js';
import { type ChangeOutcome, publishChanges } from './publish-changes.js';
import type { PublishingRequest } from './publishing-request.js';
import { changeTerms, type GivenChangeTerms } from './release-terms.js';

export interface CorrectionRequest extends PublishingRequest {
  readonly terms: Pick<PublicationTerms, 'standing'>;
  /** Who corrects it, why, and with whose approval; without one it waits as a draft. */
  readonly given: GivenChangeTerms;
  readonly dataset: DatasetSchema;
  /** The id of the record. */
  readonly id: string;
  /** The new texts, by the names or the titles of their fields. */
  readonly changes: Readonly<Record<string, string>>;
  /** Only find what would change; change nothing. */
  readonly dryRun?: boolean;
  /** Told what is going to change, before it does. */
  readonly onPlanned?: (differences: readonly Difference[]) => void;
}

export interface CorrectionReport {
  readonly differences: readonly Difference[];
  /** `unchanged`: the record says so already. */
  readonly outcome: ChangeOutcome | { readonly kind: 'unchanged' };
}

/**
 * Corrects one record by name; one that was withdrawn or has expired becomes public again by it. What it said before stays
 * on record.
 * @throws TermRefused when a name or a reason says nothing, or is too long
 * @throws CorrectionRefused when a value does not fit the schema, is another record's, or would make it another record
 * @throws PublicationRefused when there is no such record, or its approver is its maker
 * @example "result 合格 → 不合格, by 张三, approved by 李四: published. Without 李四 it waits as a draft. To 合格, which it says
 * already: unchanged."
 */
export async function correctRecord(request: CorrectionRequest): Promise<CorrectionReport> {
  const { store, dataset, id, changes, given, now, dryRun = false } = request;
  const terms = { ...changeTerms(given, request.terms), fetchedAt: now };
  const { change, differences } = await planCorrection(store.publications, dataset, id, changes, store.records, now);
  const isSaid = differences.length === 0 && !isTombstone(change.before.change);
  if (isSaid) return { differences, outcome: { kind: 'unchanged' } };
  request.onPlanned?.(differences);
  if (dryRun) return { differences, outcome: { kind: 'dry-run' } };
  return { differences, outcome: await publishChanges(request, dataset, [change], terms) };
}
