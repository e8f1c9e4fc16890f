import { changePlan, planCorrection, planRemoval } from '../disclosure/publishing/change-record.js';
import { draftChanges } from '../disclosure/publishing/draft-changes.js';
import { makePublic } from '../disclosure/publishing/make-public.js';
import { loadDatasets } from '../disclosure/schemas/schema.js';
import type { Store } from '../domain/store.js';
import type { RecordChange } from '../rehearsal/transcript.js';
import { installation } from '../service/installation.js';

/**
 * Publishes a change of a record at once, as rehearsals and tests need it: by somebody, approved by somebody else.
 * @throws Error when there is no such dataset or record, or the change does not fit it
 */
export async function changeOnStage(
  { publications, records }: Store,
  { what, dataset: name, id, words }: RecordChange,
  at: number,
): Promise<void> {
  const dataset = loadDatasets(installation().data).get(name);
  const record = await records.get(name, id);
  if (!dataset || !record) throw new Error(`${name} has no record "${id}"`);
  const terms = { madeBy: '张三', legalBasis: '《政府信息公开条例》', source: dataset.title, fetchedAt: at };
  const reason = what === 'corrected' ? '更正' : words;
  const plan = changePlan(dataset, { ...terms, reason }, { sample: record.sample, now: at });
  const [field = '', text = ''] = words.split(/=(.*)/s);
  const change =
    what === 'corrected'
      ? (await planCorrection(publications, dataset, id, { [field]: text })).change
      : await planRemoval(publications, dataset, id, what);
  await makePublic(publications, await draftChanges(publications, plan, [change]), '李四', at);
}
