import type { RecordStore } from '../../domain/disclosure/stores.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { Finding } from '../lookups/ask.js';
import { recallsOf } from './recalls-of.js';

/** The dataset whose records notices of recalls are about. */
const dataset = 'vehicles';
/** The other kind of notice is one of a defect (缺陷通报). */
const recall = '召回';

/**
 * Says in one sentence that notices of recalls or defects (召回与缺陷通报) may concern a vehicle, by what the first of them matches. None of them says that it does.
 * @param records as the public reads them
 * @returns nothing for any other record, without a look at notices
 */
export async function recallWords(
  finding: Finding,
  records: Pick<RecordStore, 'findByKey'>,
): Promise<readonly Sentence[]> {
  if (finding.kind !== 'told' || finding.record.dataset !== dataset) return [];
  const found = await recallsOf(records, finding.record);
  const [first] = found;
  if (!first) return [];
  const { kind = '', title = '' } = first.notice.fields;
  const said = { count: found.length, title, matched: first.matched.join('、') };
  return [kind === recall ? sentence('car.recall', said) : sentence('car.notice', { ...said, kind })];
}
