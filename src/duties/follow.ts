import type { Effect } from '../domain/conversation/effect.js';
import type { Release } from '../domain/disclosure/release.js';
import type { PublicationStore } from '../domain/disclosure/stores.js';
import type { FollowerStore } from '../domain/duties/stores.js';
import type { SharedParts } from './every.js';
import { renewing } from './renewing.js';
import { type Repeater, repeat } from './repeat.js';

/** Somebody who is to learn of every release, in the order of the chain. */
export interface Follower {
  /** Names it for ever: its place in the chain is kept under it. */
  readonly name: string;
  /**
   * Says what follows from a release. It must change nothing itself: what it returns is stored together with the follower's new
   * place, so that each release has its effects once, whoever is killed when.
   * @param release published; the first ever is the first of the chain
   * @param isStopped to be asked between its steps where it takes long: true when this process stops, or another has the duty
   * @returns null where it was stopped before it was done: it is asked again later
   */
  readonly handle: (release: Release, isStopped: () => boolean) => Promise<readonly Effect[] | null>;
}

export interface Chained {
  readonly followers: FollowerStore;
  readonly publications: Pick<PublicationStore, 'chain'>;
}

const firstAfterMs = 5_000;
const lookEveryMs = 5_000;

/**
 * Follows the chain of releases (发布链), in one process at a time. A release whose handling throws holds up those behind it: it is
 * logged and tried again after a growing pause.
 * @example
 * follow(parts, stores, { name: 'subscriptions', handle: async (release) => messagesAbout(release).map(toSend) })
 */
export function follow(parts: SharedParts, stores: Chained, follower: Follower): Repeater {
  const { clock, holder, leaseMs, log, store } = parts;
  const name = `follow:${follower.name}`;

  async function step(isStopped: () => boolean): Promise<number> {
    if ((await nextRelease(stores, follower)) === null) return lookEveryMs;
    const now = clock.now();
    const begun = await store.begin({ name, holder, leaseMs, now, farAt: now });
    if (!begun) return lookEveryMs;
    const lease = renewing(() => store.renew(name, holder, leaseMs), leaseMs);
    try {
      await readOn(stores, follower, () => isStopped() || lease.isLost());
    } finally {
      await lease.stop();
      await store.end(name, holder, { endedAt: clock.now(), dueAt: 0, failures: 0 });
    }
    return lookEveryMs;
  }

  return repeat({ name, firstAfterMs, work: step, log });
}

async function readOn(stores: Chained, follower: Follower, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    const next = await nextRelease(stores, follower);
    if (next === null) return;
    const { release, from, position } = next;
    const effects = await follower.handle(release, isStopped);
    if (effects === null || !(await stores.followers.advance(follower.name, from, position, effects))) return;
  }
}

async function nextRelease(
  { followers, publications }: Chained,
  { name }: Follower,
): Promise<{ readonly release: Release; readonly from: number; readonly position: number } | null> {
  const from = await followers.position(name);
  const [release] = await publications.chain(from, 1);
  return release && release.position !== null ? { release, from, position: release.position } : null;
}
