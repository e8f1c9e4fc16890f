import type { ChainedRelease } from '../../../disclosure/reading/chain.js';
import type { Api } from '../api.js';
import { afterPosition, limit } from '../parameters.js';
import { caching, jsonRoute, type Route } from '../route.js';
import { releasesAnswer } from '../shapes.js';

const mostPerPage = 1_000;
const usualPerPage = 100;

export function releaseRoutes(api: Api): readonly Route[] {
  return [
    jsonRoute({
      path: '/releases',
      operationId: 'listReleases',
      summary: 'The chain of releases (发布批次), the oldest first: each names the hash of the one before',
      parameters: { after: afterPosition, limit: limit(mostPerPage, usualPerPage) },
      refusals: [400],
      shape: releasesAnswer,
      cache: caching.asked,
      async answer({ after, limit: most }) {
        const page = (await api.store.publications.chain(after, most + 1)) as readonly ChainedRelease[];
        const given = page.slice(0, most);
        return {
          releases: given.map((release) => releaseOf(api, release)),
          next: given.at(-1)?.position ?? after,
          hasMore: page.length > most,
        };
      },
    }),
  ];
}

/** Who made and approved it stays inside. Why is told only of datasets that are open: a reason may speak of one record. */
function releaseOf({ datasets }: Api, release: ChainedRelease) {
  const { position, dataset, versions, root, previous, hash, sample, reason, legalBasis } = release;
  return {
    ...{ position, dataset, publishedAt: new Date(release.publishedAt).toISOString(), versions, root },
    ...{ previous: previous ?? '', hash, sample },
    ...(datasets.get(dataset)?.access === 'open' && { reason, legalBasis }),
  };
}
