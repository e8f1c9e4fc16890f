import { publicFields } from '../../../disclosure/reading/public-fields.js';
import type { PlacedRecord } from '../../../domain/disclosure/record.js';
import { changesPage, type FeedChange } from '../../../exchange/feed/changes.js';
import { CursorRefused } from '../../../exchange/feed/cursor.js';
import { snapshotPage } from '../../../exchange/feed/snapshot.js';
import type { DatasetSchema } from '../../../schemas/schema.js';
import type { Api } from '../api.js';
import { refused } from '../face.js';
import { cursor, limit, openDatasetNamed } from '../parameters.js';
import { caching, jsonRoute, type Route } from '../route.js';
import { changesAnswer, snapshotAnswer } from '../shapes.js';
import { versionOf } from '../version.js';

const mostPerPage = 1_000;
const usualPerPage = 200;

/** A copy that stays true: take the snapshot once, then ask for changes now and again. */
export function feedRoutes(api: Api): readonly Route[] {
  const name = openDatasetNamed(api);
  const count = limit(mostPerPage, usualPerPage);
  const refusals = [400, 403, 404, 410];
  return [
    jsonRoute({
      path: '/datasets/{name}/snapshot',
      operationId: 'getSnapshot',
      summary: 'The records in force, page by page, and the cursor from which changes go on',
      parameters: { name, after: cursor('`next` of the page before.'), limit: count },
      refusals,
      shape: snapshotAnswer,
      cache: caching.asked,
      async answer({ name: dataset, after, limit: most }) {
        const request = { after, limit: most };
        const page = await snapshotPage(api.store, api.chain, dataset.name, request).catch(explain('after'));
        const sealed = await api.store.publicSeals.last();
        return {
          dataset: dataset.name,
          records: page.records.map((record) => upsertOf(dataset, record)),
          next: page.next,
          sealed: sealed && { position: sealed.position, seal: sealed.seal },
          changes: page.changes,
        };
      },
    }),
    jsonRoute({
      path: '/datasets/{name}/changes',
      operationId: 'getChanges',
      summary: 'Versions in the order of publication: what to keep, and what to drop',
      parameters: { name, since: cursor('`changes` of a snapshot, or `next` of the page before.'), limit: count },
      refusals,
      shape: changesAnswer,
      cache: caching.asked,
      async answer({ name: dataset, since, limit: most }) {
        const request = { after: since, limit: most };
        const page = await changesPage(api.store, api.chain, dataset.name, request).catch(explain('since'));
        return {
          dataset: dataset.name,
          changes: page.changes.map((change) => changeOf(dataset, change)),
          next: page.next,
          hasMore: page.hasMore,
        };
      },
    }),
  ];
}

function upsertOf(dataset: DatasetSchema, record: PlacedRecord) {
  const { id, change, reason, sample } = record;
  return { id, change, fields: publicFields(dataset, record.fields), version: versionOf(record), reason, sample };
}

function changeOf(dataset: DatasetSchema, { kind, record }: FeedChange) {
  const { id, change, reason, sample } = record;
  const version = versionOf(record);
  if (kind === 'upsert') return { type: kind, ...upsertOf(dataset, record) };
  return kind === 'tombstone'
    ? { type: kind, id, change, version, reason, sample }
    : { type: kind, id, change, version, sample };
}

function explain(parameter: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof CursorRefused)) throw error;
    if (error.code === 'bad-cursor') {
      throw refused('bad-cursor', `${parameter} 不是这个数据集给出的游标。`, '请原样使用上一次答复里的游标。');
    }
    throw refused('start-over', '这个游标所在的发布链已经不在这里了。', '请重新从 snapshot 取起。');
  };
}
