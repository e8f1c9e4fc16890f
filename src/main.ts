import type { Logger } from 'pino';
import { useReadBefore } from './authored/read-before.js';
import { accompanied } from './cases/accompanied.js';
import type { WechatyDependencies } from './channels/wechaty/index.js';
import { runnableWechaty } from './channels/wechaty/installed.js';
import type { Store } from './domain/store.js';
import { AsideFile } from './service/aside-file.js';
import { startBackground } from './service/background.js';
import { ServiceClock } from './service/clock.js';
import { type Config, loadConfig } from './service/config.js';
import { seededEntropy, systemEntropy } from './service/entropy.js';
import { type Addresses, faces, type Secrets } from './service/faces.js';
import { openInside } from './service/inside.js';
import { installation } from './service/installation.js';
import { listen, newServer } from './service/listening.js';
import type { LiveData } from './service/live-data.js';
import { newLog } from './service/log.js';
import type { NoticeBoard } from './service/notice-board.js';
import { sealAtStart } from './service/sealing.js';
import { UnderWay } from './service/under-way.js';
import { withCase } from './service/with-case.js';
import type { Places } from './stickers/places.js';
import { openStore } from './store/open.js';
import { withinDeadline } from './web/within-deadline.js';

export type { Secrets } from './service/faces.js';

export interface RunningService extends Addresses {
  readonly config: Config;
  readonly store: Store;
  /** Schemas and rules of `data/`, as they are now. */
  readonly data: LiveData;
  /** What everybody hears first for a while, as this process knows it. */
  readonly notices: NoticeBoard;
  /** In how many places stickers are seen, as this process knows it. */
  readonly stickerPlaces: Places;
  readonly log: Logger;
  setClock(iso: string): void;
  /** Lets so many ms pass at once on the service's clock. */
  passTime(ms: number): void;
  /** Does a duty now, where it is due: for whoever moves the clock. */
  catchUp(duty: string): Promise<void>;
  /** Takes nothing more, finishes what is under way, and ends within ten seconds. What is owed later stays owed. */
  close(): Promise<void>;
}

/** How long a turn waits for the database: a caller hears silence meanwhile, and WeChat waits for 5 s. */
const patienceOfCallersMs = 4_000;

export interface StartOptions {
  /** Makes verification codes repeatable, for rehearsals. */
  readonly entropySeed?: string;
  /** The folder with `menus/`, `intents/` and `data/`. */
  readonly root?: string;
  /** Real time, in ms since 1970; one that stands still for rehearsals, whose time is passed. */
  readonly realTime?: () => number;
  /** How long a turn waits for the database, for tests. */
  readonly patienceMs?: number;
  /** Plays the puppet of wechaty, for tests. */
  readonly puppet?: Pick<WechatyDependencies, 'open' | 'pause' | 'draw'>;
}

/** For turns under way and work beside them. With {@link closeStoreWithinMs} it is less than the ten seconds that supervisors wait. */
const finishWithinMs = 8_000;
const closeStoreWithinMs = 1_000;

/**
 * Starts the service: what stands behind every face, then the faces, then what goes on beside requests.
 * @throws ConfigRefused, WechatyRefused, ContentRefused, or Error when the database or the port cannot be had
 */
export async function startService(env: NodeJS.ProcessEnv, options: StartOptions = {}): Promise<RunningService> {
  const config = loadConfig(env);
  const wechaty = runnableWechaty(env);
  const log = newLog(config.logLevel);
  const clock = new ServiceClock(config.clockStartsAt, options.realTime);
  const entropy = options.entropySeed === undefined ? systemEntropy : seededEntropy(options.entropySeed);
  const opened = await openStore(config.databaseUrl, { patienceMs: options.patienceMs ?? patienceOfCallersMs });
  const store = accompanied(opened, withCase(config));
  const server = newServer();
  const underWay = new UnderWay(server);
  try {
    const folders = installation(options.root ?? config.contentFolder);
    useReadBefore(folders.readBefore);
    let port = config.port;
    const publicBaseUrl = () => config.publicBaseUrl ?? `http://localhost:${port}`;
    const parts = { config, store, clock, log, entropy, installation: folders, publicBaseUrl };
    const inside = await openInside(parts);
    await sealAtStart(inside);
    const origin = await listen(server, config.port, config.host);
    port = Number(new URL(origin).port);
    const addresses: Addresses = {
      origin,
      publicBaseUrl: publicBaseUrl(),
      secrets: secretsOf(config),
    };
    const aside = AsideFile.open(config.asideFolder, Number(new URL(origin).port), log);
    server.on('request', faces(inside, clock, addresses, aside));
    const puppet = wechaty && { settings: wechaty, ...options.puppet };
    const background = startBackground(inside, addresses.publicBaseUrl, puppet, aside);
    const { data, notices, stickerPlaces } = inside;
    return {
      ...addresses,
      ...{ config, store, data, notices, stickerPlaces, log },
      setClock: (iso) => clock.set(Date.parse(iso)),
      passTime: (ms) => clock.pass(ms),
      catchUp: (duty) => background.catchUp(duty),
      async close() {
        const [cut] = await Promise.all([
          underWay.finish(finishWithinMs),
          withinDeadline(background.stop(), finishWithinMs),
          withinDeadline(inside.close(), finishWithinMs),
        ]);
        if (cut > 0)
          log.warn({ requests: cut }, 'requests took too long to be answered before the stop: they were cut off');
        await withinDeadline(
          inside.guesses.settled().then(() => store.close()),
          closeStoreWithinMs,
        );
        aside.close();
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
