import type { Logger } from 'pino';
import { formatProblem } from '../authored/problem.js';
import { keepRecordings } from '../cases/keep-recordings.js';
import { TwilioLiveCalls } from '../channels/twilio/live-calls.js';
import { TwilioRecordings } from '../channels/twilio/recordings.js';
import { dropStamps } from '../channels/wechat/stamps.js';
import { WechatyChannel, type WechatyDependencies } from '../channels/wechaty/index.js';
import { keepListings } from '../disclosure/listing/keep-listings.js';
import { keepTerms } from '../disclosure/publishing/keep-terms.js';
import { withoutFolder, withoutFolderText } from '../disclosure/reading/without-folder.js';
import type { Content } from '../domain/content/content.js';
import { reviewsDue } from '../domain/content/reviews.js';
import { knowsHolidaysOf } from '../domain/hotline/calendar.js';
import { localTime } from '../domain/time/zone.js';
import { Duties } from '../duties/duties.js';
import type { Duty } from '../duties/every.js';
import { type Repeater, repeat } from '../duties/repeat.js';
import { type FetchingParts, fetchWaiting } from '../hotline/waiting/fetch-waiting.js';
import { MailSender } from '../notifications/mail.js';
import { mailChannel, webhookChannel } from '../notifications/notification.js';
import { WebhookSender } from '../notifications/webhook.js';
import { keepRetention } from '../operations/retention/keep.js';
import type { AsideFile } from './aside-file.js';
import { callingBack } from './calling-back.js';
import { carryOverInto } from './carry-over.js';
import { lookingOver } from './checks.js';
import { drawingDuty } from './drawing.js';
import type { Inside } from './inside.js';
import { reconcilingDuty } from './reconciling.js';
import { sealingFollower } from './sealing.js';
import { watchStorage } from './storage-watch.js';

const hourMs = 3_600_000;
const recordingsEveryMs = 20_000;
const callbacksEveryMs = 10_000;
/** What is published is listed by whoever asks for it first, or then. */
const listingsEveryMs = 60_000;

/** A puppet of wechaty, and what plays it in tests. */
export type PuppetParts = Pick<WechatyDependencies, 'settings'> & Partial<WechatyDependencies>;

/** What goes on beside requests. */
export interface Background {
  /** Does a duty now, where it is due. */
  catchUp(duty: string): Promise<void>;
  /** Ends all of it, after the steps under way. */
  stop(): Promise<void>;
}

/**
 * Begins all that goes on beside requests: a puppet of wechaty runs, changed content is taken up, what is owed is sent, duties are done. A new duty is an
 * entry here.
 * @param aside what was set aside becomes rows whenever turns can be stored
 * @param wechaty null: no puppet is chosen, and nothing of wechaty is loaded
 */
export function startBackground(
  inside: Inside,
  publicBaseUrl: string,
  wechaty: PuppetParts | null,
  aside: AsideFile,
): Background {
  const { config, store, clock, log, outbox, data, notices } = inside;
  warn(inside);
  const watching = [watchContent(inside), watchData(inside)];
  const puppet = wechaty && new WechatyChannel({ ...inside, ...wechaty });
  if (puppet) outbox.register('wechaty', puppet);
  registerNotifications(inside);
  outbox.start();
  puppet?.start();
  const carryOver = carryOverInto(inside);
  const watch = watchStorage({ store, log, whileStoring: () => aside.carryOver(carryOver) });
  const noticing = notices.watch(log);
  const listening = watchPrompts(inside);
  const duties = new Duties(store, { clock, log });
  duties.every({
    name: 'retention',
    periodMs: hourMs,
    isFinal: true,
    work: (isStopped) => keepRetention({ rules: data.current.retentionRules, store, clock, log }, isStopped),
  });
  for (const duty of [...fetchingDuty(inside), ...recordingsDuty(inside), drawingDuty(inside)]) duties.every(duty);
  for (const duty of publicationDuties(inside)) duties.every(duty);
  duties.every({
    name: 'wechat-stamps',
    periodMs: hourMs,
    work: (isStopped) => dropStamps({ settings: config.wechat, stamps: store.stamps }, clock.now(), isStopped),
  });
  duties.every({ name: 'callbacks', periodMs: callbacksEveryMs, work: callingBack(inside, publicBaseUrl) });
  duties.every(reconcilingDuty(inside, publicBaseUrl));
  duties.follow(sealingFollower(inside));
  duties.every({ name: 'checks', periodMs: hourMs, work: lookingOver(inside) });
  const stop = async (): Promise<void> => {
    puppet?.takeNoMore();
    await Promise.all([
      duties.stop(),
      outbox.stop(),
      watch.stop(),
      noticing.stop(),
      listening.stop(),
      ...watching.map((one) => one()),
    ]);
    await puppet?.stop();
  };
  return { stop, catchUp: (duty) => duties.catchUp(duty) };
}

/** What publication asks for beside requests: terms that end it, lists that follow the chain, imports that were broken off. */
function publicationDuties({ data, store, clock, log }: Inside): readonly Duty[] {
  return [
    {
      name: 'publication-terms',
      periodMs: hourMs,
      isFinal: true,
      work: (isStopped) => keepTerms({ ...data.current, store, clock, log }, isStopped),
    },
    {
      name: 'listings',
      periodMs: listingsEveryMs,
      work: (isStopped) => keepListings({ datasets: data.current.datasets, store, clock, log }, isStopped),
    },
    { name: 'broken-imports', periodMs: hourMs, work: () => clearAway(store) },
  ];
}

