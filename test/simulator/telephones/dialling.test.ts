import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Behaviour } from '../../../src/simulator/telephones/behaviour.js';
import type { ExchangeOptions } from '../../../src/simulator/telephones/exchange.js';
import { type FakeWebhook, startFakeWebhook } from '../fake-webhook.js';
import { arrivedAt, entry, exchangeOver, heardBy } from './fake-exchange.js';

let webhook: FakeWebhook;
beforeAll(async () => {
  webhook = await startFakeWebhook();
});
afterAll(() => webhook.close());

const [first, second] = ['+862260000001', '+862260000002'] as const;
const number = (address: string) =>
  `<Number url="/whisper" statusCallback="/leg?to=${address.slice(-1)}" statusCallbackEvent="ringing answered completed">${address}</Number>`;
const documents = {
  [entry]: `<Dial action="/after" timeout="20">${number(first)}${number(second)}</Dial>`,
  '/after': '<Say>再见</Say>',
  '/whisper': '<Gather numDigits="1" timeout="8" action="/accepted"><Say>口岸通关来电</Say></Gather><Hangup/>',
  '/declined': '<Hangup/>',
};

/** A caller for whom two telephones ring, each with a will of its own. */
async function rung(
  behaviours: Readonly<Record<string, Behaviour>> = {},
  options: ExchangeOptions = {},
  changed: Readonly<Record<string, string>> = {},
) {
  const behaviour = (address: string): Behaviour => behaviours[address] ?? { does: 'rings' };
  const { exchange, time } = exchangeOver(webhook, { ...documents, ...changed }, { behaviour, ...options });
  const call = exchange.callFrom('+8613800138000');
  await call.ring();
  return { exchange, time, call };
}

const statusesOf = (one: number) => arrivedAt(webhook, `/leg?to=${one}`).map(({ CallStatus }) => CallStatus);
const after = () => arrivedAt(webhook, '/after');

const accepts: Behaviour = { does: 'accepts', afterSeconds: 3, talksSeconds: 90 };

describe('of two telephones that ring', () => {
  test('the first that is picked up and presses 1 talks; the other stops', async () => {
    const { exchange, call, time } = await rung({ [second]: accepts });
    await time.pass(3_000);
    expect(exchange.telephone(second).state).toBe('whisper');
    expect(exchange.telephone(first).state).toBe('rings');
    await time.pass(1_000);
    expect([call.state, exchange.telephone(second).state, exchange.telephone(first).state]).toEqual([
      'talking',
      'talks',
      'idle',
    ]);
    await time.pass(90_000);
    expect(heardBy(call)).toEqual(['rings', 'bridged', '再见']);
    expect(after()).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '91' }]);
    expect([statusesOf(1), statusesOf(2)]).toEqual([
      ['ringing', 'canceled'],
      ['ringing', 'in-progress', 'completed'],
    ]);
  });

  test('a leg’s requests are its own call, below the caller’s', async () => {
    const { call } = await rung();
    const [reported] = arrivedAt(webhook, '/leg?to=1');
    expect(reported).toMatchObject({ ParentCallSid: call.callSid, Direction: 'outbound-dial', To: first });
    expect(reported?.CallSid).not.toBe(call.callSid);
  });

  test.each([
    ['until-accepted', 'rings', ['ringing', 'no-answer']],
    ['until-picked-up', 'idle', ['ringing', 'canceled']],
  ] as const)(
    'where others ring %s, one that presses nothing leaves the other: %s',
    async (othersRing, state, statuses) => {
      const { exchange, call, time } = await rung({ [first]: { does: 'picks-up', afterSeconds: 2 } }, { othersRing });
      await time.pass(3_000);
      expect(exchange.telephone(second).state).toBe(state);
      await time.pass(30_000);
      expect(statusesOf(2)).toEqual(statuses);
      expect(after()).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'false' }]);
      expect(heardBy(call)).toContain('再见');
    },
  );

  test('an exchange that does not tell who talked says nothing of it', async () => {
    const { time } = await rung({ [first]: { does: 'picks-up', afterSeconds: 2 } }, { tellsBridged: false });
    await time.pass(30_000);
    expect(after()[0]).not.toHaveProperty('DialBridged');
  });

  test('who comes second is let go, and its leg says so', async () => {
    const { exchange, call, time } = await rung({}, { losersAre: 'no-answer' });
    await exchange.telephone(first).pickUp();
    await exchange.telephone(second).pickUp();
    await exchange.telephone(second).press('1');
    expect(exchange.telephone(first).state).toBe('idle');
    await call.hangUp();
    await time.pass(60_000);
    expect([statusesOf(1).at(-1), statusesOf(2).at(-1)]).toEqual(['completed', 'completed']);
  });
});

