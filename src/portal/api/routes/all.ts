import type { Api } from '../api.js';
import type { Route } from '../route.js';
import { datasetRoutes } from './datasets.js';
import { feedRoutes } from './feed.js';
import { fileRoutes } from './files.js';
import { recordRoutes } from './records.js';
import { releaseRoutes } from './releases.js';

/** Every address of the open API, but for the lookups, which answer by themselves. */
export function allRoutes(api: Api): readonly Route[] {
  return [datasetRoutes, recordRoutes, feedRoutes, releaseRoutes, fileRoutes].flatMap((routes) => routes(api));
}
