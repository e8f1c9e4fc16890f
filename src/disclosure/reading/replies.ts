import { isTombstone } from '../../domain/disclosure/release.js';
import type { RecordStore } from '../../domain/disclosure/stores.js';

/** What a party says about a record that is about it (当事人说明), in its own words. */
export interface Reply {
  readonly no: number;
  /** Who says it: an enterprise or organisation. */
  readonly party: string;
  /** The day on which it was handed in. */
  readonly saidOn: string;
  readonly text: string;
  readonly sample: boolean;
}

const mostReplies = 50;

/**
 * Finds what parties say about a record, to be shown beside it. Asked of a public record only: with it they go.
 * @param records as the public reads them
 * @returns in the order in which they were handed in; none where the bureau has no dataset `replies`
 * @example "inspection-results TJ2016001/3 has replies/inspection-results/TJ2016001/3/1 and …/2"
 */
export async function repliesTo(
  records: Pick<RecordStore, 'findWithin'>,
  dataset: string,
  id: string,
): Promise<readonly Reply[]> {
  const found = await records.findWithin('replies', `${dataset}/${id}`, mostReplies);
  return found
    .filter(({ change, fields }) => !isTombstone(change) && fields.dataset === dataset && fields.record_id === id)
    .map(({ fields, sample }) => ({
      no: Number(fields.no),
      party: fields.party ?? '',
      saidOn: fields.said_on ?? '',
      text: fields.text ?? '',
      sample,
    }))
    .sort((one, other) => one.no - other.no);
}
