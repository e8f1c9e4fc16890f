import type { DisclosureRecord } from '../../domain/disclosure/record.js';
import { isTombstone } from '../../domain/disclosure/release.js';
import type { HistoricVersion, PublicationStore } from '../../domain/disclosure/stores.js';

type Publications = Pick<PublicationStore, 'inForce' | 'history'>;

/**
 * Tells which versions may no longer be shown: those of a record that was withdrawn (撤回) or has expired (到期) after
 * them. Its being published again brings back what it says from then on, and not what was taken back. Ask this after the
 * versions were read, so that nothing slips through that was withdrawn in between.
 * @returns those among the given
 */
export async function withheldAmong<T extends DisclosureRecord>(
  publications: Publications,
  dataset: string,
  records: readonly T[],
): Promise<ReadonlySet<T>> {
  const ids = new Set(records.map(({ id }) => id));
  const inForce = await publications.inForce(dataset, [...ids]);
  const ended = new Map<string, number>();
  const withheld = new Set<T>();
  for (const record of records) {
    const now = inForce.get(record.id);
    if (now?.hash === record.hash || isTombstone(record.change)) continue;
    if (!now || isTombstone(now.change)) {
      withheld.add(record);
      continue;
    }
    let end = ended.get(record.id);
    if (end === undefined) {
      end = lastEnd(await publications.history(dataset, record.id));
      ended.set(record.id, end);
    }
    if (end > record.position) withheld.add(record);
  }
  return withheld;
}

/** @returns the place in the chain at which the record's publication last ended; 0 when it never did */
export function lastEnd(history: readonly HistoricVersion[]): number {
  return history.findLast(({ version }) => isTombstone(version.change))?.release.position ?? 0;
}