/** Who sends what colleagues are told. */
function registerNotifications({ config: { notifications }, outbox, clock, library }: Inside): void {
  const { webhook, mail } = notifications;
  if (webhook) outbox.register(webhookChannel, new WebhookSender(webhook, clock));
  const lineName = (line: string) => library.current.lines.get(line)?.name ?? line;
  if (mail) outbox.register(mailChannel, new MailSender(mail, lineName));
}

const fetchPeriodMs = 2_000;

/** Where Twilio can be asked, whoever waits is fetched as soon as somebody can be rung. */
function fetchingDuty({ config, store, seats, library, clock }: Inside): readonly Duty[] {
  const { twilio, publicBaseUrl } = config;
  const { apiBase } = twilio;
  if (apiBase === null || publicBaseUrl === null) return [];
  const parts: FetchingParts = {
    ...{ waiting: store.waiting, conversations: store.conversations, seats, now: () => clock.now() },
    lines: () => library.current.lines.keys(),
    waitTurnSeconds: () => library.current.hotline.waitTurnSeconds,
    calls: new TwilioLiveCalls({ ...twilio, apiBase, publicBaseUrl }),
  };
  const work = async (isStopped: () => boolean) => void (await fetchWaiting(parts, isStopped));
  return [{ name: 'fetch-waiting', periodMs: fetchPeriodMs, work }];
}

/** Where Twilio can be asked, what callers left is fetched from it. */
function recordingsDuty({ config, store, clock, log }: Inside): readonly Duty[] {
  const { apiBase } = config.twilio;
  if (apiBase === null) return [];
  const source = new TwilioRecordings({ ...config.twilio, apiBase });
  const duty = { recordings: store.recordings, source, clock, log };
  const work = (isStopped: () => boolean) => keepRecordings(duty, isStopped);
  return [{ name: 'recordings', periodMs: recordingsEveryMs, work }];
}

const promptsEveryMs = 10_000;

/** A prompt that is put there, taken away or exchanged is noticed within seconds. */
function watchPrompts({ prompts, library, log }: Inside): Repeater {
  const work = async (): Promise<number> => {
    await prompts.refresh(library.current);
    return promptsEveryMs;
  };
  return repeat({ name: 'prompts', firstAfterMs: promptsEveryMs, work, log });
}

/** What an import that was broken off has written takes up room; whoever takes the right to load clears it away. */
async function clearAway({ publications }: Inside['store']): Promise<void> {
  const [left] = await publications.list({ state: 'loading', limit: 1 });
  const unlock = left && (await publications.lock());
  await unlock?.();
}

function watchContent({ library, log }: Inside): () => Promise<void> {
  return library.watch((outcome, error) => {
    if (outcome === 'taken-up') {
      log.info({ version: library.current.version }, 'content changed: new conversations use it');
      warnOfBorrowed(library.current, log);
    } else if (outcome === 'taken-back') log.info('content is as before again: nothing is refused any more');
    else if (outcome === 'refused')
      log.error(
        { problems: library.problem?.problems.map(formatProblem) },
        'content refused: the last good version goes on serving',
      );
    else
      log.error(
        { err: error },
        'changed content could not be made ready: what is in force goes on, and it is tried again',
      );
  });
}

function watchData({ data, store, log }: Inside): () => Promise<void> {
  return data.watch((outcome, error) => {
    if (outcome === 'taken-up') {
      log.info({ datasets: [...data.current.datasets.keys()] }, 'schemas or rules of data/ changed: they are in force');
      void warnOfMissingFolders({ store, data, log });
    } else if (outcome === 'taken-back') log.info('schemas and rules are as before again: nothing is refused any more');
    else if (outcome === 'refused')
      log.error(
        { problems: data.problem?.problems.map(formatProblem) },
        'schemas or rules of data/ refused: the last good ones go on',
      );
    else log.error({ err: error }, 'schemas and rules could not be read again');
  });
}

/** What is public and cannot be served is said; callers are served meanwhile. */
export async function warnOfMissingFolders({
  data,
  store,
  log,
}: Pick<Inside, 'data' | 'store' | 'log'>): Promise<void> {
  try {
    for (const one of await withoutFolder(store, data.current.datasets)) {
      log.warn({ dataset: one.name, records: one.count }, withoutFolderText(one));
    }
  } catch (error) {
    log.error({ err: error }, 'it could not be looked whether every public dataset has its folder');
  }
}

/** What somebody should look at, said once at the start. */
function warn({ clock, library, log }: Inside): void {
  if (library.problem) {
    log.error(
      { version: library.current.version, problems: library.problem.problems.map(formatProblem) },
      'content refused: started on the last good version, and its words are what callers hear until the files are mended',
    );
  }
  warnOfBorrowed(library.current, log);
  const year = new Date(clock.now()).getUTCFullYear();
  if (!knowsHolidaysOf(year)) {
    log.warn(
      { year },
      'the calendar does not know the holidays of this year: update chinese-days, or add rules to hours.yaml',
    );
  }
  const due = reviewsDue(library.current, localTime(clock.now()).day);
  if (due.length > 0) {
    log.warn({ answers: due.length, first: due[0]?.id }, 'answers are past their review: see yibo lint --reviews');
  }
}

/** After an update, a bureau's own content may lack what the version says newly. */
function warnOfBorrowed({ borrowed }: Content, log: Logger): void {
  if (borrowed.length === 0) return;
  log.warn({ phrases: borrowed }, "the content lacks phrases, and this version's own words are said: see yibo lint");
}
