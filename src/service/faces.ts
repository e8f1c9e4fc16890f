import type { RequestListener } from 'node:http';
import { twilioEntry } from '../channels/twilio/entry.js';
import { WechatClient } from '../channels/wechat/client.js';
import { wechatEntry } from '../channels/wechat/entry.js';
import { LateAnswers } from '../channels/wechat/late-answers.js';
import { PresentStaff } from '../channels/wechat/present-staff.js';
import { Listing } from '../disclosure/listing/listing.js';
import { Chain } from '../disclosure/reading/chain.js';
import type { Aside } from '../domain/care/aside.js';
import { CalledBack } from '../hotline/callbacks/signals.js';
import { openApi } from '../portal/api/index.js';
import { lookupsRouter } from '../portal/api/lookups.js';
import { pagesApp } from '../portal/pages/index.js';
import type { Site } from '../portal/pages/page.js';
import { simulatorRouter } from '../simulator/routes.js';
import { Refusals } from '../web/refusals.js';
import type { ServiceClock } from './clock.js';
import { namesOfRules } from './draw-rules.js';
import type { Inside } from './inside.js';
import { installation } from './installation.js';
import { readiness } from './readiness.js';
import { samplesToTry } from './samples-to-try.js';
import { createServer } from './server.js';

/** The secrets in force, for the stand-ins that sign as the providers would. */
export interface Secrets {
  readonly twilio: { readonly accountSid: string; readonly authToken: string };
  readonly wechat: { readonly appId: string; readonly token: string; readonly encodingAesKey: string };
}

/** Where the service is found, and what its providers' stand-ins need. */
export interface Addresses {
  /** Where it listens on this machine. */
  readonly origin: string;
  readonly publicBaseUrl: string;
  readonly secrets: Secrets;
}

export { siteOf };

/** Everything that answers requests: a new channel is a line among the entries. */
export function faces(inside: Inside, clock: ServiceClock, addresses: Addresses, aside: Aside): RequestListener {
  const { config, store, log, library, data, guesses, records, turns, signals, connected, sorry, prompts } = inside;
  const { publicBaseUrl, secrets, origin } = addresses;
  const content = () => library.current;
  const simulator = config.simulator
    ? simulatorRouter({ deliverTo: origin, publicBaseUrl, secrets, clock, samples: samplesOf(inside, publicBaseUrl) })
    : null;
  const refusals = new Refusals(log, clock, inside.metrics.countRefusal);
  return createServer({
    log,
    operationsToken: config.operationsToken,
    metrics: inside.metrics,
    readiness: () => readiness(store, library, data, simulator ? `${origin}/simulator/` : null),
    simulator,
    prompts,
    pages: pagesApp(siteOf(inside, clock, { publicBaseUrl, origin, hasSimulator: simulator !== null })),
    openApi: openApi({
      store,
      get datasets() {
        return data.current.datasets;
      },
      get lookups() {
        return data.current.lookups;
      },
      stickerKeys: () => inside.stickerKeys.keys,
      publicBaseUrl,
      clock,
      log,
      settings: config.api,
      lookupsRouter: lookupsRouter({ records, lookups: () => data.current.lookups, guesses, content, clock }),
    }),
    entries: [
      twilioEntry({
        settings: { ...config.twilio, publicBaseUrl },
        turns,
        cases: store.cases,
        signals,
        calledBack: new CalledBack({ ...store, connected, rules: () => content().hotline.callbacks }),
        contents: library,
        clock,
        log,
        refusals,
        aside,
        prompts,
      }),
      wechatEntry({
        settings: config.wechat,
        ...wechatServers(inside),
        deadlineMs: config.wechat.deadlineMs,
        turns,
        clock,
        log,
        aside,
        sorry,
        refusals,
        stamps: store.stamps,
      }),
    ],
  });
}

/** What is tried in the simulator. */
function samplesOf({ records, stickerKeys: keys }: Inside, publicBaseUrl: string) {
  return () => samplesToTry({ records, keys, publicBaseUrl });
}

const apiPatienceMs = 10_000;

/** Asks the open API on this machine, for the page on which people try it. */
function apiAsker(origin: string): Site['askApi'] {
  return async (path, accept) => {
    const signal = AbortSignal.timeout(apiPatienceMs);
    const response = await fetch(`${origin}/api/v1${path}`, { headers: { Accept: accept }, signal });
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, text: await response.text() };
  };
}

/** What the pages answer from. */
function siteOf(
  inside: Inside,
  clock: ServiceClock,
  { origin, ...rest }: Pick<Site, 'publicBaseUrl' | 'hasSimulator'> & { readonly origin: string },
): Site {
  const { config, store, log, library, data, guesses, challenges, spokenDigits, records, notices } = inside;
  const { stickers, stickerPlaces } = inside;
  const drawNames = namesOfRules(installation(config.contentFolder).data);
  return {
    ...rest,
    askApi: apiAsker(origin),
    challenges,
    spokenDigits,
    stickers,
    stickerSeen: (on, code, address) => stickerPlaces.seen(on, code, address),
    content: () => library.current,
    clock,
    records,
    publications: store.publications,
    listing: new Listing(store, new Chain(store.publications)),
    draws: store.draws,
    drawNames: () => drawNames,
    datasets: () => data.current.datasets,
    lookups: () => data.current.lookups,
    guesses,
    notice: (at, line) => notices.current(at, line),
    settings: config.api,
    log,
  };
}

/** What goes through WeChat's servers takes a secret; without, WeChat's retries wait for late answers, and no colleague is named. */
function wechatServers({ config, outbox, turns, log, sorry, clock, library }: Inside): {
  readonly late: LateAnswers | null;
  readonly present: PresentStaff | null;
} {
  const { appSecret } = config.wechat;
  if (appSecret === null) return { late: null, present: null };
  const servers = new WechatClient({ ...config.wechat, appSecret }, clock);
  const late = new LateAnswers({ outbox, turns, customerService: servers, settings: config.wechat, log, sorry });
  outbox.register('wechat', late);
  const haveAccounts = () =>
    [...library.current.lines.values()].some(({ staff }) => staff.some(({ wechatAccount }) => wechatAccount));
  return { late, present: new PresentStaff({ servers, haveAccounts, clock, log }) };
}
