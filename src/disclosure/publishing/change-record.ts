import { suggestion } from '../../authored/problem.js';
import { factsOf } from '../../domain/disclosure/facts.js';
import {
  isTombstone,
  PublicationRefused,
  type ReleasePlan,
  type ReleaseTerms,
} from '../../domain/disclosure/release.js';
import type { InForce, PublicationStore, RecordStore } from '../../domain/disclosure/stores.js';
import { CodedError } from '../../domain/errors/errors.js';
import { type Complaint, inSentences, quoted } from '../../domain/values/complaint.js';
import { columnsOf, openedFacts, placedValues } from '../../schemas/appeal-period.js';
import { idReader, keyReader } from '../../schemas/record-keys.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import { valueRule } from '../../schemas/value-rule.js';
import type { PlannedChange } from './draft-changes.js';
import { UniqueInForce } from './unique-in-force.js';

/** Values that a correction may not give a record: every problem, as a person reads it. */
export class CorrectionRefused extends CodedError {
  readonly code = 'correction-refused';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** A field before and after a correction. */
export interface Difference {
  readonly field: string;
  readonly from: string;
  readonly to: string;
}

/** What is changed about a record. */
export interface CorrectionPlan {
  readonly change: PlannedChange;
  readonly differences: readonly Difference[];
}

/**
 * Plans a correction of a record by name; one that was withdrawn or has expired becomes public again by it.
 * @param changes the fields that change, each with its new text
 * @throws PublicationRefused when there is no such record
 * @param records where it is looked whether another record has what may not repeat
 * @param now ms since 1970, for what has to wait until an appeal period is over; without it, it waits
 * @throws CorrectionRefused when a value does not fit the schema, is another record's, or would make it another record
 */
export async function planCorrection(
  store: PublicationStore,
  dataset: DatasetSchema,
  id: string,
  changes: Readonly<Record<string, string>>,
  records?: Pick<RecordStore, 'findByKey'>,
  now = 0,
): Promise<CorrectionPlan> {
  const before = await inForce(store, dataset, id);
  const problems: string[] = [];
  const names = dataset.fields.flatMap(({ name, title }) => [name, title]);
  const given = new Map<string, string>();
  for (const [name, text] of Object.entries(changes)) {
    const field = dataset.fields.find((one) => one.name === name || one.title === name);
    if (field) given.set(field.name, text);
    else problems.push(`"${name}" is no field of ${dataset.name}.${suggestion(name, names)}`);
  }
  const old = openedFacts(dataset, factsOf(before.columns, before.values));
  const values = dataset.fields.map((field) => {
    const raw = given.get(field.name) ?? old[field.name] ?? '';
    const verdict = valueRule(field, dataset.missingValues)(raw);
    if (typeof verdict === 'string') return verdict;
    if (verdict.severity === 'problem') problems.push(worded(field.name, raw, verdict));
    // What nobody asked to change stays as it was published, in whatever form.
    return verdict.severity === 'note' && !given.has(field.name) ? raw : verdict.value;
  });
  if (problems.length === 0 && idReader(dataset)(values) !== id) {
    problems.push(`the correction would make it another record. Withdraw "${id}" and publish the other.`);
  }
  if (problems.length > 0) throw new CorrectionRefused(problems);
  const differences = dataset.fields.flatMap(({ name }, place) => {
    const from = old[name] ?? '';
    const to = values[place] ?? '';
    return from === to ? [] : [{ field: name, from, to }];
  });
  const keys = keyReader(dataset)(values);
  await refuseClones(UniqueInForce.of(dataset, records), { id, line: 1, keys }, before);
  const facts = Object.fromEntries(dataset.fields.map(({ name }, place) => [name, values[place] ?? '']));
  const placed = JSON.stringify(placedValues(dataset, facts, now));
  return { change: { before, change: 'corrected', values: placed, keys }, differences };
}

async function refuseClones(
  unique: UniqueInForce | null,
  given: Parameters<UniqueInForce['note']>[0],
  before: InForce,
): Promise<void> {
  unique?.note(given, before);
  await unique?.look();
  const problems = (unique?.conclude(new Set()) ?? []).map(
    ({ name, value, other }) =>
      `${name} "${value}" is that of "${other}" too, which is in force. Correct or withdraw that one first.`,
  );
  if (problems.length > 0) throw new CorrectionRefused(problems);
}

/**
 * Plans the end of a record's publication. The tombstone keeps only what the record is found by.
 * @throws PublicationRefused when there is no such record, or its publication has ended already
 */
export async function planRemoval(
  store: PublicationStore,
  dataset: DatasetSchema,
  id: string,
  change: 'withdrawn' | 'expired',
): Promise<PlannedChange> {
  const before = await inForce(store, dataset, id);
  if (isTombstone(before.change)) {
    const state = before.change === 'withdrawn' ? 'has been withdrawn already' : 'has expired already';
    throw new PublicationRefused('wrong-state', `"${id}" of ${dataset.name} ${state}.`);
  }
  return removalOf(dataset, before, change);
}

/** @returns a tombstone in place of a version in force */
export function removalOf(dataset: DatasetSchema, before: InForce, change: 'withdrawn' | 'expired'): PlannedChange {
  const old = factsOf(before.columns, before.values);
  const kept = new Set([...dataset.id, ...dataset.keys.map(({ field }) => field), ...dataset.proof]);
  const values = dataset.fields.map(({ name }) => (kept.has(name) ? (old[name] ?? '') : ''));
  return { before, change, values: JSON.stringify(values), keys: keyReader(dataset)(values) };
}

/** @returns the plan of a release that changes records by name */
export function changePlan(
  dataset: DatasetSchema,
  terms: Omit<ReleaseTerms, 'approvedBy'>,
  { sample, now }: { readonly sample: boolean; readonly now: number },
): ReleasePlan {
  const { madeBy, reason, legalBasis, source, fetchedAt } = terms;
  const columns = columnsOf(dataset);
  const why = { reason, legalBasis, madeBy, madeAt: now, source, fetchedAt };
  return { dataset: dataset.name, sample, columns, file: '', header: [], ...why };
}

async function inForce(store: PublicationStore, dataset: DatasetSchema, id: string): Promise<InForce> {
  const before = (await store.inForce(dataset.name, [id])).get(id);
  if (before) return before;
  throw new PublicationRefused(
    'unknown-record',
    `${dataset.name} has no record "${id}". Compare dataset and id with where you read them.`,
  );
}

function worded(columnName: string, value: string, complaint: Complaint): string {
  return `column ${quoted(columnName)} ${value === '' ? '' : `${quoted(value)} `}${inSentences(complaint)}`;
}
