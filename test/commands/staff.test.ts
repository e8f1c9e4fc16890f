import { afterAll, beforeAll, expect, test } from 'vitest';
import { colleagueNamed } from '../../src/commands/colleague-named.js';
import { openStore } from '../../src/store/open.js';
import { Desk } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());
beforeAll(async () => {
  const store = await openStore(`sqlite:${desk.path('desk.db')}`);
  await store.migrate();
  await store.close();
});
const at = (time: string) => ({ YIBO_CLOCK: `2016-10-21T${time}:00+08:00` });
const staff = (words: string, time = '10:00') =>
  desk.run(['staff', ...words.split(' ').filter((one) => one !== '')], at(time));
const lineOf = (id: string, out: string) => out.split('\n').find((line) => line.startsWith(id)) ?? '';

test('who has said nothing is free, on duty by the roster', () => {
  expect(lineOf('food-1', staff('--at 2016-10-21T12:30').out)).toMatch(/food-1\s+食品一\s+-\s+free$/);
  const { out } = staff('list --line 进出口食品 --json');
  expect(JSON.parse(out)).toEqual([
    {
      ...{ colleague: 'food-1', name: '食品一', onDutyFor: ['food'], state: 'free' },
      ...{ reason: null, since: null, until: null, misses: 0 },
    },
  ]);
});

test('somebody leaves and comes back, by their job or their telephone, and a rehearsal of it changes nothing', () => {
  expect(staff('away food-1 午餐 --until 2016-10-21T13:30 --dry-run', '11:50').out).toMatch(
    /^食品一 \(food-1\) would be away/,
  );
  expect(staff('away 食品一 午餐 --until 2016-10-21T13:30', '11:50')).toMatchObject({
    ...{ code: 0, out: '食品一 (food-1) is away (午餐) since 2016-10-21 11:50, until 2016-10-21 13:30\n' },
  });
  expect(staff('show food-1', '13:30').out).toMatch(/^stands\s+free since 2016-10-21 13:30$/m);
  expect(staff('back sip:1501@PBX.invalid', '13:00').out).toMatch(
    /^食品一 \(food-1\) is free since 2016-10-21 13:00$/m,
  );
  expect(staff('in food-1', '13:01').out).toContain('not on duty now');
});

test('what is mistyped is refused in a line, with what there is', () => {
  expect(staff('away food-2 午餐')).toMatchObject({
    code: 2,
    err: expect.stringContaining('"food-2" is no colleague. Did you mean "food-1"?'),
  });
  expect(staff('away food-1')).toMatchObject({
    code: 2,
    err: expect.stringContaining("missing required argument 'reason'"),
  });
  expect(staff('away food-1 午餐 --until 09:00').err).toMatch(
    /--until 2016-10-21 09:00 is over: it is 2016-10-21 10:00/,
  );
  expect(staff('away food-1 午餐 --until 9:05').err).toMatch(/--until 2016-10-21 09:05 is over/);
  expect(staff('away food-1 午餐 --until 8').err).toMatch(/is no time. Write it like 13:30 or 2016-10-08T13:30/);
  expect(staff('list --at 2016-12-24').err).toMatch(/is a whole day\. Say the hour: 2016-12-24T08:30/);
  expect(staff('away food-1 午餐 --until 2016-10-22').err).toMatch(/is a whole day\. Say the hour/);
  expect(staff('frob')).toMatchObject({
    code: 2,
    err: expect.stringContaining('"frob" is no command of it. Known are:'),
  });
});

test('a reason of the duty menu lasts as long as there; a shift is shown', () => {
  expect(staff('away food-1 午餐 --dry-run', '11:50').out).toContain('until 2016-10-21 12:50');
  expect(staff('away food-1 看病 --dry-run', '11:50').out).toContain('until 2016-10-22 00:00');
  expect(staff('show food-1').out).toMatch(/^shifts +food: any while it is open$/m);
});

test('of two who are called so, one has to be named', () => {
  const one = (id: string) =>
    [
      id,
      {
        id,
        name: id === 'li' ? '李强' : '王芳（示例）',
        telephones: [],
        wechatAccount: null,
        languages: [],
        skills: [],
      },
    ] as const;
  const content = (...ids: string[]) => ({ roster: { colleagues: new Map(ids.map(one)), shifts: [] } });
  expect(() => colleagueNamed('王芳', content('wang', 'wang2'))).toThrow(
    '"王芳" is what 2 colleagues are called, or begin with. Say which: wang (王芳（示例）), wang2 (王芳（示例）).',
  );
  expect(colleagueNamed('王芳', content('wang', 'li')).id).toBe('wang');
});
