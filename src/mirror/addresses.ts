import type { Site } from '../portal/pages/page.js';
import { drawsOf, recordsOf } from './records.js';

/**
 * The addresses of pages that stand for many, of which a mirror holds one for each record or dataset. A page that is not here is in a mirror only if its path
 * names nothing; links to it lead to the living service.
 */
export const manyPages: Readonly<Record<string, (site: Site) => AsyncIterable<string>>> = {
  '/v/:code': (site) => eachOf(site, 'vehicles', (id) => `/v/${encodeURIComponent(id)}`),
  '/w/:code': (site) => eachOf(site, 'wines', (id) => `/w/${encodeURIComponent(id)}`),
  '/lists/tasks/:no': (site) => eachOf(site, 'inspection-tasks', (id) => `/lists/tasks/${encodeURIComponent(id)}`),
  '/draws/:no': async function* ({ draws }) {
    for await (const { no } of drawsOf(draws)) yield `/draws/${encodeURIComponent(no)}`;
  },
  '/datasets/:name': async function* (site) {
    for (const name of site.datasets().keys()) yield `/datasets/${name}`;
  },
  '/datasets/:name/records/:id': async function* (site) {
    for (const { name } of openDatasets(site)) {
      yield* eachOf(site, name, (id) => `/datasets/${name}/records/${encodeURIComponent(id)}`);
    }
  },
};

/** Pages that ask the running service itself: a mirror says where that is. */
export const atTheServiceAlone: ReadonlySet<string> = new Set(['/data/try']);

/** The datasets whose records everybody may have. */
export function openDatasets({ datasets }: Pick<Site, 'datasets'>) {
  return [...datasets().values()].filter(({ access }) => access === 'open');
}

async function* eachOf(site: Site, dataset: string, address: (id: string) => string): AsyncIterable<string> {
  if (site.datasets().get(dataset)?.access !== 'open') return;
  for await (const { id } of recordsOf(site.records, dataset)) yield address(id);
}

/** @returns what a path names in an address; null where the address is of another page */
export function paramsIn(path: string, address: string): Record<string, string> | null {
  const [wanted, given] = [path.split('/'), address.split('/')];
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const text = given[place] ?? '';
    if (part.startsWith(':') && text !== '') params[part.slice(1)] = decodeURIComponent(text);
    else if (part !== text) return null;
  }
  return params;
}
