import { expect, test } from 'vitest';
import { onEachDatabase } from '../../contracts/two-openings.js';
import { caseOf } from '../../operations/fixtures.js';
import { tenOClock } from '../routing/staffing.js';
import { ReconciledHouse } from './reconciled-house.js';

const minute = 60_000;
const answer = { contentType: 'text/plain', body: '' };
const menu = { at: 'menu', menu: 'main' } as const;

onEachDatabase((db) => {
  const open = () => new ReconciledHouse(db.store);
  const stateOf = async (call: string) => (await db.store.waiting.get(`call:${call}`))?.state;
  const isClosed = async (call: string) => (await db.store.conversations.get(`call:${call}`))?.hungUp;
  const outcomes = async (call: string) =>
    (await db.store.seats.offersOf(`call:${call}`)).map(({ outcome }) => outcome);

  test('a talk that is lost without a word is closed once no talk lasts so long, as of when it was last heard of', async () => {
    const house = open();
    const one = house.reconciler();
    await house.talks('1');
    house.pass(121);
    expect(await house.round(one)).toEqual({});
    house.pass(2);
    expect(await house.round(one)).toEqual({ call: 1 });
    expect([await isClosed('1'), await stateOf('1'), await outcomes('1')]).toEqual([true, 'served', ['taken']]);
    expect(await house.presence()).toMatchObject({ state: 'wrap-up', until: tenOClock + 30_000 });
    // Whoever looks again, also from another process, finds nothing more.
    expect([await house.round(one), await house.round()]).toEqual([{}, {}]);
    expect(house.counted).toEqual({ call: 1 });
  });

  test('whoever waits and is lost has left when they were last heard of; whoever was rung for them loses nothing', async () => {
    const house = open();
    await house.rings('1');
    house.pass(123);
    expect(await house.round()).toEqual({ call: 1 });
    expect(await db.store.waiting.get('call:1')).toMatchObject({ state: 'left', changedAt: tenOClock });
    expect([await outcomes('1'), await house.presence()]).toMatchObject([['withdrawn'], { state: 'free', misses: 0 }]);
  });

  test('a call that we hung up is closed after five minutes', async () => {
    const house = open();
    await house.turn('1', menu);
    await house.turn('2', { at: 'over' });
    house.pass(6);
    expect(await house.round()).toEqual({ call: 1 });
    expect([await isClosed('1'), await isClosed('2')]).toEqual([false, true]);
  });

  test('more calls than are read at once, all last heard of at the same moment, are closed; chats are none', async () => {
    const house = open();
    const calls = Array.from({ length: 405 }, (_, n) => `${n}`);
    await Promise.all(calls.map((call) => house.turn(call, { at: 'over' })));
    const chat = await db.store.conversations.get('call:0');
    const other = { ...(chat as NonNullable<typeof chat>), id: 'wechat:1' };
    await db.store.conversations.commit({ deliveryId: 'w', conversation: other, answer, effects: [] });
    house.pass(6);
    expect(await house.round()).toEqual({ call: 405 });
    expect((await db.store.conversations.get('wechat:1'))?.hungUp).toBe(false);
  });

  test('where the provider can be asked it is: what is over ends when it says, what goes on goes on', async () => {
    const house = open();
    const over = new Map([['call:1', tenOClock + minute]]);
    const asked: string[] = [];
    house.looker = {
      async look(id) {
        asked.push(id);
        return { isOver: over.has(id), endedAt: over.get(id) ?? null };
      },
    };
    const reconciler = house.reconciler();
    await house.talks('1');
    await house.talks('2');
    house.pass(4);
    expect([await house.round(reconciler), asked]).toEqual([{}, []]);
    house.pass(2);
    expect([await house.round(reconciler), asked]).toEqual([{ call: 1 }, ['call:1', 'call:2']]);
    expect(await house.presence()).toMatchObject({ state: 'wrap-up', since: tenOClock + minute });
    house.pass(180);
    expect([await house.round(reconciler), await isClosed('2')]).toEqual([{}, false]);
    over.set('call:2', tenOClock + 180 * minute);
    expect([await house.round(reconciler), await isClosed('2')]).toEqual([{ call: 1 }, true]);
  });

  test('the provider is asked about twenty calls a round, however many are silent; what we hung up needs no asking', async () => {
    const house = open();
    const asked: string[] = [];
    house.looker = {
      async look(id) {
        asked.push(id);
        return { isOver: false, endedAt: null };
      },
    };
    for (let n = 0; n < 23; n++) await house.turn(`${n}`, menu);
    await house.turn('over', { at: 'over' });
    house.pass(6);
    expect([await house.round(), asked.length]).toEqual([{ call: 1 }, 20]);
  });

  test('a provider that cannot be reached leaves it to the time', async () => {
    const house = open();
    house.looker = { look: () => Promise.reject(new Error('no road')) };
    await house.talks('1');
    house.pass(60);
    expect(await house.round()).toEqual({});
    house.pass(63);
    expect(await house.round()).toEqual({ call: 1 });
  });

  test('neither ends while its call has not gone on', async () => {
    const house = open();
    await house.rings('1');
    await house.talks('2');
    house.pass(30);
    expect(await house.round()).toEqual({});
    expect([await outcomes('1'), (await house.presence('gate-2'))?.state]).toEqual([[null], 'on-call']);
  });

  test('a telephone whose ringing never ended is let go once its call has gone on, and not at once', async () => {
    const house = open();
    await house.rings('1');
    house.pass(1.5);
    await house.turn('1', menu);
    // It rings for 18 seconds, 15 more are there to press 1, and what is told late is told within a minute.
    expect(await house.round()).toEqual({});
    house.pass(0.1);
    expect([await house.round(), await outcomes('1')]).toEqual([{ offer: 1 }, ['withdrawn']]);
    expect((await db.store.seats.offersOf('call:1'))[0]?.endedAt).toBe(tenOClock + 33_000);
    expect(await house.presence()).toMatchObject({ state: 'free', misses: 0, idleSince: null });
    expect(await house.round()).toEqual({});
  });

  test('a colleague whose talk is over, though only the call heard of it, writes up', async () => {
    const house = open();
    await house.talks('1');
    house.pass(0.9);
    await house.turn('1', menu);
    // What is told late is told within a minute.
    expect([await house.round(), (await house.presence())?.state]).toEqual([{}, 'on-call']);
    house.pass(0.1);
    expect([await house.round(), (await house.presence())?.state]).toEqual([{ talk: 1 }, 'wrap-up']);
  });

  test('whoever stands in the line of a call that nobody knows has left', async () => {
    const house = open();
    const at = house.now;
    const who = { conversationId: 'call:9', line: 'gate', personId: null, state: 'self-service' } as const;
    await db.store.waiting.enter({ ...who, enteredAt: at - minute, changedAt: at, seenAt: at });
    house.pass(1);
    expect(await house.round()).toEqual({});
    house.pass(2);
    expect(await house.round()).toEqual({ wait: 1 });
    expect(await db.store.waiting.get('call:9')).toMatchObject({ state: 'left', changedAt: at });
  });

  test('a call back that was taken and never told to be over is connected, or a colleague calls', async () => {
    const house = open();
    const ask = async (caseNo: string, call: string | null) => {
      const callback = { caseNo, line: 'gate', number: '+85221234567', conversationId: caseNo, askedAt: house.now };
      await db.store.cases.open({ ...caseOf(`call:${caseNo}`), caseNo }, [{ kind: 'ask-callback', callback }]);
      await db.store.callbacks.dial(caseNo, house.now);
      if (call !== null) await db.store.callbacks.noteCall(caseNo, call);
      await house.calledBack.reached({ caseNo, attempt: 1 }, `call:${call ?? 'unknown'}`, house.now);
    };
    await ask('1', 'B1');
    await house.talks('B1');
    await ask('2', 'B2');
    await house.turn('B2', { at: 'handoff', line: 'gate' });
    await ask('3', null);
    house.pass(60);
    expect(await house.round()).toEqual({ wait: 1 });
    house.pass(63);
    expect(await house.round()).toEqual({ call: 2, callback: 3 });
    const all = await Promise.all(['1', '2', '3'].map((one) => db.store.callbacks.get(one)));
    expect(all.map((one) => [one?.state, one?.by])).toEqual([
      ['connected', 'service'],
      ['reached', 'colleague'],
      ['reached', 'colleague'],
    ]);
    expect(await house.round()).toEqual({});
  });

  test('two that look at once end the same as one', async () => {
    const house = open();
    await house.talks('1');
    await house.rings('2');
    house.pass(123);
    await Promise.all([house.round(), house.round()]);
    expect([await outcomes('1'), await outcomes('2'), await stateOf('2')]).toEqual([['taken'], ['withdrawn'], 'left']);
    expect((await db.store.conversations.get('call:1'))?.revision).toBe(2);
  });
});
