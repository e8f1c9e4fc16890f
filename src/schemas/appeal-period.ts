import { randomBytes } from 'node:crypto';
import { localTime } from '../domain/time/zone.js';
import type { DatasetSchema } from './schema-types.js';

/**
 * The one rule of the appeal period (申诉期): a record that was inspected says so, and what was found waits until the last day on which the party may
 * appeal is over. Which field names that day, and which fields wait, is said by `yibo.appeal` of the schema.
 *
 * What waits is moved, before a version is made, into a column that no schema can have (`result~`). It is sealed with the version, so that nobody can
 * change it while it waits, and whoever reads by the fields of the schema (API, pages, telephone, chat, exports, the public root, keys to search by)
 * never meets it. `publishAfterAppeal` makes the version that tells it.
 * @example "appeal_until 2016-11-02, result 不合格: on 2 November the row has result '' and result~ 不合格; from 3 November on, result 不合格."
 */

/** What ends the name of a column in which something waits; no field can be called so. */
const waiting = '~';
/**
 * Holds chance while something waits. The hash of a version is public, and of two or three possible results anybody could try which one gives it.
 */
export const chanceColumn = '~';
const freshChance = () => randomBytes(16).toString('base64url');

type Told = Pick<DatasetSchema, 'fields' | 'appeal'>;

/** @returns the columns of a version: the fields in their order, then those in which something may wait */
export function columnsOf({ fields, appeal }: Told): readonly string[] {
  const own = fields.map(({ name }) => name);
  return appeal ? [...own, ...appeal.withholds.map((name) => name + waiting), chanceColumn] : own;
}

/** Whether something waits in a column: whoever reads columns past the schema passes over it. */
export function isWaitingColumn(name: string): boolean {
  return name.endsWith(waiting);
}

/** @returns whether somebody may still appeal at that moment @param until a day, or empty @param now ms since 1970 */
export function isInAppeal(until: string, now: number): boolean {
  return until !== '' && localTime(now).day <= until;
}

/**
 * Puts values where they belong at this moment: what must wait into its waiting column, all else into its field.
 * @param facts by the names of fields, or of columns in which something waits
 * @param now ms since 1970, when the version is made
 * @param chance 128 bits, fresh for each version in which something waits
 * @returns the values in the order of {@link columnsOf}
 */
export function placedValues(
  dataset: Told,
  facts: Readonly<Record<string, string>>,
  now: number,
  chance: () => string = freshChance,
): readonly string[] {
  const open = openedFacts(dataset, facts);
  const { appeal } = dataset;
  if (!appeal) return dataset.fields.map(({ name }) => open[name] ?? '');
  const waits = isInAppeal(open[appeal.until] ?? '', now) ? appeal.withholds : [];
  const told = dataset.fields.map(({ name }) => (waits.includes(name) ? '' : (open[name] ?? '')));
  const kept = appeal.withholds.map((name) => (waits.includes(name) ? (open[name] ?? '') : ''));
  return [...told, ...kept, kept.some((text) => text !== '') ? chance() : ''];
}

/** @returns the fields with what waits in its place: for operators, and for making the next version; never for the public */
export function openedFacts(
  { fields, appeal }: Told,
  facts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.map(({ name }) => {
      const told = facts[name] ?? '';
      return [name, told === '' && appeal?.withholds.includes(name) ? (facts[name + waiting] ?? '') : told];
    }),
  );
}

/** Whether something waits in a version. */
export function isWaiting({ appeal }: Told, facts: Readonly<Record<string, string>>): boolean {
  return appeal?.withholds.some((name) => (facts[name + waiting] ?? '') !== '') ?? false;
}

/**
 * What the public may be told of a record's appeal period.
 * @param fields as they are told: what is withheld is empty
 * @returns the last day of the period and the fields that are withheld; null where there is none, or all is told
 */
export function appealOf(
  { appeal }: Told,
  fields: Readonly<Record<string, string>>,
): { readonly until: string; readonly withheld: readonly string[] } | null {
  const until = (appeal && fields[appeal.until]) ?? '';
  if (!appeal || until === '') return null;
  return appeal.withholds.every((name) => (fields[name] ?? '') === '') ? { until, withheld: appeal.withholds } : null;
}
