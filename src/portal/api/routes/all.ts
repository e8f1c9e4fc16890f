import type { Api } from '../api.js';
import type { Route } from '../route.js';
import { datasetRoutes } from './datasets.js';
import { downloadRoutes } from './download.js';
import { drawRoutes } from './draws.js';
import { feedRoutes } from './feed.js';
import { feedRoutes as syndicationRoutes } from './feeds.js';
import { fileRoutes } from './files.js';
import { keyRoutes } from './keys.js';
import { listingRoutes } from './listing.js';
import { proofRoutes } from './proofs.js';
import { recordRoutes } from './records.js';
import { releaseRoutes } from './releases.js';

/** Every address of the open API, but for the lookups, which answer by themselves. */
export function allRoutes(api: Api): readonly Route[] {
  const subjects = [
    datasetRoutes,
    listingRoutes,
    recordRoutes,
    feedRoutes,
    releaseRoutes,
    proofRoutes,
    fileRoutes,
    downloadRoutes,
    drawRoutes,
    syndicationRoutes,
    keyRoutes,
  ];
  return subjects.flatMap((routes) => routes(api));
}
