import { expect, test } from 'vitest';
import type { RingPlan } from '../../../src/domain/hotline/ring-plan.js';
import { HeardSignals } from '../../../src/hotline/routing/heard-signals.js';
import { Seating } from '../../../src/hotline/routing/seating.js';
import { onEachDatabase } from '../../contracts/two-openings.js';
import { gateOf, request, tenOClock } from './staffing.js';

const calls = 200;
const colleagues = 20;
const stepMs = 20_000;

onEachDatabase((db) => {
  test('200 calls at once on two processes: nobody is rung twice at the same time, and every call reaches somebody', async () => {
    const content = () => gateOf(colleagues);
    const processes = [db.store, db.other].map(({ seats: store }) => ({
      seats: new Seating({ store, content }),
      signals: new HeardSignals({ store, content }),
    }));
    const engaged = new Map<string, string>();
    const reached = new Set<string>();
    let waiting = Array.from({ length: calls }, (_, n) => `CA${n}`);
    let now = tenOClock;

    const isDeclined = new Set(waiting.filter((_, n) => n % 5 === 0));

    /** Rings for one call; some are not answered at first. @returns whether it waits on */
    const turn = async (call: string, index: number): Promise<boolean> => {
      const { seats, signals } = processes[index % 2] as (typeof processes)[number];
      const plan: RingPlan | null = await seats.ring(request(call, { at: now, ahead: now === tenOClock ? 0 : index }));
      if (plan === null) return true;
      const [leg] = plan.legs;
      const offerId = leg?.offerId ?? '';
      const colleague = leg?.address ?? '';
      expect(engaged.get(colleague)).toBeUndefined();
      engaged.set(colleague, call);
      const isTaken = !isDeclined.delete(call);
      if (isTaken) expect(await signals.accepted(offerId, now + 5000)).toBe(true);
      const status = isTaken ? 'completed' : 'no-answer';
      const end = { status, isBridged: isTaken, isCallerGone: false } as const;
      const other = processes[(index + 1) % 2] as (typeof processes)[number];
      engaged.delete(colleague);
      const { outcome, settled } = await other.signals.dialEnded(`call:${call}`, offerId, end, now + 18_000);
      await settled;
      if (outcome === 'answered') reached.add(call);
      return outcome !== 'answered';
    };

    for (let step = 0; waiting.length > 0 && step < 60; step++, now += stepMs) {
      const stays = await Promise.all(waiting.map(turn));
      waiting = waiting.filter((_, index) => stays[index]);
    }
    expect(reached.size).toBe(calls);
    const offers = (await Promise.all(Array.from(reached, (call) => db.store.seats.offersOf(`call:${call}`)))).flat();
    expect(offers.filter(({ outcome }) => outcome === 'taken')).toHaveLength(calls);
    expect(offers.filter(({ outcome }) => outcome === null)).toEqual([]);
    expect(overlapping(offers.map(({ colleague, offeredAt, endedAt }) => ({ colleague, offeredAt, endedAt })))).toEqual(
      [],
    );
  });
});

interface Spell {
  readonly colleague: string;
  readonly offeredAt: number;
  readonly endedAt: number | null;
}

/** @returns pairs of offers that rang the same colleague at the same time */
function overlapping(spells: readonly Spell[]): readonly (readonly [Spell, Spell])[] {
  const sorted = [...spells].sort((a, b) =>
    a.colleague < b.colleague ? -1 : a.colleague > b.colleague ? 1 : a.offeredAt - b.offeredAt,
  );
  return sorted.flatMap((one, index) => {
    const next = sorted[index + 1];
    const meets = next?.colleague === one.colleague && next.offeredAt < (one.endedAt ?? Number.POSITIVE_INFINITY);
    return meets ? [[one, next] as const] : [];
  });
}
