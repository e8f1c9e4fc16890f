import { afterEach, beforeEach, expect, test } from 'vitest';
import { whisperWords } from '../../src/dialogue/places/whisper-words.js';
import { content } from '../understanding/fixtures.js';
import { Hotline } from './waiting-callers.js';

let hotline: Hotline;
beforeEach(async () => {
  hotline = await Hotline.open();
});
afterEach(() => hotline.close());

const choices = '要我们回电请按一，留言请按二，自助查询请按星号键。';

test('busy, then free: the first in line is rung, the second is told the place, and never a worse one', async () => {
  const first = await hotline.caller('1');
  expect(first.heard).toBe(`口岸通关暂时没有空下来的同事，请稍候。${choices}`);
  hotline.pass(2);
  const second = await hotline.caller('2');
  expect(second.heard).toBe(`口岸通关暂时没有空下来的同事，请稍候。前面还有一位。${choices}`);
  hotline.pass(3);
  hotline.seats.free = 1;
  expect(await second.waits()).toBe('您还在排队，请稍候。');
  expect(second.isRung).toBe(false);
  await first.waits();
  expect([first.isRung, await first.state()]).toEqual([true, 'ringing']);
  expect(hotline.seats.rung[0]).toMatchObject({ conversationId: 'call:1', round: 0, waitedMs: 5000, leftMs: 595_000 });
  // Whoever is rung for needs nobody else: the next colleague is the second's.
  hotline.seats.free = 1;
  await second.waits();
  expect(second.isRung).toBe(true);
  expect(await first.ends('answered')).toMatch(/^请您评价刚才的服务/);
  expect(await first.state()).toBe('served');
});

test('what can be pressed is told in the first wait turn, and in every fourth after it', async () => {
  const caller = await hotline.caller('1');
  const told = [caller.heard.includes(choices)];
  for (let turn = 1; turn < 10; turn++) {
    hotline.pass(10);
    told.push((await caller.waits()).includes(choices));
  }
  expect(told.flatMap((isTold, turn) => (isTold ? [turn] : []))).toEqual([0, 4, 8]);
});

test('whoever comes later is not rung for before those who wait', async () => {
  const first = await hotline.caller('1');
  hotline.seats.free = 1;
  const late = await hotline.caller('2');
  expect(late.isRung).toBe(false);
  hotline.seats.free = 2;
  await late.waits();
  expect(late.isRung).toBe(true);
  await first.waits();
  expect(first.isRung).toBe(true);
});

test('the place is said when it is better, and not to the first in line', async () => {
  const callers = [await hotline.caller('1'), await hotline.caller('2'), await hotline.caller('3')] as const;
  expect(callers[0].heard).not.toContain('前面');
  expect(callers[2].heard).toContain('前面还有两位。');
  expect(await callers[2].waits()).not.toContain('前面');
  await callers[0].hangsUp();
  expect(await callers[2].waits()).toContain('前面还有一位。');
  await callers[1].hangsUp();
  expect(await callers[2].waits()).not.toContain('前面');
});

test('cut off and ringing again in time, a caller has the place they had, and those behind hear of none that is worse', async () => {
  const cutOff = await hotline.caller('1', '+8613800138000');
  hotline.pass(5);
  const other = await hotline.caller('2');
  await cutOff.hangsUp();
  expect(await cutOff.state()).toBe('left');
  expect(await other.waits()).not.toContain('前面');
  hotline.pass(60);
  await other.waits();
  const again = await hotline.caller('3', '+8613800138000');
  expect(again.heard).not.toContain('前面');
  expect(await other.waits()).not.toContain('前面');
  hotline.seats.free = 1;
  await other.waits();
  await again.waits();
  expect([other.isRung, again.isRung]).toEqual([false, true]);
  // The wait of the new call is counted anew: it is not over at once.
  expect(hotline.seats.rung[0]).toMatchObject({ waitedMs: 65_000, leftMs: 600_000 });
});

test('too late, or with a number that is withheld, there is no place to have again', async () => {
  const cutOff = await hotline.caller('1', 'anonymous');
  hotline.pass(1);
  await hotline.caller('2');
  await cutOff.hangsUp();
  expect((await hotline.caller('3', 'anonymous')).heard).toContain('前面还有一位。');
});

