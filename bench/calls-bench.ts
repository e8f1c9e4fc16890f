import { randomInt } from 'node:crypto';
import type { Behaviour } from '../src/simulator/telephones/behaviour.js';
import { Exchange } from '../src/simulator/telephones/exchange.js';
import type { LiveCall } from '../src/simulator/telephones/live-call.js';
import { Rest } from '../src/simulator/telephones/rest.js';
import { serveRest } from '../src/simulator/telephones/rest-server.js';
import { RealTimeline } from '../src/simulator/telephones/timeline.js';
import { manyColleagues } from './many-colleagues.js';
import { startAlwaysOpen } from './production.js';
import { secrets } from './requests.js';
import { inTemporaryFolder } from './temporary-folder.js';

export interface CallsOptions {
  /** New calls in a second. */
  readonly perSecond: number;
  /** How many are on at once, once it has begun. */
  readonly atOnce: number;
  /** How long it goes on with all of them, in seconds. */
  readonly seconds: number;
}

const p99BarMs = 100;
const looksEveryMs = 500;

/** What came of the calls. */
interface Figures {
  begun: number;
  mostAtOnce: number;
  /** Reached a person, told a number, hung up themselves. */
  readonly endings: Record<'person' | 'message' | 'own-hang-up' | 'none', number>;
  /** How long each answer took, in ms. */
  readonly turns: number[];
  readonly failures: string[];
}

/**
 * Lets callers come all the time, each a whole call on the exchange: greeted, a key, telephones that ring, are busy or are declined, a talk or a
 * message; through the real webhooks, on one process as in production.
 * @returns whether no turn failed, so many were on at once, and 99 in 100 turns took under 100 ms
 */
export function callsBench(options: CallsOptions): Promise<boolean> {
  return inTemporaryFolder(async (folder) => {
    const figures = noFigures();
    const failed = (error: unknown) => void figures.failures.push(String(error));
    const account = {
      deliverTo: '',
      publicBaseUrl: secrets.PUBLIC_BASE_URL,
      accountSid: secrets.TWILIO_ACCOUNT_SID,
      authToken: secrets.TWILIO_AUTH_TOKEN,
    };
    const exchange = new Exchange(account, { timeline: new RealTimeline(failed), behaviour: anyBehaviour });
    const rest = await serveRest(new Rest(exchange));
    const service = await startAlwaysOpen(folder, {
      settings: { TWILIO_API_BASE: rest.origin },
      change: (content) => manyColleagues(content, 'wrapUpSeconds: 5'),
    });
    account.deliverTo = service.origin;
    try {
      await letCallersCome(exchange, options, figures, failed);
      return print(options, figures, exchange.rings.filter(({ wasEngaged }) => wasEngaged).length);
    } finally {
      await service.stop();
      rest.close();
    }
  });
}

function noFigures(): Figures {
  const endings = { person: 0, message: 0, 'own-hang-up': 0, none: 0 };
  return { begun: 0, mostAtOnce: 0, endings, turns: [], failures: [] };
}

async function letCallersCome(
  exchange: Exchange,
  { perSecond, atOnce, seconds }: CallsOptions,
  figures: Figures,
  failed: (error: unknown) => void,
): Promise<void> {
  const lastsSeconds = atOnce / perSecond;
  const running = new Set<Promise<void>>();
  const endsAt = Date.now() + (lastsSeconds + seconds) * 1000;
  while (Date.now() < endsAt) {
    figures.begun += 1;
    const one = wholeCall(exchange, lastsSeconds, figures).catch(failed);
    running.add(one);
    figures.mostAtOnce = Math.max(figures.mostAtOnce, running.size);
    void one.finally(() => running.delete(one));
    await pause(1000 / perSecond);
  }
  await Promise.all(running);
}

/** A caller, from the first ring to the end: they stay on the line for as long as is asked, wherever they are by then. */
async function wholeCall(exchange: Exchange, lastsSeconds: number, figures: Figures): Promise<void> {
  const call = exchange.callFrom(`+861${randomInt(3e9, 1e10)}`);
  const hangsUpAt = Date.now() + lastsSeconds * randomInt(110, 161) * 10;
  await call.ring();
  await pause(randomInt(1_000, 4_000));
  if (call.state === 'listening') await call.press(String(randomInt(0, 10)));
  const givesUpAt = Date.now() + lastsSeconds * randomInt(30, 300) * 10;
  while (call.state !== 'ended') {
    if (Date.now() >= hangsUpAt) await leave(call);
    else if (Date.now() >= givesUpAt && call.state === 'listening') await call.press(String(randomInt(1, 3)));
    else if (call.state === 'recording' && call.player.spokenSeconds === 0) call.player.speakIntoRecording();
    await pause(looksEveryMs);
  }
  exchange.calls.delete(call.callSid);
  figures.endings[endingOf(call)] += 1;
  figures.turns.push(...call.turns.map(({ ms }) => ms));
}

/** Ends a message with its key, and hears the number; hangs up anywhere else. */
async function leave(call: LiveCall): Promise<void> {
  if (call.state === 'recording' && call.player.spokenSeconds > 0) await call.player.endRecording('#');
  else await call.hangUp();
}

function endingOf(call: LiveCall): keyof Figures['endings'] {
  if (call.heard.some(({ kind }) => kind === 'bridged')) return 'person';
  if (call.heard.some((one) => one.kind === 'says' && one.words.includes('编号'))) return 'message';
  return call.endedBy === 'caller' ? 'own-hang-up' : 'none';
}

/** Most telephones are answered; some are busy, declined, or left to ring. */
function anyBehaviour(): Behaviour {
  const chance = randomInt(0, 10);
  if (chance < 6) return { does: 'accepts', afterSeconds: randomInt(1, 4), talksSeconds: randomInt(8, 20) };
  if (chance < 7) return { does: 'declines', afterSeconds: 2 };
  if (chance < 8) return { does: 'picks-up', afterSeconds: 2 };
  return chance < 9 ? { does: 'is-busy' } : { does: 'rings' };
}

function print(
  { perSecond, atOnce }: CallsOptions,
  { begun, mostAtOnce, endings, turns, failures }: Figures,
  rungInUse: number,
): boolean {
  const sorted = turns.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const isMet = failures.length === 0 && mostAtOnce >= atOnce && at(0.99) < p99BarMs && endings.none + rungInUse === 0;
  console.log(`\nWhole calls, ${perSecond} new a second, ${atOnce} at once, on one process`);
  console.table({
    calls: begun,
    'most at once': mostAtOnce,
    'reached a person': endings.person,
    'left a message, or are called back': endings.message,
    'hung up themselves': endings['own-hang-up'],
    'ended with nothing': endings.none,
    'rung while in use': rungInUse,
    turns: turns.length,
    'failed turns': failures.length,
    'p50, ms': at(0.5).toFixed(1),
    'p99, ms': at(0.99).toFixed(1),
    'longest, ms': at(1 - Number.EPSILON).toFixed(1),
  });
  for (const failure of failures.slice(0, 3)) console.log(failure);
  console.log(isMet ? 'met: no failed turn, p99 under 100 ms' : 'missed: no failed turn, p99 under 100 ms');
  return isMet;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
