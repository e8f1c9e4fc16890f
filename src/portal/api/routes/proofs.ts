import type { ChainedRelease } from '../../../disclosure/reading/chain.js';
import { toldRow, toldSeal } from '../../../disclosure/sealing/as-told.js';
import { openRows } from '../../../disclosure/sealing/open-rows.js';
import { proveVersion } from '../../../disclosure/sealing/prove-version.js';
import { rowsFrom } from '../../../disclosure/sealing/rows-of-release.js';
import type { PublicSeal } from '../../../domain/disclosure/public-seal.js';
import { Refused, refusalWith } from '../../../web/refusal.js';
import type { Api } from '../api.js';
import { refused } from '../face.js';
import { limit, openDatasetNamed, positionIn, recordId, rowsRead, unknownPosition } from '../parameters.js';
import { proofAnswer, rowsAnswer } from '../proof-shapes.js';
import { caching, jsonRoute, type Route } from '../route.js';

const mostPerPage = 1_000;
const usualPerPage = 200;
const askAgainSeconds = 10;

/** What anybody needs to recompute the public roots. */
export function proofRoutes(api: Api): readonly Route[] {
  return [
    jsonRoute({
      path: '/releases/{position}/rows',
      operationId: 'listRows',
      summary:
        'The rows of a release as they were sealed, in their order: their hashes always, their contents as long as they are public',
      parameters: { position: positionIn('path'), after: rowsRead, limit: limit(mostPerPage, usualPerPage) },
      refusals: [400, 404],
      shape: rowsAnswer,
      cache: caching.asked,
      async answer({ position, after, limit: most }) {
        const release = await api.chain.at(position);
        if (!release) throw unknownPosition();
        const seal = await sealAt(api, release);
        const rows = await rowsFrom(api.store, release, seal, after, most);
        const opened = await openRows(api.store, api.datasets.get(release.dataset), seal, rows);
        const end = after + rows.length;
        return {
          ...{ position, dataset: release.dataset, public: toldSeal(seal) },
          rows: opened.map((one, place) => toldRow(one, after + place)),
          next: end < seal.size && rows.length > 0 ? end : null,
        };
      },
    }),
    jsonRoute({
      path: '/datasets/{name}/records/{id}/proof',
      operationId: 'getProof',
      summary:
        'What proves that a record stands in a sealed release: its row and the path to the root; of a record that has ended, that it ended',
      parameters: { name: openDatasetNamed(api), id: recordId, position: positionIn('query') },
      refusals: [403, 404],
      shape: proofAnswer,
      cache: caching.asked,
      async answer({ name: dataset, id, position }) {
        const proof = await proveVersion(api.store, dataset, id, position);
        if (proof === 'unsealed') throw notSealedYet();
        if (proof === 'unknown')
          throw position === null ? refused('unknown-record', '没有这条记录。') : unknownPosition();
        const { release, seal, index, path, opened } = proof;
        return {
          ...{ dataset: dataset.name, id, position: release.position, public: toldSeal(seal) },
          ...{ ...toldRow(opened, index), id, path: [...path] },
          links: {
            self: api.linkToRecord(dataset, id, '/proof'),
            release: `${api.base}/releases?after=${release.position - 1}&limit=1`,
          },
        };
      },
    }),
  ];
}

async function sealAt({ store }: Api, { position }: ChainedRelease): Promise<PublicSeal> {
  const [seal] = await store.publicSeals.list(position - 1, 1);
  if (seal?.position === position) return seal;
  throw notSealedYet();
}

function notSealedYet(): Refused {
  const headers = { 'Retry-After': String(askAgainSeconds) };
  return new Refused(refusalWith('not-sealed-yet', '这一批的公开根正在计算，请稍后再试。', { headers }));
}
