import { planCorrection, planRemoval } from '../disclosure/publishing/change-record.js';
import { publishChanges } from '../disclosure/publishing/publish-changes.js';
import type { Store } from '../domain/store.js';
import type { RecordChange } from '../rehearsal/transcript.js';
import { loadDatasets } from '../schemas/schema.js';
import { installation } from '../service/installation.js';

/**
 * Publishes a change of a record at once, as rehearsals and tests need it: by somebody, approved by somebody else.
 * @throws Error when there is no such dataset or record, or the change does not fit it
 */
export async function changeOnStage(
  store: Store,
  { what, dataset: name, id, words }: RecordChange,
  now: number,
): Promise<void> {
  const { publications } = store;
  const datasets = loadDatasets(installation().data);
  const dataset = datasets.get(name);
  if (!dataset || !(await store.records.get(name, id))) throw new Error(`${name} has no record "${id}"`);
  const who = { madeBy: '张三', approvedBy: '李四', legalBasis: '《政府信息公开条例》' };
  const terms = { ...who, reason: what === 'corrected' ? '更正' : words, source: dataset.title, fetchedAt: now };
  const [field = '', text = ''] = words.split(/=(.*)/s);
  const change =
    what === 'corrected'
      ? (await planCorrection(publications, dataset, id, { [field]: text })).change
      : await planRemoval(publications, dataset, id, what);
  await publishChanges({ store, datasets, now }, dataset, [change], terms);
}
