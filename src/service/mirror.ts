import { join } from 'node:path';
import { keepListings } from '../disclosure/listing/keep-listings.js';
import { Chain } from '../disclosure/reading/chain.js';
import { sealReleases } from '../disclosure/sealing/seal-releases.js';
import { type MirrorRequest, type WrittenMirror, writeMirror } from '../mirror/write-mirror.js';
import { openStore } from '../store/open.js';
import { ServiceClock } from './clock.js';
import { loadConfig } from './config.js';
import { newSalt, systemEntropy } from './entropy.js';
import { siteOf } from './faces.js';
import { openInside } from './inside.js';
import { installation } from './installation.js';
import { newLog } from './log.js';

/**
 * Writes a mirror of what a service with these settings shows, without answering anybody.
 * @param env as of a service; `PUBLIC_BASE_URL` is where the mirror says that the living service is
 */
export async function mirrorInto(
  folder: string,
  env: NodeJS.ProcessEnv,
  { onProgress, signal }: Pick<MirrorRequest, 'onProgress' | 'signal'>,
): Promise<WrittenMirror> {
  const config = loadConfig(env);
  const clock = new ServiceClock(config.clockStartsAt);
  const store = await openStore(config.databaseUrl);
  try {
    const folders = installation(config.contentFolder);
    const log = newLog('silent');
    const publicBaseUrl = config.publicBaseUrl ?? `http://localhost:${config.port}`;
    const inside = await openInside({
      config,
      store,
      clock,
      log,
      entropy: systemEntropy,
      installation: folders,
      publicBaseUrl: () => publicBaseUrl,
    });
    try {
      const site = siteOf(inside, clock, { publicBaseUrl, origin: publicBaseUrl, hasSimulator: false });
      await sealReleases({ store, datasets: inside.data.current.datasets, salt: newSalt });
      await keepListings({ datasets: inside.data.current.datasets, store, clock, log }, () => false);
      const head = await new Chain(store.publications).head();
      const [seal] = head.last ? await store.publicSeals.list(head.last.position - 1, 1) : [];
      const about = { createdAt: clock.now(), docs: join(folders.home, 'docs'), seal: seal?.seal ?? '' };
      return await writeMirror(folder, { site, store, head, ...about, signal, ...(onProgress && { onProgress }) });
    } finally {
      await inside.close();
    }
  } finally {
    await store.close();
  }
}
