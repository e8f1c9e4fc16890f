import { afterAll, beforeAll, expect, test } from 'vitest';
import { newCase } from '../../src/cases/new-case.js';
import { openStore } from '../../src/store/open.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
const friday = '2016-10-21T16:30:00+08:00';
const at = (when: string) => ({ YIBO_CLOCK: when });
const [first, second, third] = ['2016102100017', '2016102100025', '2016102100030'];

beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  const leave = async (text: string, line: string, personId: string | null, n: number) => {
    const left = {
      message: { kind: 'text', text } as const,
      sourceId: `wx:${n}`,
      line,
      channel: 'phone',
      personId,
      conversationId: `call:${n}`,
    };
    await store.cases.open((await newCase(store.cases, left, Date.parse(friday) + n, () => '7315')).case);
  };
  await leave('窗口的人态度太差', 'complaints', '+8613800138000', 1);
  await leave('还是那个窗口，打我家里02265661890，身份证11010519491231002X', 'complaints', '+8613800138000', 2);
  await leave('我要匿名举报有人卖假证书', 'complaints', '+8613900139000', 3);
  await store.close();
});
afterAll(() => desk.remove());

test('yibo cases lists what is open with what is due, and names nobody', () => {
  const { out, code } = desk.run(['cases'], at('2016-10-25T09:00:00+08:00'));
  expect(code).toBe(0);
  expect(out).toMatch(
    new RegExp(`^${first} +投诉 +投诉举报 +registered +2016-10-21 16:30 +accept +2016-10-24 17:30 +overdue$`, 'm'),
  );
  expect(out).not.toMatch(/13800138000|13900139000/);
  expect(desk.run(['cases', '--json'], at(friday)).out).not.toMatch(/02265661890|11010519491231002X/);
  const listed = JSON.parse(desk.run(['cases', '--json', '--kind', 'report'], at(friday)).out);
  expect(listed).toMatchObject([
    { caseNo: third, kind: 'report', state: 'registered', anonymous: true, overdue: false },
  ]);
});

test('yibo case assigns, answers and closes in one go, and says what happened and how it was timed', () => {
  const acts = ['--assign', '监察室', '--sign', '--answer', '已经批评教育', '--close', '当事人道歉'];
  const { out, code, err } = desk.run(['case', first, ...acts], at('2016-10-24T10:00:00+08:00'));
  expect([code, err]).toEqual([0, expect.stringContaining('"监察室" is no colleague of data/staff')]);
  expect(out).toContain('Done: dispatched, signed, replied, closed.\n');
  expect(out).toContain(`${first}  complaint 投诉, 投诉举报, closed\n`);
  expect(out).toContain('2016-10-24 10:00  dispatched: 监察室, 张三\n');
  expect(out).toContain('replied, 张三\n  已经批评教育\n');
  expect(out).toMatch(/^accept +1 working day +due 2016-10-24 17:30 +done 2016-10-24 10:00 +2016-10-24$/m);
  expect(out).not.toContain('13800138000');
  expect(desk.run(['case', first, '--persons'], at(friday)).out).toContain('13800138000');
});

test('what cannot be done is refused, and nothing of it is done', () => {
  const { code, err } = desk.run(['case', second, '--note', '看过', '--rate', '5'], at(friday));
  expect([code, err]).toEqual([
    1,
    expect.stringContaining(
      'cannot be rated: it is registered, and can be rated only when it is closed or called-back. Say --close first, or with it.',
    ),
  ]);
  const both = desk.run(['case', second, '--reject', '不归我们管', '--merge-into', first], at(friday));
  expect([both.code, both.err]).toEqual([
    2,
    'yibo case: --reject and --merge-into do not go together. Nothing was done.\n',
  ]);
  for (const [option, most] of [
    ['--answer', 500],
    ['--note', 2000],
    ['--by', 200],
  ] as const) {
    const long = desk.run(['case', second, '--note', '看过', option, '长'.repeat(most + 1)], at(friday));
    expect([long.code, long.err]).toEqual([
      2,
      expect.stringContaining(`${option} has ${most + 1} characters: at most ${most}.`),
    ]);
  }
  expect(desk.run(['case', second, '--note', '听过', '--recording', desk.path('a.wav')], at(friday))).toMatchObject({
    code: 1,
    err: expect.stringContaining('has no recording'),
  });
  expect(desk.run(['case', second, '--assign', '投诉儿'], at(friday)).err).toContain('Did you mean "投诉一"?');
  expect(JSON.parse(desk.run(['case', second, '--json'], at(friday)).out).events).toEqual([]);
});

