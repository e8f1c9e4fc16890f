import { comeBack } from '../../../src/hotline/presence/transitions.js';
import type { RunningService } from '../../../src/main.js';
import type { AskedExchange } from '../../../src/rehearsal/asked-exchange.js';
import { Exchange } from '../../../src/simulator/telephones/exchange.js';
import { ManualTimeline } from '../../../src/simulator/telephones/timeline.js';
import { Caller } from './caller.js';
import { Aways } from './colleague.js';
import type { DayPlan } from './plans.js';
import { Uses } from './uses.js';

/** So long after the last caller began nobody may still be on the line. */
const overWithinSeconds = 2_000;
/** So often what is due beside requests is done, where the service can ask the exchange for calls. */
const catchesUpEveryMs = 10_000;

/** A service on which days happen, and what can befall it; what is absent does not. */
export interface Happens {
  readonly service: RunningService;
  readonly asked?: AskedExchange;
  restart?(now: string): Promise<void>;
  hold?(isHeld: boolean): Promise<void>;
}

/** All that a day came to. */
export interface Day {
  readonly callers: readonly Caller[];
  readonly exchange: Exchange;
  readonly aways: Aways;
  readonly uses: Uses;
}

/** Lets a day happen on a service, whose clock goes with it. @returns what it came to, when all is over */
export async function runDay(hotline: Happens, day: string, plan: DayPlan): Promise<Day> {
  const opens = `${day}T${plan.opensAt}:00+08:00`;
  hotline.service.setClock(opens);
  await everybodyIsThere(hotline.service, Date.parse(opens));
  const time = new ManualTimeline(0, (ms) => hotline.service.passTime(ms));
  const rings = new Map<string, number>();
  let signals = 0;
  const { origin: deliverTo, publicBaseUrl, secrets } = hotline.service;
  const exchange = new Exchange(
    { deliverTo, publicBaseUrl, ...secrets.twilio },
    {
      ...plan.exchange,
      timeline: time,
      behaviour(address) {
        const nth = rings.get(address) ?? 0;
        rings.set(address, nth + 1);
        const own = plan.behaviours[lastDigitOf(address) % plan.behaviours.length] ?? [];
        return own[nth % own.length] ?? { does: 'rings' };
      },
      signals: () => plan.delays[signals++ % plan.delays.length] ?? [0],
    },
  );
  // Nobody calls on two days.
  const callers = plan.callers.map(
    (one, index) => new Caller(exchange, one, `+8613800${day.replaceAll('-', '').slice(3)}${index}`),
  );
  const aways = new Aways(exchange);
  for (const one of plan.colleagues) aways.plan(one);
  befall(hotline, plan, exchange, () => new Date(Date.parse(opens) + time.now()).toISOString());
  const last = Math.max(...plan.callers.map(({ callsAfter }) => callsAfter));
  const uses = new Uses(exchange);
  try {
    await time.pass((last + overWithinSeconds) * 1000);
  } finally {
    await hotline.hold?.(false);
  }
  return { callers, exchange, aways, uses };
}

/** Who missed calls yesterday begins anew. */
async function everybodyIsThere({ store }: RunningService, at: number): Promise<void> {
  for (const { colleague } of await store.seats.presences()) await store.seats.change(colleague, comeBack(at));
}

/** What befalls the service, and what it does beside requests. */
function befall(
  hotline: Happens,
  { isAsked, restartsAfter, databaseHeld }: DayPlan,
  exchange: Exchange,
  now: () => string,
): void {
  const { timeline } = exchange;
  hotline.asked?.serve(isAsked ? exchange : null);
  if (hotline.asked && isAsked) {
    const catchUp = (): void => {
      timeline.after(catchesUpEveryMs, async () => {
        for (const duty of ['callbacks', 'fetch-waiting', 'reconciling']) await hotline.service.catchUp(duty);
        catchUp();
      });
    };
    catchUp();
  }
  if (restartsAfter !== null) timeline.after(restartsAfter * 1000, () => hotline.restart?.(now()));
  if (databaseHeld) {
    const { after, seconds } = databaseHeld;
    timeline.after(after * 1000, () => hotline.hold?.(true));
    timeline.after((after + seconds) * 1000, () => hotline.hold?.(false));
  }
}

function lastDigitOf(address: string): number {
  return Number(/(\d)\D*$/.exec(address.replace(/@.*/, ''))?.[1] ?? '0');
}
