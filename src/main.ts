import type { Logger } from 'pino';
import type { WechatyDependencies } from './channels/wechaty/index.js';
import { runnableWechaty } from './channels/wechaty/installed.js';
import type { Store } from './domain/store.js';
import type { Datasets } from './schemas/schema.js';
import { startBackground } from './service/background.js';
import { ServiceClock } from './service/clock.js';
import { type Config, loadConfig } from './service/config.js';
import { seededEntropy, systemEntropy } from './service/entropy.js';
import { type Addresses, faces, type Secrets } from './service/faces.js';
import { openInside } from './service/inside.js';
import { installation } from './service/installation.js';
import { listen, newServer, stopListening } from './service/listening.js';
import { newLog } from './service/log.js';
import { openStore } from './store/open.js';

export type { Secrets } from './service/faces.js';

export interface RunningService extends Addresses {
  readonly config: Config;
  readonly store: Store;
  readonly datasets: Datasets;
  readonly log: Logger;
  setClock(iso: string): void;
  close(): Promise<void>;
}

export interface StartOptions {
  /** Makes verification codes repeatable, for rehearsals. */
  readonly entropySeed?: string;
  /** The folder with `menus/`, `intents/` and `data/`. */
  readonly root?: string;
  /** Plays the puppet of wechaty, for tests. */
  readonly puppet?: Pick<WechatyDependencies, 'open' | 'pause' | 'draw'>;
}

/**
 * Starts the service: what stands behind every face, then the faces, then what goes on beside requests.
 * @throws ConfigRefused, WechatyRefused, ContentRefused, or Error when the database or the port cannot be had
 */
export async function startService(env: NodeJS.ProcessEnv, options: StartOptions = {}): Promise<RunningService> {
  const config = loadConfig(env);
  const wechaty = runnableWechaty(env);
  const log = newLog(config.logLevel);
  const clock = new ServiceClock(config.clockStartsAt);
  const entropy = options.entropySeed === undefined ? systemEntropy : seededEntropy(options.entropySeed);
  const store = await openStore(config.databaseUrl);
  const server = newServer();
  try {
    const parts = {
      config,
      store,
      clock,
      log,
      entropy,
      installation: installation(options.root ?? config.contentFolder),
    };
    const inside = await openInside(parts);
    const origin = await listen(server, config.port, config.host);
    const addresses: Addresses = {
      origin,
      publicBaseUrl: config.publicBaseUrl ?? `http://localhost:${new URL(origin).port}`,
      secrets: secretsOf(config),
    };
    server.on('request', faces(inside, clock, addresses));
    const stopBackground = startBackground(inside, wechaty && { settings: wechaty, ...options.puppet });
    return {
      ...addresses,
      config,
      store,
      datasets: inside.datasets,
      log,
      setClock: (iso) => clock.set(Date.parse(iso)),
      async close() {
        await stopBackground();
        await stopListening(server);
        await store.close();
      },
    };
  } catch (error) {
    server.close();
    await store.close();
    throw error;
  }
}

function secretsOf({ twilio, wechat }: Config): Secrets {
  return { twilio, wechat: { ...wechat, encodingAesKey: wechat.encodingAesKeys[0] ?? '' } };
}
