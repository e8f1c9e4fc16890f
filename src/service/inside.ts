import type { Logger } from 'pino';
import { Challenges } from '../challenge/challenges.js';
import type { Recordings } from '../challenge/recordings.js';
import { ContentLibrary } from '../content/library.js';
import { PlayablePrompts } from '../content/playable-prompts.js';
import { word } from '../content/wording.js';
import { Sessions, type TurnTaker } from '../dialogue/sessions.js';
import { Guesses, type GuessOutcome } from '../disclosure/guessing/guesses.js';
import { slotRules } from '../disclosure/lookups/registry.js';
import { publicRecords } from '../disclosure/reading/public-fields.js';
import { withNoticesRemembered } from '../disclosure/recalls/remembered-notices.js';
import type { Connected } from '../domain/callbacks/callback.js';
import type { Entropy } from '../domain/chance.js';
import type { Content } from '../domain/content/content.js';
import type { RecordStore } from '../domain/disclosure/stores.js';
import type { Seats, Signals } from '../domain/hotline/seats.js';
import { sentence } from '../domain/language/phrases.js';
import type { Store } from '../domain/store.js';
import type { Clock } from '../domain/time/clock.js';
import { AskedDraws } from '../draws/asked/asked-draws.js';
import { ColleaguesOwnSeats } from '../hotline/colleagues-own-seats.js';
import { HeardSignals } from '../hotline/routing/heard-signals.js';
import { Seating } from '../hotline/routing/seating.js';
import { ServedSignals } from '../hotline/waiting/served.js';
import { loadSamples } from '../importing/sample.js';
import { Outbox } from '../outbox/outbox.js';
import { Learner, SlotFiller, Understandings } from '../understanding/index.js';
import { bringUpToDate } from './bring-up-to-date.js';
import type { Config } from './config.js';
import { connectedIn } from './connected.js';
import { namesOfRules } from './draw-rules.js';
import { addGauges } from './gauges.js';
import type { Installation } from './installation.js';
import { LiveData } from './live-data.js';
import { Metrics } from './metrics.js';
import { NoticeBoard } from './notice-board.js';
import { offered } from './offered.js';
import { tellingPutAway } from './put-away.js';
import { usableDigits } from './spoken-digits.js';
import { type StickersInside, stickersInside } from './stickers-inside.js';

/** What stands behind every face: what the service knows, and who takes its turns. */
export interface Inside extends StickersInside {
  readonly config: Config;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly library: ContentLibrary;
  /** Schemas and rules: ask for `current` each time. */
  readonly data: LiveData;
  readonly guesses: Guesses;
  /** Codes against guessing, on pages. */
  readonly challenges: Challenges;
  /** The digits that they are said with. */
  readonly spokenDigits: Recordings;
  /** The public record, as everybody may read it. */
  readonly records: RecordStore;
  readonly metrics: Metrics;
  /** The colleagues who can be rung. */
  readonly seats: Seats;
  readonly turns: TurnTaker;
  readonly outbox: Outbox;
  /** Hears what comes of the telephones that ring. */
  readonly signals: Signals;
  /** Somebody who is to be called back has talked. */
  readonly connected: Connected;
  /** What everybody hears first for a while. */
  readonly notices: NoticeBoard;
  /** What is played instead of being spoken. */
  readonly prompts: PlayablePrompts;
  /** The words of the apology, in a chat. */
  readonly sorry: () => string;
  /** Ends what is being learnt. */
  readonly close: () => Promise<void>;
}

/** What it is made of. */
export interface InsideParts extends Pick<Inside, 'config' | 'store' | 'clock' | 'log'> {
  readonly installation: Installation;
  readonly entropy: Entropy;
  /** Where the service is found, once its port is known. */
  readonly publicBaseUrl: () => string;
}

/**
 * Brings the database to its newest form and reads all that the service answers from.
 * @throws ContentRefused, SchemasRefused or RetentionRefused with every problem of their files
 */
export async function openInside({ installation, entropy, ...parts }: InsideParts): Promise<Inside> {
  const { config, store, clock, log } = parts;
  const { root, models } = installation;
  await bringUpToDate(store, config.databaseUrl, log);
  const learner = new Learner();
  const understanding = new Understandings(models, (examples, folders) => learner.learn(examples, folders));
  const prepare = (content: Content) => understanding.of(content);
  const library = await ContentLibrary.open({ root, offered, store: store.contents, clock, prepare });
  const data = new LiveData(installation.data, store.forgetful);
  if (config.loadsSamples) await loadSamples(store, data.current.datasets, data.current.terms, () => clock.now());
  const records = publicRecords(store.records, () => data.current.datasets);
  const judged = await stickersInside(parts, records, data, () => library.current);
  const lookups = () => data.current.lookups;
  const slots = new SlotFiller(slotRules);
  const metrics = new Metrics();
  addGauges(metrics.registry, store, clock);
  const noted = (channel: string, outcome: GuessOutcome) => metrics.guessed(channel, outcome);
  const guesses = new Guesses({ store: store.guesses, records, rules: () => data.current.guessRules, clock, noted });
  const challenges = new Challenges({ store: store.guesses, clock, entropy });
  const spokenDigits = usableDigits(installation, log);
  const seatingParts = { store: store.seats, content: () => library.current };
  const seats = new Seating(seatingParts);
  const connected = connectedIn(store, () => library.current);
  const heard = new HeardSignals(seatingParts, tellingPutAway({ ...parts, library }));
  const signals = new ServedSignals(heard, { ...store, connected });
  const ownSeats = new ColleaguesOwnSeats({
    seats: store.seats,
    openMessages: async () => (await store.cases.files('open')).map((one) => one.case),
  });
  const people = { seats, waiting: store.waiting, ownSeats, ...judged };
  const prompts = new PlayablePrompts(root);
  const notices = new NoticeBoard(store.notices);
  await Promise.all([prompts.refresh(library.current), notices.refresh()]);
  const notice = (at: number, line: string | null) => notices.current(at, line);
  const told = withNoticesRemembered(records);
  const asked = { records: told, cases: store.cases, lookups, guesses, draws: drawsAsked(parts, installation) };
  const services = { ...asked, ...people, notice, entropy, understanding, slots };
  const turns = metrics.measured(new Sessions(store.conversations, library, services, store.forgetful));
  const outbox = new Outbox({ store: store.outbox, clock, log });
  return {
    ...parts,
    library,
    data,
    guesses,
    challenges,
    spokenDigits,
    records,
    metrics,
    ...judged,
    seats,
    turns,
    outbox,
    signals,
    connected,
    notices,
    prompts,
    sorry: () => word(library.current, 'text', sentence('sorry')),
    close: () => learner.close(),
  };
}

/** What people are told of draws, by the names that their rules have at the start. */
function drawsAsked(
  { store, publicBaseUrl }: Pick<InsideParts, 'store' | 'publicBaseUrl'>,
  { data }: Installation,
): AskedDraws {
  const names = namesOfRules(data);
  return new AskedDraws({ draws: store.draws, names: () => names, publicBaseUrl });
}
