import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Logger, pino } from 'pino';
import { formatProblem } from './authored/problem.js';
import { twilioEntry } from './channels/twilio/entry.js';
import { WechatClient } from './channels/wechat/client.js';
import { wechatEntry } from './channels/wechat/entry.js';
import { LateAnswers, type LateAnswersParts } from './channels/wechat/late-answers.js';
import { ContentLibrary } from './content/library.js';
import { word } from './content/wording.js';
import { Sessions } from './dialogue/sessions.js';
import { unmetNeeds } from './disclosure/lookups/needs.js';
import { lookupsOn, slotRules } from './disclosure/lookups/registry.js';
import { sampleCodes } from './disclosure/lookups/sample-codes.js';
import { keepTerms } from './disclosure/publishing/keep-terms.js';
import { loadPublicationTerms } from './disclosure/publishing/publication-terms.js';
import { publicRecords } from './disclosure/reading/public-fields.js';
import { reviewsDue } from './domain/content/reviews.js';
import { knowsHolidaysOf } from './domain/hotline/calendar.js';
import { sentence } from './domain/language/phrases.js';
import type { Store } from './domain/store.js';
import type { Clock } from './domain/time/clock.js';
import { localTime } from './domain/time/zone.js';
import { Duties } from './duties/duties.js';
import { loadSamples } from './importing/sample.js';
import { keepRetention } from './operations/retention/keep.js';
import { loadRetentionRules } from './operations/retention/rules.js';
import { Outbox } from './outbox/outbox.js';
import { openApi } from './portal/api/index.js';
import { lookupsRouter } from './portal/api/lookups.js';
import { type Datasets, loadDatasets, SchemasRefused } from './schemas/schema.js';
import { ServiceClock } from './service/clock.js';
import { type Config, loadConfig } from './service/config.js';
import { seededEntropy, systemEntropy } from './service/entropy.js';
import { installation } from './service/installation.js';
import { Metrics } from './service/metrics.js';
import { offered } from './service/offered.js';
import { createServer, type Readiness } from './service/server.js';
import { simulatorRouter } from './simulator/routes.js';
import { openStore } from './store/open.js';
import { SlotFiller, Understandings } from './understanding/index.js';

/** The secrets in force, for the stand-ins that sign as the providers would. */
export interface Secrets {
  readonly twilio: { readonly accountSid: string; readonly authToken: string };
  readonly wechat: { readonly appId: string; readonly token: string; readonly encodingAesKey: string };
}

export interface RunningService {
  /** Where it listens on this machine. */
  readonly origin: string;
  readonly publicBaseUrl: string;
  readonly secrets: Secrets;
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
}

const hourMs = 3_600_000;

/**
 * Wires everything and serves: store → services → dialogue → channels. The only file that knows everyone.
 * @throws ConfigRefused, ContentRefused, or Error when the database or the port cannot be had
 */
