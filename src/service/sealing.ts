import type { Logger } from 'pino';
import { sealReleases } from '../disclosure/sealing/seal-releases.js';
import { unsealedIn } from '../disclosure/sealing/unsealed.js';
import type { Store } from '../domain/store.js';
import type { Follower } from '../duties/follow.js';
import { newSalt } from './entropy.js';
import type { LiveData } from './live-data.js';

/** So many rows are sealed before anybody is let in; more take seconds, and are sealed beside requests. */
const mostAtStart = 5_000;

interface Sealed {
  readonly store: Pick<Store, 'records' | 'publications' | 'publicSeals'>;
  readonly data: Pick<LiveData, 'current'>;
}

/** Seals at the start what was published by commands, or before there were public roots. */
export async function sealAtStart({ store, data, log }: Sealed & { readonly log: Logger }): Promise<void> {
  try {
    const { releases, rows } = await unsealedIn(store);
    if (releases === 0) return;
    if (rows > mostAtStart) log.info({ releases, rows }, 'public roots of releases are computed beside requests');
    else await sealReleases({ store, datasets: data.current.datasets, salt: newSalt });
  } catch (error) {
    log.error({ err: error }, 'a public root could not be computed: it is tried again; see yibo audit');
  }
}

/** Seals each release by its public rows, soon after it was published. */
export function sealingFollower({ store, data }: Sealed): Follower {
  return {
    name: 'public-root',
    async handle({ position }, isStopped) {
      const upTo = position ?? 0;
      const sealed = await sealReleases({ store, datasets: data.current.datasets, salt: newSalt, isStopped, upTo });
      return sealed < upTo ? null : [];
    },
  };
}