test('the last colleague leaves: it is noticed at the next turn, and after a while the caller is called back', async () => {
  const caller = await hotline.caller('1');
  hotline.pass(20);
  hotline.seats.isAnybodyThere = false;
  expect(await caller.waits()).toBe(`口岸通关这会儿没有同事能接听。${choices}`);
  hotline.pass(30);
  expect(await caller.waits()).toBe('请再等一等，轮到您就接通。');
  expect(caller.listens).toBe(10);
  hotline.pass(30);
  expect(await caller.waits()).toContain('让您久等了，还是没有接通。我们记下了，同事会打您现在这个号码。');
  expect(await caller.state()).toBe('callback');
  expect((await hotline.store.cases.file('2016102100017'))?.case).toMatchObject({
    line: 'port-clearance',
    kind: 'callback',
    contact: '+86138001',
    message: { kind: 'text', text: '请回电：+86138001（排队等了1分钟）' },
  });
});

test('a colleague who comes back in time takes the shorter limit away', async () => {
  const caller = await hotline.caller('1');
  hotline.seats.isAnybodyThere = false;
  await caller.waits();
  hotline.pass(50);
  hotline.seats.isAnybodyThere = true;
  await caller.waits();
  hotline.pass(50);
  hotline.seats.isAnybodyThere = false;
  expect(await caller.waits()).toContain('没有同事能接听');
});

test('nobody there from the first: a message is taken at once', async () => {
  hotline.seats.isAnybodyThere = false;
  const caller = await hotline.caller('1');
  expect(caller.heard).toBe('口岸通关暂时没有人接听。请在滴声后留言，两分钟以内，说完按井号键，我们会尽快回复您。');
});

test('no wait is longer than the longest, and a number that is withheld leaves a message', async () => {
  const caller = await hotline.caller('1', 'anonymous');
  expect(caller.heard).toBe('口岸通关暂时没有空下来的同事，请稍候。留言请按二，自助查询请按星号键。');
  expect(await caller.presses('1')).toBe(
    '您的号码没有显示。要我们回电，请留言，说出要打的号码。留言请按二，自助查询请按星号键。',
  );
  hotline.pass(596);
  await caller.waits();
  expect(caller.listens).toBe(4);
  hotline.pass(4);
  hotline.seats.free = 1;
  expect(await caller.waits()).toContain('让您久等了，还是没有接通。请在滴声后留言，两分钟以内，请留下姓名和电话');
  expect(caller.isRung).toBe(false);
  expect(await caller.state()).toBe('message');
});

test.each(['anonymous', 'sip:8888@pbx.invalid', '0'])(
  'from %s a number that is said in any form is called',
  async (from) => {
    const caller = await hotline.caller('1', from);
    expect(caller.heard).toContain('留言请按二，自助查询请按星号键。');
    const said = await caller.does({ kind: 'speech', text: '一三九一二三四五六七八', confidence: 1 });
    expect(said).toContain('好的，同事会打幺三九幺二三四五六七八');
    expect(await caller.state()).toBe('callback');
  },
);

test('a call back keeps its case, and whoever looks something up comes back where they were', async () => {
  const [first, second] = [await hotline.caller('1'), await hotline.caller('2')];
  expect(await first.presses('1')).toContain('好的，同事会打您现在这个号码');
  expect(await first.state()).toBe('callback');
  expect(await second.presses('*')).toMatch(/^位置给您留着，回来请按零。自助查询。/);
  expect(await second.state()).toBe('self-service');
  hotline.pass(900);
  const third = await hotline.caller('3');
  expect(third.heard).not.toContain('前面');
  hotline.seats.free = 1;
  await second.presses('0');
  expect(second.isRung).toBe(true);
  expect(hotline.seats.rung[0]).toMatchObject({ line: 'port-clearance', leftMs: 600_000, ahead: 0 });
});

test('whoever hangs up has left, at each step', async () => {
  hotline.seats.free = 1;
  const rung = await hotline.caller('1');
  await rung.hangsUp();
  expect(await rung.state()).toBe('left');
  const waiting = await hotline.caller('2');
  await waiting.hangsUp();
  expect(await waiting.state()).toBe('left');
  const lookingUp = await hotline.caller('3');
  await lookingUp.presses('*');
  await lookingUp.hangsUp();
  expect(await lookingUp.state()).toBe('left');
  const leaving = await hotline.caller('4');
  await leaving.presses('2');
  await leaving.hangsUp();
  expect(await leaving.state()).toBe('message');
});