describe('a telephone that', () => {
  test.each<[string, Behaviour, Behaviour, string]>([
    ['is busy, like the other', { does: 'is-busy' }, { does: 'is-busy' }, 'busy'],
    ['declines, like the other', { does: 'declines', afterSeconds: 4 }, { does: 'declines', afterSeconds: 6 }, 'busy'],
    ['is busy while the other rings in vain', { does: 'is-busy' }, { does: 'rings' }, 'no-answer'],
    ['cannot be reached, like the other', { does: 'is-unreachable' }, { does: 'is-unreachable' }, 'failed'],
  ])('%s', async (_, one, other, status) => {
    const { time } = await rung({ [first]: one, [second]: other });
    await time.pass(20_000);
    expect(after().map(({ DialCallStatus }) => DialCallStatus)).toEqual([status]);
  });

  test('presses another key is let go', async () => {
    const changed = { '/accepted': '<Hangup/>' };
    const { time, exchange } = await rung(
      { [first]: { does: 'picks-up', afterSeconds: 1, presses: '3' } },
      {},
      changed,
    );
    await time.pass(2_500);
    expect(exchange.telephone(first).state).toBe('idle');
    expect(exchange.telephone(second).state).toBe('rings');
    expect(arrivedAt(webhook, '/accepted')).toMatchObject([{ Digits: '3' }]);
  });

  test('is in use is busy for anybody else, and that it was rung is noted', async () => {
    const { exchange, time } = await rung({ [first]: accepts, [second]: { does: 'is-busy' } });
    await time.pass(5_000);
    const other = exchange.callFrom('+8613900139000');
    await other.ring();
    await time.pass(1_000);
    expect(other.state).toBe('ended');
    expect(exchange.rings.filter(({ wasEngaged }) => wasEngaged).map(({ address }) => address)).toEqual([first]);
  });
});

describe('a caller who hangs up', () => {
  test('while telephones ring stops them, and what comes next is asked for', async () => {
    const { exchange, call } = await rung();
    await call.hangUp();
    expect([exchange.telephone(first).state, statusesOf(1).at(-1)]).toEqual(['idle', 'canceled']);
    expect(after()).toMatchObject([{ CallStatus: 'completed', DialCallStatus: 'no-answer' }]);
    expect(call.endedBy).toBe('caller');
  });

  test('while a colleague is told who calls leaves them to a dead line', async () => {
    const { exchange, call, time } = await rung({ [first]: { does: 'picks-up', afterSeconds: 1 } });
    await time.pass(2_000);
    await call.hangUp();
    expect(exchange.telephone(first).state).toBe('idle');
    await time.pass(60_000);
    expect(arrivedAt(webhook, '/accepted')).toEqual([]);
  });

  test('in a talk ends it for both', async () => {
    const { exchange, call, time } = await rung({ [first]: accepts });
    await time.pass(10_000);
    await call.hangUp();
    expect(exchange.telephone(first).heard.at(-1)).toEqual({ kind: 'hangs-up' });
    expect(after()).toMatchObject([{ CallStatus: 'completed', DialCallStatus: 'completed', DialBridged: 'true' }]);
  });
});

describe('signals come', () => {
  test.each([
    ['late', () => [40_000], 0, 1],
    ['twice', () => [0, 1_000], 1, 2],
    ['never', () => [], 0, 0],
  ])('%s, where a test says so', async (_, signals, soon, later) => {
    const { time } = await rung({ [first]: { does: 'is-busy' }, [second]: { does: 'is-busy' } }, { signals });
    await time.pass(500);
    expect(statusesOf(1).filter((one) => one === 'busy')).toHaveLength(soon);
    await time.pass(60_000);
    expect(statusesOf(1).filter((one) => one === 'busy')).toHaveLength(later);
    expect(after()).toHaveLength(1);
  });
});
