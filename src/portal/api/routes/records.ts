import { publicFields } from '../../../disclosure/reading/public-fields.js';
import { type Passage, type RecordView, viewRecord } from '../../../disclosure/reading/record-view.js';
import { repliesTo } from '../../../disclosure/reading/replies.js';
import { lastEnd } from '../../../disclosure/reading/withheld.js';
import { factsOf } from '../../../domain/disclosure/facts.js';
import { isTombstone } from '../../../domain/disclosure/release.js';
import type { HistoricVersion } from '../../../domain/disclosure/stores.js';
import { appealOf } from '../../../schemas/appeal-period.js';
import type { DatasetSchema } from '../../../schemas/schema.js';
import { Refused, refusalWith } from '../../../web/refusal.js';
import type { Api } from '../api.js';
import { refused } from '../face.js';
import { openDatasetNamed, pastMoment, recordId } from '../parameters.js';
import { caching, jsonRoute, type Route } from '../route.js';
import { historyAnswer, recordAnswer } from '../shapes.js';
import { versionOf } from '../version.js';

export function recordRoutes(api: Api): readonly Route[] {
  const name = openDatasetNamed(api);
  return [
    jsonRoute({
      path: '/datasets/{name}/records/{id}',
      operationId: 'getRecord',
      summary: 'A record as it is in force, or as it was; 410 once it has been withdrawn or has expired',
      parameters: { name, id: recordId, asOf: pastMoment(api) },
      refusals: [400, 403, 404, 410],
      shape: recordAnswer,
      cache: caching.asked,
      async answer({ name: dataset, id, asOf }) {
        const view = await viewRecord(api.store, dataset.name, id, asOf);
        if (view.kind !== 'public') throw refusalOf(id, view, asOf);
        const { change, reason, sample } = view.record;
        const fields = publicFields(dataset, view.record.fields);
        return {
          ...{ dataset: dataset.name, id, change, fields, version: versionOf(view.record), reason, sample },
          ...(asOf !== null && pastOf(view.next, asOf)),
          ...(await partySides(api, dataset, id, fields)),
          links: linksTo(api, dataset, id),
        };
      },
    }),
    jsonRoute({
      path: '/datasets/{name}/records/{id}/history',
      operationId: 'getHistory',
      summary: 'Every version of a record, the oldest first; of what was withdrawn only that it was',
      parameters: { name, id: recordId },
      refusals: [403, 404],
      shape: historyAnswer,
      cache: caching.asked,
      async answer({ name: dataset, id }) {
        const history = await api.store.publications.history(dataset.name, id);
        const last = history.at(-1);
        if (!last) throw refusalOf(id, { kind: 'unknown' }, null);
        const end = lastEnd(history);
        return {
          dataset: dataset.name,
          id,
          isPublic: !isTombstone(last.version.change),
          versions: history.map((one) => ({
            change: one.version.change,
            reason: one.release.reason,
            legalBasis: one.release.legalBasis,
            version: placeOf(one),
            previous: one.version.previous,
            sample: one.release.sample,
            fields:
              (one.release.position ?? 0) > end
                ? publicFields(dataset, factsOf(one.release.columns, one.version.values))
                : null,
          })),
        };
      },
    }),
  ];
}

function linksTo(api: Api, dataset: DatasetSchema, id: string) {
  const to = (below = '') => api.linkToRecord(dataset, id, below);
  return { self: to(), history: to('/history'), proof: to('/proof') };
}

/** Of when an answer about the past is, and what has replaced it since. */
function pastOf(next: Passage | null, asOf: number) {
  return { asOf: new Date(asOf).toISOString(), supersededBy: next && passageOf(next) };
}

/** What the party may do, and what it says: how long it may appeal (申诉期), and its replies (当事人说明). */
async function partySides(api: Api, dataset: DatasetSchema, id: string, fields: Readonly<Record<string, string>>) {
  const appeal = appealOf(dataset, fields);
  const replies = await repliesTo(api.store.records, dataset.name, id);
  return {
    appeal: appeal && { until: appeal.until, withheld: [...appeal.withheld] },
    replies: replies.map((reply) => ({ ...reply })),
  };
}

function refusalOf(id: string, view: Exclude<RecordView, { kind: 'public' }>, asOf: number | null): Refused {
  if (view.kind === 'unknown') return refused('unknown-record', '没有这条记录。');
  if (view.kind === 'not-yet') {
    const since = new Date(view.firstPublishedAt).toISOString();
    return refused('not-public-then', '这条记录那时还没有公开。', `它从 ${since} 起公开。`);
  }
  const { end, sample, again } = view;
  const code = end.change === 'expired' ? 'expired' : 'withdrawn';
  const ended = code === 'expired' ? '公示期已经满了' : '已经撤回';
  const wasPublicThen = asOf !== null && end.publishedAt > asOf;
  const message = wasPublicThen ? `这条记录在那之后${ended}，内容不再公开。` : `这条记录${ended}，内容不再公开。`;
  const remedy = again ? '它后来重新公开了：去掉 asOf 再查。' : undefined;
  const refusal = refusalWith(code, message, remedy === undefined ? {} : { more: { remedy } });
  const tombstone = { id, ...passageOf(end), sample };
  return new Refused(refusal, { tombstone, ...(again && { publishedAgain: passageOf(again) }) });
}

function passageOf(passage: Passage) {
  return { change: passage.change, reason: passage.reason, version: versionOf(passage) };
}

function placeOf({ version, release }: HistoricVersion) {
  return versionOf({ hash: version.hash, position: release.position ?? 0, publishedAt: release.publishedAt ?? 0 });
}
