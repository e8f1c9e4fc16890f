import type { ChainedRelease } from '../../../disclosure/reading/chain.js';
import { toldRelease } from '../../../disclosure/sealing/as-told.js';
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
        const seals = new Map((await api.store.publicSeals.list(after, most)).map((seal) => [seal.position, seal]));
        return {
          releases: given.map((release) =>
            toldRelease(release, seals.get(release.position) ?? null, api.datasets.get(release.dataset)),
          ),
          next: given.at(-1)?.position ?? after,
          hasMore: page.length > most,
        };
      },
    }),
  ];
}