test('a round in vain: it is said to be busy only where all are, and the next round is another', async () => {
  hotline.seats.free = 1;
  const caller = await hotline.caller('1');
  expect(await caller.ends('busy')).toContain('电话占线，请稍候。');
  hotline.seats.free = 1;
  await caller.waits();
  hotline.seats.free = 1;
  expect(await caller.ends('busy')).toBe('还没有接通，请稍候。');
  expect(caller.listens).toBe(3);
  await caller.waits();
  expect(hotline.seats.rung.map(({ round }) => round)).toEqual([0, 1, 2]);
});

test('whoever is rung is told how long the caller has waited, and what they have just looked up', async () => {
  const caller = await hotline.caller('1');
  hotline.pass(47);
  hotline.seats.free = 1;
  await caller.waits();
  expect(await hotline.whisper('1', 'port-clearance')).toBe('口岸通关来电，等了四十秒，请按一接听。');
  const line = content.lines.get('food');
  if (!line) throw new Error('no line');
  const at = hotline.now;
  const wait = { since: at - 200_000, enteredAt: at - 200_000, turns: 3 };
  const place = { at: 'handoff', line: 'food', wait } as const;
  const record = { form: 'wine', id: '1', answers: {}, at: at - 60_000 };
  expect(whisperWords(line, { place, memory: { record } }, content, at)).toMatch(
    /^进出口食品来电，等了三分钟，刚查过\S+，请按一接听。$/,
  );
  expect(whisperWords(line, { place, memory: { record: { ...record, at: at - 700_000 } } }, content, at)).toBe(
    '进出口食品来电，等了三分钟，请按一接听。',
  );
  expect(whisperWords(line, null, content, at)).toBe('进出口食品来电，请按一接听。');
});

test('whoever presses another line’s key before anything rang: the first colleagues are let go, and those of that line are rung', async () => {
  hotline.seats.free = 2;
  const caller = await hotline.caller('1');
  expect(await caller.presses('5')).toBe('正在为您接通。');
  expect(hotline.seats.lettingGo).toEqual([caller.id]);
  expect(hotline.seats.rung.map(({ line }) => line)).toEqual(['port-clearance', 'food']);
  expect((await hotline.store.waiting.get(caller.id))?.line).toBe('food');
});

test('any other key before it rings lets the same telephones ring at once, without a word', async () => {
  hotline.seats.free = 4;
  const caller = await hotline.caller('1');
  for (const key of ['2', '0', '#']) expect([await caller.presses(key), caller.isRung]).toEqual(['', true]);
  expect(hotline.seats.lettingGo).toEqual([]);
  expect(hotline.seats.rung.map(({ line, round }) => [line, round])).toEqual(Array(4).fill(['port-clearance', 0]));
});

test('a caller who spoke English is told so all through a wait of more than ten minutes, and so is whoever picks up', async () => {
  const caller = await hotline.caller('1');
  const wants = { kind: 'speech', text: 'I want to speak to somebody in English', confidence: 0.9 } as const;
  await caller.does({ kind: 'keys', keys: '*' });
  expect(await caller.does(wants)).toBe('You are still in the line. Please hold on. ');
  hotline.pass(590);
  expect(await caller.waits()).toBe('Please wait a little longer. ');
  hotline.seats.free = 1;
  await caller.waits();
  expect(hotline.seats.rung.at(-1)).toMatchObject({ language: 'en' });
  expect(await hotline.whisper('1', 'port-clearance')).toContain('来电，说英语，等了');
});

test('how long it takes is told with the place, and not again once it would be later than was told', async () => {
  const began = hotline.now - 1_800_000;
  const serve = async (name: string, servedAt: number) => {
    const times = { enteredAt: began, changedAt: began, seenAt: began };
    const conversationId = `call:before-${name}`;
    await hotline.store.waiting.enter({
      ...{ conversationId, line: 'port-clearance', personId: null, state: 'waiting', ...times },
    });
    await hotline.store.waiting.note(conversationId, 'served', servedAt);
  };
  for (let n = 0; n < 6; n++) await serve(`fast-${n}`, began + n * 45_000);
  const [first] = [await hotline.caller('1'), await hotline.caller('2')];
  const third = await hotline.caller('3');
  expect(third.heard).toContain('前面还有两位。大约两到三分钟。');
  for (let n = 1; n <= 6; n++) await serve(`slow-${n}`, began + 225_000 + n * 200_000);
  hotline.seats.free = 1;
  await first.waits();
  await first.ends('answered');
  hotline.pass(10);
  expect(await third.waits()).toContain('前面还有一位。');
  expect(third.heard).not.toContain('分钟');
});
