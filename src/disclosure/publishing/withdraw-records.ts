import { factsOf } from '../../domain/disclosure/facts.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { planRemoval } from './change-record.js';
import type { PlannedChange } from './draft-changes.js';
import type { PublicationTerms } from './publication-terms.js';
import { type ChangeOutcome, publishChanges } from './publish-changes.js';
import type { PublishingRequest } from './publishing-request.js';
import { changeTerms, type GivenChangeTerms } from './release-terms.js';

export interface WithdrawalRequest extends PublishingRequest {
  readonly terms: Pick<PublicationTerms, 'standing'>;
  /** Who withdraws them, why, and with whose approval; without one it waits as a draft. */
  readonly given: GivenChangeTerms;
  readonly dataset: DatasetSchema;
  /** The ids of the records, one at least; one that comes twice counts once. */
  readonly ids: readonly string[];
  /** Only find what would be withdrawn; change nothing. */
  readonly dryRun?: boolean;
  /** Told of each record that is going to be withdrawn, before any is. */
  readonly onPlanned?: (withdrawal: Withdrawal) => void;
}

/** A record that is, or would be, withdrawn. */
export interface Withdrawal {
  readonly id: string;
  /** Files that it names, by field. They are no part of it: they stay until somebody deletes them. */
  readonly files: readonly { readonly field: string; readonly names: readonly string[] }[];
}

export interface WithdrawalReport {
  readonly withdrawals: readonly Withdrawal[];
  readonly outcome: ChangeOutcome;
}

/**
 * Withdraws records (撤回) in one release: all of them, or none. Whoever asks for one is told so, with the reason.
 * @throws TermRefused when a name or a reason says nothing, or is too long
 * @throws PublicationRefused when there is no such record, its publication has ended already, or its approver is its maker
 */
export async function withdrawRecords(request: WithdrawalRequest): Promise<WithdrawalReport> {
  const { store, dataset, ids, given, now, dryRun = false } = request;
  const terms = { ...changeTerms(given, request.terms), fetchedAt: now };
  const changes: PlannedChange[] = [];
  const withdrawals: Withdrawal[] = [];
  for (const id of new Set(ids)) {
    const change = await planRemoval(store.publications, dataset, id, 'withdrawn');
    const withdrawal = { id, files: filesOf(dataset, change) };
    changes.push(change);
    withdrawals.push(withdrawal);
    request.onPlanned?.(withdrawal);
  }
  if (dryRun) return { withdrawals, outcome: { kind: 'dry-run' } };
  return { withdrawals, outcome: await publishChanges(request, dataset, changes, terms) };
}

function filesOf({ fields }: DatasetSchema, { before }: PlannedChange): Withdrawal['files'] {
  const facts = factsOf(before.columns, before.values);
  return fields.flatMap(({ name, type, delimiter }) => {
    const text = type === 'list' ? (facts[name] ?? '') : '';
    return text === '' ? [] : [{ field: name, names: text.split(delimiter) }];
  });
}