test('an option that says nothing by itself is told so, and a kind is found by what it begins with', () => {
  for (const words of [['--no', '3'], ['--by', 'li'], ['--by', ''], ['--yes']])
    expect(desk.run(['case', second, ...words])).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${words[0]} says nothing by itself.`),
    });
  expect(desk.run(['cases', '--kind', '留']).err).toContain('--kind "留" is none. Did you mean "留言"?');
  expect(desk.run(['cases', '--kind', 'praise']).out).toBe(
    'No case is so. Those that are over are looked through with --all.\n',
  );
});

test('a number with a wrong digit is told at once; an old one of 12 digits is taken', () => {
  expect(desk.run(['case', '2016102100018'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('its check digit does not fit'),
  });
  expect(desk.run(['case', '201610030001'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no case 201610030001'),
  });
});

test('a case that was answered is corrected by closing and reopening it, and is told so', () => {
  expect(desk.run(['case', first, '--answer', '还要等', '--reopen', '说错了'], at(friday)).code).toBe(0);
  expect(desk.run(['case', first, '--assign', '监察室'], at(friday)).err).toMatch(
    /--assign: Case \d+ cannot be dispatched: it is replied, .* Say --close, then --reopen first, each by itself\.\n$/,
  );
  expect(desk.run(['case', first, '--reopen', '再说一次'], at(friday)).err).toContain(
    'Say --close first, each by itself.',
  );
});

test('who keeps a case confidential stands in it, and so does who ends that', () => {
  expect(desk.run(['case', second, '--confidential'], at(friday)).out).toMatch(
    /^Done: concealed\.\n[\s\S]*, confidential \(保密\)[\s\S]*concealed, 张三\n/,
  );
  expect(desk.run(['case', second, '--confidential'], at(friday)).err).toContain('it is confidential (保密) already.');
  const { out } = desk.run(['case', second, '--not-confidential', '本人同意'], at(friday));
  expect(out).toContain('revealed, 张三\n  本人同意\n');
  expect(out).not.toContain(', confidential (保密)');
  expect(desk.run(['case', third, '--not-confidential', '看看'], at(friday)).err).toContain('it is anonymous (匿名)');
});

test('what joins an answered case is not lost: that one is to be answered again, and says so', () => {
  expect(desk.run(['case', first, '--answer', '已经批评教育'], at(friday)).code).toBe(0);
  const merged = desk.run(['case', second, '--merge-into', first], at(friday));
  expect([merged.code, merged.err]).toEqual([
    0,
    `yibo case: ${first} was answered before, and is to be answered again, for both.\n`,
  ]);
  const { out } = desk.run(['case', first], at('2016-11-30T09:00:00+08:00'));
  expect(out).toMatch(/, accepted\n[\s\S]*also to be answered: 2016102100025\n[\s\S]*^reply .* overdue/m);
  expect(desk.run(['case', second, '--unmerge'], at(friday)).out).toContain('registered\n');
  expect(desk.run(['case', first], at(friday)).out).toContain(', replied\n');
});

test('a case that is merged is answered with the other; who is anonymous is in neither', () => {
  const merge = ['case', third, '--merge-into', second];
  expect(desk.run(merge, at(friday)).err).toContain(
    'are of different persons (as far as is known), kinds (report, complaint). Both are told the same answer: look at both, and where they belong together say --yes.',
  );
  expect(desk.run([...merge, '--yes'], at(friday)).out).toContain('投诉举报, merged\n');
  const { out } = desk.run(['case', third, '--unmerge', '--note', '两件事'], at(friday));
  expect(out).toMatch(/^Done: unmerged, noted\.\n[\s\S]*投诉举报, registered\n/);
  expect(desk.run(['case', second], at(friday)).out).not.toContain('also to be answered');
  expect(desk.run(['case', third, '--unmerge'], at(friday)).err).toContain('is in no other');
  expect(desk.run([...merge, '--yes'], at(friday)).out).toContain('投诉举报, merged\n');
  expect(desk.run(['case', second], at(friday)).out).toContain(`also to be answered: ${third}\n`);
  expect(desk.run(['cases', '--state', 'merged'], at(friday)).out).toContain(third);
  expect(desk.run(['cases', '--state', 'open'], at(friday))).toMatchObject({ code: 2 });
  expect(desk.run(['case', third, '--persons'], at(friday)).out).toContain(', anonymous (匿名)\n');
});

test('who closes a case without an answer is told; a colleague is written as in data, whatever they were called by', () => {
  const acts = ['--assign', '投诉一', '--close', '好了'];
  const { out, err } = desk.run(['case', second, ...acts], at(friday));
  expect(out).toContain('with complaints-1\n');
  expect(err).toContain('nobody was answered (答复) before it was closed');
});

test.each([['cases'], ['notice']])('yibo %s says so where there is no database', (command) => {
  const ran = desk.run([command], { DATABASE_URL: `sqlite:${desk.path('elsewhere.db')}` });
  expect([ran.code, ran.out, ran.err]).toEqual([1, '', expect.stringContaining('there is no database at')]);
});
