import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportTexts } from '../../../exchange/files/export-files.js';
import type { Api } from '../api.js';
import { refused } from '../face.js';
import { openDatasetNamed } from '../parameters.js';
import { caching, mediaRoute, type Parameter, type Route } from '../route.js';

/** What a whole dataset can be had as. */
export const downloadFormats = { csv: 'text/csv; charset=utf-8', jsonl: 'application/x-ndjson' } as const;
type Format = keyof typeof downloadFormats;

const format: Parameter<Format> = {
  in: 'path',
  description: 'As what: `csv`, which spreadsheet programs open, or `jsonl`, an object a line.',
  schema: { type: 'string', enum: Object.keys(downloadFormats) },
  example: 'csv',
  read(text = '') {
    if (text === 'csv' || text === 'jsonl') return text;
    throw refused('no-such-address', '没有这种格式。', '有 csv 和 jsonl 两种。');
  },
};

/** A dataset whole, as a file: what `npx yibo export` writes. */
export function downloadRoutes(api: Api): readonly Route[] {
  return [
    mediaRoute({
      path: '/datasets/{name}/download/{format}',
      operationId: 'download',
      summary: 'All records in force, as a file',
      parameters: { name: openDatasetNamed(api, 'storage-sites'), format },
      refusals: [403, 404],
      media: Object.values(downloadFormats).map((type) => type.replace(/;.*/, '')),
      async send({ name: dataset, format: chosen }, response) {
        const head = await api.chain.head();
        const request = {
          store: api.store,
          head,
          format: chosen,
          asOf: null,
          allVersions: false,
          bom: chosen === 'csv',
        };
        response.set({
          'Content-Type': downloadFormats[chosen],
          'Content-Disposition': `attachment; filename="${dataset.name}.${chosen}"`,
          'Cache-Control': caching.asked,
        });
        await pipeline(Readable.from(exportTexts(dataset, request).texts), response).catch((error: unknown) => {
          // Whoever asked went away; what has begun cannot be told otherwise.
          if (!response.headersSent) throw error;
        });
      },
    }),
  ];
}
