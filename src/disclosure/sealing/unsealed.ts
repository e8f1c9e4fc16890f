import type { Store } from '../../domain/store.js';

const releasesPerPage = 1_000;

/** @returns how many releases of the chain have no public seal yet, and how many rows they have */
export async function unsealedIn({
  publications,
  publicSeals,
}: Pick<Store, 'publications' | 'publicSeals'>): Promise<{ readonly releases: number; readonly rows: number }> {
  let [releases, rows] = [0, 0];
  for (let after = (await publicSeals.last())?.position ?? 0; ; ) {
    const page = await publications.chain(after, releasesPerPage);
    releases += page.length;
    for (const { versions } of page) rows += versions;
    after = page.at(-1)?.position ?? after;
    if (page.length < releasesPerPage) return { releases, rows };
  }
}
