import { Exchange } from '../../../src/simulator/telephones/exchange.js';
import { ManualTimeline } from '../../../src/simulator/telephones/timeline.js';
import type { TestService } from '../../service/running.js';
import { Caller } from './caller.js';
import type { DayPlan } from './plans.js';

/** So long after the last caller began nobody may still be on the line. */
const overWithinSeconds = 2_000;

/** Lets a day happen on a service, whose clock goes with it. @returns the callers and the exchange, when all is over */
export async function runDay(
  service: TestService,
  day: string,
  plan: DayPlan,
): Promise<{ readonly callers: readonly Caller[]; readonly exchange: Exchange }> {
  service.setClock(`${day}T${plan.opensAt}:00+08:00`);
  const time = new ManualTimeline(0, (ms) => service.passTime(ms));
  const rings = new Map<string, number>();
  let signals = 0;
  const exchange = new Exchange(
    { deliverTo: service.origin, publicBaseUrl: service.publicBaseUrl, ...service.secrets.twilio },
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
  const callers = plan.callers.map(
    (one, index) => new Caller(exchange, one, `+86138001380${String(index).padStart(2, '0')}`),
  );
  const last = Math.max(...plan.callers.map(({ callsAfter }) => callsAfter));
  await time.pass((last + overWithinSeconds) * 1000);
  return { callers, exchange };
}

function lastDigitOf(address: string): number {
  return Number(/(\d)\D*$/.exec(address.replace(/@.*/, ''))?.[1] ?? '0');
}
