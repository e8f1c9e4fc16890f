import { beforeEach, expect, test } from 'vitest';
import type { Conversation } from '../../../src/domain/conversation/conversation.js';
import type { SeatsOfTurn } from '../../../src/domain/hotline/seats.js';
import { leave } from '../../../src/hotline/presence/transitions.js';
import { HeardSignals } from '../../../src/hotline/routing/heard-signals.js';
import { Seating, type Staffing } from '../../../src/hotline/routing/seating.js';
import { onEachDatabase } from '../../contracts/two-openings.js';
import { gateOf, request, tenOClock } from './staffing.js';

const talked = { status: 'completed', isBridged: true, isCallerGone: false } as const;

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
    signals = new HeardSignals({ store: db.store.seats, content });
  });

  /** Stores the first turn of a call, with whom it rings. */
  function stored(call: string, turn: SeatsOfTurn) {
    const id = `call:${call}`;
    const times = { startedAt: tenOClock, updatedAt: tenOClock };
    const place = { at: 'handoff', line: 'gate' } as const;
    const counts = { silences: 0, noMatches: 0, hungUp: false, revision: 1, contentVersion: 'v' };
    const conversation = { id, channel: 'phone', personId: '+86', place, ...times, ...counts } as Conversation;
    const effects = turn.reservations().map((reservation) => ({ kind: 'reserve-seats', reservation }) as const);
    return db.store.conversations.commit({
      ...{ deliveryId: `${id}:0`, conversation, effects },
      answer: { contentType: 'text/xml', body: '' },
    });
  }
  const stands = async () =>
    (await db.other.seats.presences()).map(({ colleague, state, offerId }) => [colleague, state, offerId]);
  const outcomes = async (call: string) =>
    (await db.other.seats.offersOf(`call:${call}`)).map(({ colleague, outcome }) => [colleague, outcome]);

  test('a turn that rings reserves whom it rings as it is stored, and not before', async () => {
    const turn = seats.forTurn();
    // On PostgreSQL nobody waits for who writes: there it reserves at once.
    if (!turn) return expect((await seats.ring(request('CA1')))?.legs).toHaveLength(1);
    const plan = await turn.seats.ring(request('CA1'));
    expect(plan?.legs[0]?.offerId).toBe('call:CA1:0:gate-1');
    expect(await stands()).toEqual([]);
    expect(await stored('CA1', turn)).toBe('committed');
    turn.end(true);
    expect(await stands()).toEqual([['gate-1', 'ringing', 'call:CA1:0:gate-1']]);
    expect(await outcomes('CA1')).toEqual([['gate-1', null]]);
    expect((await seats.ring(request('CA2')))?.legs[0]?.offerId).toBe('call:CA2:0:gate-2');
  });

  test('whoever is gone meanwhile makes it stale: nothing of it is stored, and others may have whom it wanted', async () => {
    staffing = gateOf(2, 'ring-all');
    const turn = seats.forTurn();
    if (!turn) return expect(await seats.ring(request('CA1'))).not.toBeNull();
    expect((await turn.seats.ring(request('CA1')))?.legs).toHaveLength(2);
    await others.ring(request('CA2'));
    expect(await stored('CA1', turn)).toBe('stale');
    turn.end(false);
    expect(await outcomes('CA1')).toEqual([]);
    expect((await db.store.conversations.take('call:CA1', 'x')).conversation).toBeNull();
    await others.letGo('call:CA2', tenOClock + 1);
    expect((await seats.ring(request('CA1', { at: tenOClock + 2 })))?.legs).toHaveLength(2);
  });

  test('while it is not stored, no other call of the process rings them', async () => {
    const turn = seats.forTurn();
    if (!turn) return expect(await seats.ring(request('CA1'))).not.toBeNull();
    await turn.seats.ring(request('CA1'));
    expect((await seats.ring(request('CA2')))?.legs[0]?.offerId).toBe('call:CA2:0:gate-2');
    expect(await seats.ring(request('CA3'))).toBeNull();
    turn.end(false);
    expect((await seats.ring(request('CA4')))?.legs[0]?.offerId).toBe('call:CA4:0:gate-1');
  });

  test('a talk ends without a look, once, whatever another process has made of it', async () => {
    await seats.ring(request('CA1'));
    expect(db.store.seats.rungAlone('call:CA1:0:gate-1')?.colleague).toBe('gate-1');
    // The other process hears first that it was taken.
    await new HeardSignals({ store: db.other.seats, content: () => staffing }).accepted('call:CA1:0:gate-1', tenOClock);
    const told = await signals.dialEnded('call:CA1', 'call:CA1:0:gate-1', talked, tenOClock + 9_000);
    expect(told.outcome).toBe('answered');
    await told.settled;
    expect(await outcomes('CA1')).toEqual([['gate-1', 'taken']]);
    expect((await stands())[0]?.[1]).toBe('wrap-up');
    expect(db.store.seats.rungAlone('call:CA1:0:gate-1')).toBeNull();
    await (await signals.dialEnded('call:CA1', 'call:CA1:0:gate-1', talked, tenOClock + 9_500)).settled;
    expect((await db.other.seats.offersOf('call:CA1'))[0]?.endedAt).toBe(tenOClock);
  });

  test('what another process changed meanwhile is found out, and stays', async () => {
    await seats.ring(request('CA1'));
    await db.other.seats.change('gate-1', (before) => ({ ...before, misses: 2 }));
    await (
      await signals.dialEnded(
        'call:CA1',
        'call:CA1:0:gate-1',
        { ...talked, status: 'busy', isBridged: null },
        tenOClock + 5,
      )
    ).settled;
    const [gate1] = await db.other.seats.presences();
    expect(gate1).toMatchObject({ colleague: 'gate-1', offerId: null });
    expect(gate1?.misses).toBeGreaterThanOrEqual(2);
  });

  test('an offer of a round with another that is open is none that rang alone', async () => {
    staffing = gateOf(2, 'ring-all');
    await seats.ring(request('CA1'));
    await db.other.seats.change('gate-2', leave('午餐', tenOClock + 1));
    const plan = await seats.ring(request('CA1', { at: tenOClock + 100 }));
    const [leg] = plan?.legs ?? [];
    await (await signals.dialEnded('call:CA1', leg?.offerId ?? '', talked, tenOClock + 9_000)).settled;
    expect((await outcomes('CA1')).map(([, outcome]) => outcome)).not.toContain(null);
  });

  test('of two that ring, one who has taken the call is the only one who talks, whichever the link of the dial names', async () => {
    staffing = gateOf(2, 'ring-all');
    await seats.ring(request('CA1'));
    await signals.accepted('call:CA1:0:gate-2', tenOClock + 1_000);
    expect(db.store.seats.rungAlone('call:CA1:0:gate-1')).toBeNull();
    await (await signals.dialEnded('call:CA1', 'call:CA1:0:gate-1', talked, tenOClock + 9_000)).settled;
    expect(Object.fromEntries(await outcomes('CA1'))).toEqual({ 'gate-1': 'lost', 'gate-2': 'taken' });
  });

  test('two who change somebody for the first time see each other', async () => {
    for (let n = 0; n < 10; n += 1) {
      const missed = (store: typeof db.store) =>
        store.seats.change(`new-${n}`, (before) => ({ ...before, misses: before.misses + 1 }));
      await Promise.all([missed(db.store), missed(db.other)]);
    }
    expect((await db.store.seats.presences()).map(({ misses }) => misses)).toEqual(Array.from({ length: 10 }, () => 2));
  });

  test('of messages that are owed together one that cannot be written fails alone', async () => {
    const message = (key: string, channel: string | null = 'wechat') => ({
      ...{ key, channel: channel as string, personId: 'p', conversationId: null, body: '{}' },
      ...{ owedAt: 1, dueAt: 1, notAfter: null },
    });
    const owed = await Promise.allSettled(
      [message('a'), message('b', null), message('a'), message('c')].map((one) => db.store.outbox.owe(one)),
    );
    expect(owed.map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual([
      ...['owed', 'refused', 'known', 'owed'],
    ]);
  });
});
