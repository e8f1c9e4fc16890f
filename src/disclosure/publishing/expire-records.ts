import type { PlacedRecord } from '../../domain/disclosure/record.js';
import { PublicationRefused, type Release } from '../../domain/disclosure/release.js';
import type { InForce } from '../../domain/disclosure/stores.js';
import { before } from '../../domain/time/duration.js';
import { instantOf } from '../../domain/time/zone.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { removalOf } from './change-record.js';
import { inForceOf } from './in-force-of.js';
import type { ExpiryRule, PublicationTerms } from './publication-terms.js';
import { publishChanges } from './publish-changes.js';
import type { PublishingRequest } from './publishing-request.js';
import { ruleTerms } from './release-terms.js';

export interface ExpiryRequest extends PublishingRequest {
  readonly terms: PublicationTerms;
  /** Only find what has expired; change nothing. */
  readonly dryRun?: boolean;
}

/** Records whose publication a rule ended, or would end. */
export interface Expired {
  readonly rule: ExpiryRule;
  readonly ids: readonly string[];
  /** Null in a dry run. */
  readonly release: Release | null;
}

/** At most this many in one release: each is written in one go. */
const recordsPerRelease = 500;

/** Ends the publication of every record whose term (公示期限) is over; the tombstones say so. */
export async function* expireRecords(request: ExpiryRequest): AsyncGenerator<Expired> {
  const { datasets, terms, dryRun = false } = request;
  const seen = new Set<string>();
  for (const rule of terms.expiry) {
    const dataset = datasets.get(rule.dataset);
    if (!dataset) continue;
    const due = await dueBy(request, rule, dataset, seen);
    for (let at = 0; at < due.length; at += recordsPerRelease) {
      const ids = due.slice(at, at + recordsPerRelease);
      yield { rule, ids, release: dryRun ? null : await expire(request, rule, dataset, ids) };
    }
  }
}

/** @returns the ids whose term under this rule is over; the first rule that fits a record is the one that counts */
async function dueBy(
  { store, now }: ExpiryRequest,
  rule: ExpiryRule,
  dataset: DatasetSchema,
  seen: Set<string>,
): Promise<string[]> {
  const due: string[] = [];
  const cutoff = before(now, rule.after);
  for await (const record of inForceOf(store, dataset.name)) {
    const key = `${dataset.name}\n${record.id}`;
    if (seen.has(key) || !fits(rule, record)) continue;
    seen.add(key);
    if ((await startOf(store, rule, record)) <= cutoff) due.push(record.id);
  }
  return due;
}

function fits(rule: ExpiryRule, record: PlacedRecord): boolean {
  return Object.entries(rule.when).every(([name, value]) => record.fields[name] === value);
}

/** When the term began: on the day that the rule's field names, else with the first publication. */
async function startOf(store: ExpiryRequest['store'], rule: ExpiryRule, record: PlacedRecord): Promise<number> {
  const from = rule.from === undefined ? '' : (record.fields[rule.from] ?? '');
  if (from !== '') return from.length === 10 ? instantOf(from, 0) : Date.parse(from);
  if (record.change === 'published') return record.publishedAt;
  const [first] = await store.publications.history(record.dataset, record.id);
  return first?.release.publishedAt ?? record.publishedAt;
}

async function expire(
  request: ExpiryRequest,
  rule: ExpiryRule,
  dataset: DatasetSchema,
  ids: readonly string[],
): Promise<Release | null> {
  const { store, terms, now } = request;
  const known = await store.publications.inForce(dataset.name, ids);
  const found = [...known.values()].filter(({ change }) => change === 'published' || change === 'corrected');
  const changes = found.map((one: InForce) => removalOf(dataset, one, 'expired'));
  if (changes.length === 0) return null;
  try {
    const done = await publishChanges(request, dataset, changes, { ...ruleTerms(rule, terms), fetchedAt: now });
    return done.kind === 'published' ? done.release : null;
  } catch (error) {
    // Somebody changed one of them in between: the next run finds what is still due.
    if (error instanceof PublicationRefused && error.code === 'outdated') return null;
    throw error;
  }
}
