import { lastEnd } from '../../disclosure/reading/withheld.js';
import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import type { HistoricVersion } from '../../domain/disclosure/stores.js';
import type { DatasetSchema } from '../../schemas/schema.js';
import type { Html } from '../shell/html.js';
import type { Site } from './page.js';

/** A record in force, as a page shows it. */
export interface ToldRecord {
  readonly dataset: DatasetSchema;
  readonly record: DisclosureRecord;
  /** Its versions that may be shown, the oldest first: those since its publication last ended. */
  readonly versions: readonly HistoricVersion[];
  /** The number that it was asked by, in capitals: the VIN, or the code of the sticker. */
  readonly askedBy: string;
  /** In ms since 1970. */
  readonly now: number;
}

/**
 * A part of a record's page: what it says of the record, or nothing. Pages list theirs, in order; what more there is to say of a record
 * (whether a sticker is genuine, a recall, a right of reply) is a function in that list.
 */
export type Section = (told: ToldRecord, site: Site) => Promise<Html | null> | Html | null;

/** @returns the record with what its page needs to know; it has been found, and is in force */
export async function toldRecord(
  { publications, clock }: Site,
  dataset: DatasetSchema,
  record: DisclosureRecord,
  askedBy: string,
): Promise<ToldRecord> {
  const history = await publications.history(dataset.name, record.id);
  const end = lastEnd(history);
  const versions = history.filter(({ release }) => (release.position ?? 0) > end);
  return { dataset, record, versions, askedBy, now: clock.now() };
}

/** Tells a record section by section; they are asked for at once. */
export function tellSections(
  told: ToldRecord,
  site: Site,
  sections: readonly Section[],
): Promise<readonly (Html | null)[]> {
  return Promise.all(sections.map((section) => section(told, site)));
}
