import { beforeEach, describe, expect, test } from 'vitest';
import { HeardSignals } from '../../../src/hotline/routing/heard-signals.js';
import { Seating, type Staffing } from '../../../src/hotline/routing/seating.js';
import { onEachDatabase } from '../../contracts/two-openings.js';
import { gateOf, request, tenOClock } from './staffing.js';

const second = 1000;

onEachDatabase((db) => {
  let staffing: Staffing;
  let seats: Seating;
  let others: Seating;
  let signals: HeardSignals;
  beforeEach(() => {
    staffing = gateOf(2);
    const content = () => staffing;
    seats = new Seating({ store: db.store.seats, content });
    others = new Seating({ store: db.other.seats, content });
    signals = new HeardSignals({ store: db.other.seats, content });
  });

  const offer = (call: string, n: number, round = 0) => `call:${call}:${round}:gate-${n}`;
  const unanswered = { status: 'no-answer', isBridged: null, isCallerGone: false } as const;
  async function outcomes(call: string): Promise<readonly (string | null)[]> {
    return (await db.store.seats.offersOf(`call:${call}`)).map(({ outcome }) => outcome);
  }

  describe('a call', () => {
    test('rings whoever was decided and reserved; the next call rings the next, and then nobody', async () => {
      expect(await seats.ring(request('CA1'))).toEqual({
        ...{ line: 'gate', ringSeconds: 18 },
        legs: [{ kind: 'sip', address: 'sip:gate-1@pbx.invalid', offerId: offer('CA1', 1) }],
      });
      expect(await others.attendance('gate', tenOClock)).toBe('free');
      expect((await others.ring(request('CA2')))?.legs.map(({ offerId }) => offerId)).toEqual([offer('CA2', 2)]);
      expect(await seats.ring(request('CA3'))).toBeNull();
      expect(await seats.attendance('gate', tenOClock)).toBe('busy');
      expect((await db.store.seats.offersOf('call:CA1'))[0]?.because).toBe('not rung yet');
    });

    test('that is answered again rings the same again; its rounds never meet, whatever lines it came to', async () => {
      const first = await seats.ring(request('CA1'));
      expect(await others.ring(request('CA1', { at: tenOClock + second }))).toEqual(first);
      await signals.dialEnded('call:CA1', offer('CA1', 1), unanswered, tenOClock + 18 * second);
      const again = await seats.ring(request('CA1', { at: tenOClock + 19 * second }));
      expect(again?.legs.map(({ offerId }) => offerId)).toEqual([offer('CA1', 2, 1)]);
    });

    test('whose process died leaves nobody reserved', async () => {
      await seats.ring(request('CA1'));
      const later = tenOClock + 33 * second;
      expect((await others.ring(request('CA2', { at: later - 1 })))?.legs).toHaveLength(1);
      expect((await others.ring(request('CA3', { at: later })))?.legs[0]?.offerId).toBe(offer('CA3', 1));
    });

    test('that is let go frees whoever is rung for it, and costs them nothing', async () => {
      staffing = gateOf(2, 'ring-all');
      expect((await seats.ring(request('CA1')))?.legs).toHaveLength(2);
      await others.letGo('call:CA1', tenOClock + second);
      expect(await outcomes('CA1')).toEqual(['withdrawn', 'withdrawn']);
      expect((await db.store.seats.presences()).map(({ idleSince }) => idleSince)).toEqual([null, null]);
      expect((await seats.ring(request('CA2', { at: tenOClock + second })))?.legs).toHaveLength(2);
    });

    test('has nobody free while only those are who are rung after a longer wait', async () => {
      const { lines, roster, ...rest } = gateOf(2);
      const general = { id: 'general', name: '人工服务', staff: [], strategy: 'ring-all' } as const;
      const [one, two] = ['gate-1', 'gate-2'].map((id) => [id]);
      const shift = { days: 'any', hours: [] } as const;
      const shifts = [
        { line: 'gate', ...shift, colleagues: one ?? [] },
        { line: 'general', ...shift, colleagues: two ?? [] },
      ];
      staffing = { ...rest, lines: new Map([...lines, ['general', general]]), roster: { ...roster, shifts } };
      await seats.ring(request('CA1'));
      expect(await others.attendance('gate', tenOClock)).toBe('busy');
      expect(await others.attendance('gate', tenOClock, 39_999)).toBe('busy');
      expect(await others.attendance('gate', tenOClock, 40_000)).toBe('free');
      expect((await others.ring(request('CA2', { waitedMs: 40_000 })))?.legs[0]?.offerId).toBe(offer('CA2', 2));
    });

    test('of somebody whose life is in danger rings everybody on duty at once, of whatever line', async () => {
      const { lines, roster, ...rest } = gateOf(3);
      const [gate] = [...lines.values()];
      const shift = { days: 'any', hours: [] } as const;
      const shifts = [
        { line: 'gate', ...shift, colleagues: ['gate-1'] },
        { line: 'food', ...shift, colleagues: ['gate-2', 'gate-3'] },
      ];
      const both = new Map([...lines, ...(gate ? [['food', { ...gate, id: 'food' }] as const] : [])]);
      staffing = { ...rest, lines: both, roster: { ...roster, shifts } };
      await seats.ring(request('CA1'));
      expect(await seats.attendance('gate', tenOClock)).toBe('busy');
      expect(await seats.attendance('gate', tenOClock, 0, true)).toBe('free');
      const plan = await seats.ring(request('CA2', { isUrgent: true }));
      expect(plan?.legs.map(({ offerId }) => offerId)).toEqual([offer('CA2', 2), offer('CA2', 3)]);
      expect((await db.store.seats.offersOf('call:CA2'))[0]?.because).toMatch(/^a life is in danger/);
    });

    test('of somebody whose life is in danger rings those again who did not answer or write up, after whoever is free', async () => {
      staffing = gateOf(11, 'ring-all');
      const at = tenOClock + 19 * second;
      const none = { status: 'no-answer', isBridged: null, isCallerGone: false } as const;
      expect((await seats.ring(request('CA1', { isUrgent: true })))?.legs).toHaveLength(10);
      await signals.dialEnded('call:CA1', offer('CA1', 1), none, at);
      expect(await others.attendance('gate', at)).toBe('free');
      expect((await others.ring(request('CA2', { at })))?.legs.map(({ offerId }) => offerId)).toEqual([
        offer('CA2', 11),
      ]);
      expect([await seats.attendance('gate', at), await seats.attendance('gate', at, 0, true)]).toEqual([
        'busy',
        'free',
      ]);
      expect((await seats.ring(request('CA1', { at, isUrgent: true })))?.legs).toHaveLength(10);
      expect(await seats.ring(request('CA3', { at, isUrgent: true }))).toBeNull();
    });

    test('is left to nobody where everybody is away, and rings those who are free by the round', async () => {
      staffing = gateOf(2, 'round-robin');
      await seats.ring(request('CA1'));
      await signals.accepted(offer('CA1', 1), tenOClock);
      await signals.legEnded(offer('CA1', 1), 'completed', tenOClock);
      expect((await seats.ring(request('CA2', { at: tenOClock + 3600 * second })))?.legs[0]?.offerId).toBe(
        offer('CA2', 2),
      );
      for (const id of ['gate-1', 'gate-2'])
        await db.store.seats.change(id, (before) => ({ ...before, state: 'away', until: null }));
      expect(await seats.attendance('gate', tenOClock)).toBe('nobody');
      expect(await seats.attendance('no-line', tenOClock)).toBe('nobody');
    });
  });
});
