import type { Logger } from 'pino';
import type { Content } from '../domain/content/content.js';
import type { Store } from '../domain/store.js';
import type { PutAway } from '../hotline/routing/heard-signals.js';
import { awayNotificationsOf } from '../notifications/notification.js';
import type { Config } from './config.js';

/** What telling it takes. */
export interface TellingParts {
  readonly config: Pick<Config, 'notifications'>;
  readonly store: Pick<Store, 'outbox'>;
  readonly library: { readonly current: Pick<Content, 'roster'> };
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * @returns what tells that the house has put a colleague away: the log, and the roads of the settings. What cannot be owed just now is not told: the
 * call goes on, and `yibo doctor`, `yibo staff` and the colleague's duty menu say it for as long as it is so
 */
export function tellingPutAway({ config, store, library, log }: TellingParts): (who: PutAway) => Promise<void> {
  return async ({ offer, misses, at, until }) => {
    const { colleague, line } = offer;
    log.warn(
      { colleague, misses, offer: offer.id },
      'a colleague did not answer, and is not rung until they come back',
    );
    const name = library.current.roster.colleagues.get(colleague)?.name ?? colleague;
    try {
      for (const message of awayNotificationsOf({ colleague, name, line, misses, at, until }, config.notifications))
        await store.outbox.owe(message);
    } catch (error) {
      log.warn({ err: error, colleague }, 'nobody could be told that a colleague was put away');
    }
  };
}