export async function startService(env: NodeJS.ProcessEnv, options: StartOptions = {}): Promise<RunningService> {
  const config = loadConfig(env);
  const { root, data, models } = installation(options.root);
  const log = pino({ level: config.logLevel });
  const clock = new ServiceClock(config.clockStartsAt);
  const store = await openStore(config.databaseUrl);
  const server = createHttpServer({ requestTimeout: 20_000, headersTimeout: 10_000 });
  try {
    await store.migrate();
    const understanding = new Understandings(models);
    const library = await ContentLibrary.open(root, offered, store.contents, (content) => understanding.of(content));
    const datasets = loadDatasets(data);
    const lookups = lookupsOn(datasets);
    const unmet = unmetNeeds(lookups, datasets);
    if (unmet.length > 0) throw new SchemasRefused(unmet);
    const terms = loadPublicationTerms(datasets, data);
    const retentionRules = loadRetentionRules(data, store.forgetful);
    if (config.loadsSamples) await loadSamples(store, datasets, terms, () => clock.now());
    await listen(server, config.port);
    const { port } = server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const publicBaseUrl = config.publicBaseUrl ?? `http://localhost:${port}`;
    const secrets: Secrets = {
      twilio: config.twilio,
      wechat: { ...config.wechat, encodingAesKey: config.wechat.encodingAesKeys[0] ?? '' },
    };
    const entropy = options.entropySeed === undefined ? systemEntropy : seededEntropy(options.entropySeed);
    const records = publicRecords(store.records, datasets);
    const services = { records, cases: store.cases, lookups, entropy, understanding, slots: new SlotFiller(slotRules) };
    const metrics = new Metrics();
    const turns = metrics.measured(new Sessions(store.conversations, library, services, store.forgetful));
    const content = () => library.current;
    const sorry = () => word(content(), 'text', sentence('sorry'));
    const outbox = new Outbox({ store: store.outbox, clock, log });
    const late = lateAnswers(config, { outbox, turns, log, sorry }, clock);
    if (late) outbox.register('wechat', late);
    const simulator = config.isProduction
      ? null
      : simulatorRouter({
          deliverTo: origin,
          publicBaseUrl,
          secrets,
          clock,
          samples: () => sampleCodes(records),
        });
    const app = createServer({
      log,
      metrics,
      readiness: () => readiness(store, library, simulator ? `${publicBaseUrl}/simulator/` : null),
      simulator,
      openApi: openApi({
        ...{ store, datasets, lookups, publicBaseUrl, clock, log, settings: config.api },
        lookupsRouter: lookupsRouter({ records, lookups, content, clock }),
      }),
      entries: [
        twilioEntry({
          settings: { ...config.twilio, publicBaseUrl },
          turns,
          cases: store.cases,
          contents: library,
          clock,
          log,
        }),
        wechatEntry({
          settings: config.wechat,
          late,
          deadlineMs: config.wechat.deadlineMs,
          turns,
          clock,
          log,
          sorry,
        }),
      ],
    });
    server.on('request', app);
    const year = new Date(clock.now()).getUTCFullYear();
    if (!knowsHolidaysOf(year)) {
      log.warn(
        { year },
        'the calendar does not know the holidays of this year: update chinese-days, or add rules to hours.yaml',
      );
    }
    const due = reviewsDue(library.current, localTime(clock.now()).day);
    if (due.length > 0) {
      log.warn(
        { answers: due.length, first: due[0]?.intent },
        'answers are past their review: see yibo lint --reviews',
      );
    }
    const stopWatching = library.watch((outcome, error) => {
      if (outcome === 'taken-up')
        log.info({ version: library.current.version }, 'content changed: new conversations use it');
      else if (outcome === 'refused')
        log.error(
          { problems: library.problem?.problems.map(formatProblem) },
          'content refused: the last good version goes on serving',
        );
      else log.error({ err: error }, 'content could not be read again');
    });
    outbox.start();
    const duties = new Duties(store, { clock, log });
    duties.every({
      name: 'retention',
      periodMs: hourMs,
      work: (isStopped) => keepRetention({ rules: retentionRules, store, clock, log }, isStopped),
    });
    duties.every({
      name: 'publication-terms',
      periodMs: hourMs,
      work: (isStopped) => keepTerms({ store, datasets, terms, clock, log }, isStopped),
    });
    return {
      origin,
      publicBaseUrl,
      secrets,
      config,
      store,
      datasets,
      log,
      setClock: (iso) => clock.set(Date.parse(iso)),
      async close() {
        await Promise.all([duties.stop(), outbox.stop(), stopWatching()]);
        server.close();
        server.closeIdleConnections();
        await Promise.race([once(server, 'close'), new Promise((resolve) => setTimeout(resolve, 2000).unref())]);
        server.closeAllConnections();
        await store.close();
      },
    };
  } catch (error) {
    server.close();
    await store.close();
    throw error;
  }
}

/** @returns null where the account has no secret to send with: WeChat's own retries wait for what is slow then */
function lateAnswers(
  { wechat }: Config,
  parts: Omit<LateAnswersParts, 'customerService' | 'settings'>,
  clock: Clock,
): LateAnswers | null {
  const { appSecret } = wechat;
  if (appSecret === null) return null;
  return new LateAnswers({
    ...parts,
    settings: wechat,
    customerService: new WechatClient({ ...wechat, appSecret }, clock),
  });
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw isTaken ? new Error(`port ${port} is taken by another program. Set PORT to a free one.`) : error;
  }
}

async function readiness(store: Store, library: ContentLibrary, simulator: string | null): Promise<Readiness> {
  const database = await store.ping().then(
    () => 'ok',
    () => 'does not answer',
  );
  const problems = library.problem?.problems.map(formatProblem);
  return {
    ready: database === 'ok',
    detail: {
      database,
      content: { version: library.current.version, ...(problems && { refused: problems }) },
      ...(simulator !== null && { simulator }),
    },
  };
}
