import { factsOf } from '../../domain/disclosure/facts.js';
import type { PlacedRecord } from '../../domain/disclosure/record.js';
import { isTombstone, PublicationRefused, type Release } from '../../domain/disclosure/release.js';
import type { InForce } from '../../domain/disclosure/stores.js';
import { isInAppeal, isWaiting, openedFacts, placedValues } from '../../schemas/appeal-period.js';
import { keyReader } from '../../schemas/record-keys.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { PlannedChange } from './draft-changes.js';
import { inForceOf } from './in-force-of.js';
import type { PublicationTerms } from './publication-terms.js';
import { publishChanges } from './publish-changes.js';
import type { PublishingRequest } from './publishing-request.js';

/** Why the second version is made, as everybody reads it beside the record. */
export const appealOver = '申诉期满，公布检查结果';

export interface AppealRequest extends PublishingRequest {
  readonly terms: PublicationTerms;
}

/** Records whose appeal period is over: what waited in them is public now. */
export interface Disclosed {
  readonly dataset: string;
  readonly ids: readonly string[];
  /** Null when somebody changed one of them in between: the next run finds them again. */
  readonly release: Release | null;
}

/** At most this many in one release: each is written in one go. */
const recordsPerRelease = 500;

/** Publishes what waited in records until their appeal period (申诉期) was over, as a version of its own: mirrors learn of it, and the past stays as it was. */
export async function* publishAfterAppeal(request: AppealRequest): AsyncGenerator<Disclosed> {
  for (const dataset of request.datasets.values()) {
    if (!dataset.appeal) continue;
    const found = await dueIn(request, dataset);
    // What is made up stays so: a release is of one or of the other.
    for (const sample of [false, true]) {
      const due = found.filter((one) => one.sample === sample).map(({ id }) => id);
      for (let at = 0; at < due.length; at += recordsPerRelease) {
        const ids = due.slice(at, at + recordsPerRelease);
        yield { dataset: dataset.name, ids, release: await disclose(request, dataset, ids) };
      }
    }
  }
}

/** @returns the records in which something waits that may be told by now */
async function dueIn(
  { store, now }: AppealRequest,
  dataset: DatasetSchema,
): Promise<readonly Pick<PlacedRecord, 'id' | 'sample'>[]> {
  const due: Pick<PlacedRecord, 'id' | 'sample'>[] = [];
  for await (const { id, sample, fields } of inForceOf(store, dataset.name)) {
    if (isWaiting(dataset, fields) && !isInAppeal(fields[dataset.appeal?.until ?? ''] ?? '', now))
      due.push({ id, sample });
  }
  return due;
}

async function disclose(
  request: AppealRequest,
  dataset: DatasetSchema,
  ids: readonly string[],
): Promise<Release | null> {
  const { store, terms, now } = request;
  const known = await store.publications.inForce(dataset.name, ids);
  const changes = [...known.values()]
    .filter(({ change }) => !isTombstone(change))
    .map((one) => opened(dataset, one, now));
  if (changes.length === 0) return null;
  const { approvedBy, legalBasis } = terms.standing;
  const source = `data/${dataset.name}/schema.json`;
  const why = { madeBy: '申诉期规则', approvedBy, reason: appealOver, legalBasis, source, fetchedAt: now };
  try {
    const done = await publishChanges(request, dataset, changes, why);
    return done.kind === 'published' ? done.release : null;
  } catch (error) {
    if (error instanceof PublicationRefused && error.code === 'outdated') return null;
    throw error;
  }
}

function opened(dataset: DatasetSchema, before: InForce, now: number): PlannedChange {
  const facts = openedFacts(dataset, factsOf(before.columns, before.values));
  const values = placedValues(dataset, facts, now);
  return { before, change: 'corrected', values: JSON.stringify(values), keys: keyReader(dataset)(values) };
}
