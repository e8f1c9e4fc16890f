import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { durationOf, syllables } from '../../../src/simulator/telephones/heard.js';
import { ManualTimeline } from '../../../src/simulator/telephones/timeline.js';
import { type FakeWebhook, startFakeWebhook } from '../fake-webhook.js';
import { arrivedAt, entry, exchangeOver, heardBy } from './fake-exchange.js';

let webhook: FakeWebhook;
beforeAll(async () => {
  webhook = await startFakeWebhook();
});
afterAll(() => webhook.close());

async function calling(documents: Readonly<Record<string, string>>) {
  const { exchange, time } = exchangeOver(webhook, documents);
  const call = exchange.callFrom('+8613800138000');
  await call.ring();
  return { exchange, time, call };
}

/** What 267 syllables take a minute for. */
const spoken = (words: string) => `<Say>${words}</Say>`;
const minute = spoken('好'.repeat(267));

describe('time that is told to move', () => {
  test('lets things happen in their order, those at one moment as they were planned', async () => {
    const time = new ManualTimeline(1_000);
    const happened: string[] = [];
    const note = (name: string) => () => void happened.push(`${name} ${time.now()}`);
    time.after(20, note('c'));
    time.after(10, note('a'));
    time.after(10, note('b'));
    time.after(15, note('never')).cancel();
    time.after(10, () => void time.after(5, note('later')));
    await time.pass(19);
    expect(happened).toEqual(['a 1010', 'b 1010', 'later 1015']);
    expect(time.now()).toBe(1_019);
    expect([await time.next(), await time.next()]).toEqual([true, false]);
    expect(happened.at(-1)).toBe('c 1020');
  });

  test('tells by how much it moved', async () => {
    const moves: number[] = [];
    const time = new ManualTimeline(0, (ms) => moves.push(ms));
    time.after(400, () => {});
    await time.pass(1_000);
    expect(moves).toEqual([400, 600]);
  });
});

describe('what is said', () => {
  test('takes a syllable for each character and digit', () => {
    expect(syllables('您好，请按 0。')).toBe(5);
    expect(syllables('请说 OK')).toBe(4);
    expect(durationOf([{ name: 'Say', attributes: {}, children: [], text: '好'.repeat(267) }])).toBeCloseTo(60_000);
  });

  test('is over before what comes next, and keys pressed meanwhile are lost', async () => {
    const { call, time } = await calling({ [entry]: `${minute}<Gather numDigits="1" action="/next"/>` });
    expect(await call.press('1')).toBe(0);
    await time.pass(59_000);
    expect(call.state).toBe('speaking');
    await time.pass(1_000);
    expect([call.state, await call.press('1')]).toEqual(['listening', 1]);
    expect(arrivedAt(webhook, '/next')).toHaveLength(1);
  });

  test('inside a Gather is cut short by a key', async () => {
    const { call, time } = await calling({
      [entry]: `<Gather numDigits="2" timeout="5" action="/next">${minute}</Gather>`,
    });
    await call.press('1');
    await time.pass(4_000);
    expect(arrivedAt(webhook, '/next')).toHaveLength(0);
    await time.pass(1_000);
    expect(arrivedAt(webhook, '/next')).toMatchObject([{ Digits: '1' }]);
  });
});

describe('a Gather', () => {
  test('waits for a key from the end of what is said', async () => {
    const { call, time } = await calling({ [entry]: `<Gather timeout="5">${minute}</Gather>${spoken('没有听到')}` });
    await time.pass(64_900);
    expect(call.state).toBe('listening');
    await time.pass(100);
    expect(heardBy(call).at(-1)).toBe('没有听到');
  });

  test('waits for the next key from the last one', async () => {
    const { call, time } = await calling({ [entry]: '<Gather timeout="5" action="/next"/>' });
    for (const key of '123') {
      await call.press(key);
      await time.pass(4_900);
    }
    await time.pass(100);
    expect(arrivedAt(webhook, '/next')).toMatchObject([{ Digits: '123' }]);
  });
});

describe('a recording', () => {
  const documents = {
    [entry]: `<Record timeout="5" maxLength="60" finishOnKey="#" action="/kept"/>${spoken('没有听到您说话')}`,
  };

  test('into which nobody speaks is over after its silence, and nothing is kept', async () => {
    const { call, time } = await calling(documents);
    await time.pass(5_000);
    expect(heardBy(call)).toContain('没有听到您说话');
    expect(arrivedAt(webhook, '/kept')).toEqual([]);
  });

  test('lasts while somebody speaks, to a key or to its end', async () => {
    const one = await calling(documents);
    one.call.player.speakIntoRecording();
    await one.time.pass(20_000);
    await one.call.press('5');
    expect(one.call.state).toBe('recording');
    await one.call.press('#');
    expect(arrivedAt(webhook, '/kept')).toMatchObject([{ RecordingDuration: '20', Digits: '#' }]);
    const other = await calling(documents);
    other.call.player.speakIntoRecording();
    await other.time.pass(60_000);
    expect(arrivedAt(webhook, '/kept')).toMatchObject([{ RecordingDuration: '60', Digits: '' }]);
  });
});

test('an answer that comes after the caller hung up is not carried out', async () => {
  const { call } = await calling({ [entry]: '<Gather numDigits="1" action="/next"/>', '/next': spoken('太晚了') });
  await Promise.all([call.press('1'), call.hangUp()]);
  expect(heardBy(call)).toEqual([]);
  expect(call.endedBy).toBe('caller');
});

test('a call that is told to go elsewhere leaves what it did: nothing rings any more', async () => {
  const { call, exchange, time } = await calling({
    [entry]: '<Dial action="/after"><Number>+862260000001</Number></Dial>',
    '/elsewhere': spoken('请稍候'),
  });
  await call.update({ url: `${'https://hotline.example'}/elsewhere` });
  await time.pass(60_000);
  expect(exchange.telephone('+862260000001').state).toBe('idle');
  expect(heardBy(call)).toEqual(['rings', '请稍候', 'hangs-up']);
  expect(arrivedAt(webhook, '/after')).toEqual([]);
});
