import type { DatasetSchema } from '../../../schemas/schema.js';
import type { Api } from '../api.js';
import { datasetNamed } from '../parameters.js';
import { caching, jsonRoute, mediaRoute, type Route } from '../route.js';
import { datasetAnswer, datasetsAnswer, indexAnswer } from '../shapes.js';
import { feedNames } from './feeds.js';
import { hasFiles } from './files.js';

export function datasetRoutes(api: Api): readonly Route[] {
  const name = datasetNamed(api);
  return [
    jsonRoute({
      path: '/',
      operationId: 'index',
      summary: 'Where everything is',
      parameters: {},
      refusals: [],
      shape: indexAnswer,
      cache: caching.hour,
      answer: () => ({
        title: '一拨就灵 公开数据接口',
        documentation: `${api.base}/openapi.json`,
        links: {
          openapi: `${api.base}/openapi.json`,
          datasets: `${api.base}/datasets`,
          releases: `${api.base}/releases`,
          lookups: Object.fromEntries([...api.parts.lookups.keys()].map((id) => [id, `${api.base}/lookups/${id}`])),
          feeds: Object.fromEntries(feedNames.map((feed) => [feed, `${api.base}/feeds/${feed}`])),
        },
      }),
    }),
    jsonRoute({
      path: '/datasets',
      operationId: 'listDatasets',
      summary: 'All datasets',
      parameters: {},
      refusals: [],
      shape: datasetsAnswer,
      cache: caching.asked,
      async answer() {
        const datasets = [];
        for (const dataset of api.datasets.values()) datasets.push(await describe(api, dataset));
        return { datasets };
      },
    }),
    jsonRoute({
      path: '/datasets/{name}',
      operationId: 'getDataset',
      summary: 'A dataset: what it is, under which licence, and how it stands',
      parameters: { name },
      refusals: [404],
      shape: datasetAnswer,
      cache: caching.asked,
      answer: ({ name: dataset }) => describe(api, dataset),
    }),
    mediaRoute({
      path: '/datasets/{name}/schema',
      operationId: 'getSchema',
      summary: 'The schema of a dataset, a Table Schema',
      parameters: { name },
      refusals: [404],
      media: ['application/json'],
      async send({ name: dataset }, response) {
        response.set('Cache-Control', caching.hour).type('application/json').send(dataset.text);
      },
    }),
  ];
}

async function describe(api: Api, dataset: DatasetSchema) {
  const { count, hasSamples, last } = await api.overviews.of(dataset);
  const { name, title, description, access, licenses, sources } = dataset;
  const lastRelease = last && {
    position: last.position,
    hash: last.hash,
    publishedAt: new Date(last.publishedAt).toISOString(),
  };
  const links = {
    self: api.linkTo(dataset),
    schema: api.linkTo(dataset, '/schema'),
    ...(access === 'open' && {
      snapshot: api.linkTo(dataset, '/snapshot'),
      changes: api.linkTo(dataset, '/changes'),
      records: api.linkTo(dataset, '/records/{id}'),
      listing: api.linkTo(dataset, '/records'),
      facets: api.linkTo(dataset, '/facets'),
      ...(hasFiles(dataset) && { files: api.linkTo(dataset, '/files/{file}') }),
    }),
  };
  const terms = { licenses: [...licenses], sources: [...sources] };
  return { name, title, description, access, ...terms, count, sample: hasSamples, lastRelease, links };
}
