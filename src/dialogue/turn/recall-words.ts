import type { Finding } from '../../disclosure/lookups/ask.js';
import { recallsOf } from '../../disclosure/recalls/recalls-of.js';
import { type Sentence, sentence } from '../../domain/language/phrases.js';
import type { TurnContext } from './context.js';

/** The dataset whose records notices of recalls are about. */
const dataset = 'vehicles';
/** The other kind of notice is one of a defect (缺陷通报). */
const recall = '召回';

/**
 * Says in one sentence that notices of recalls or defects (召回与缺陷通报) may concern a vehicle, by what the first of them matches. None of them says that it does.
 * @returns nothing for any other record, without a look at notices
 */
export async function recallWords(finding: Finding, { services }: TurnContext): Promise<readonly Sentence[]> {
  if (finding.kind !== 'told' || finding.record.dataset !== dataset) return [];
  const found = await recallsOf(services.records, finding.record);
  const [first] = found;
  if (!first) return [];
  const { kind = '', title = '' } = first.notice.fields;
  const said = { count: found.length, title, matched: first.matched.join('、') };
  return [kind === recall ? sentence('car.recall', said) : sentence('car.notice', { ...said, kind })];
}
