import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { type Schedule, standing } from '../../src/domain/hotline/calendar.js';
import { explainHours } from '../../src/domain/hotline/hours-explained.js';
import { offered } from '../../src/service/offered.js';
import { Desk } from '../commands/run-yibo.js';

const files = readContentFiles(fileURLToPath(new URL('../..', import.meta.url)));
const hoursFile = 'data/calendar/hours.yaml';
const at = (time: string) => Date.parse(`${time}+08:00`);

/** The schedule `own` as these lines write it, beside the project's general. */
function scheduleOf(...rules: string[]): Schedule {
  const own = ['schedules:', '  own:', ...rules.map((rule) => `    - { ${rule} }`), ''].join('\n');
  const written = (files[hoursFile] ?? '').replace('schedules:\n', () => own);
  return loadContent({ ...files, [hoursFile]: written }, offered).schedules.get('own') ?? [];
}

const closed = 'because: 现在是下班时间';
const isOpen = (schedule: Schedule, time: string) => standing(schedule, at(time)).open;

test('a weekday by name, above the rules of general', () => {
  const schedule = scheduleOf(`days: friday, open: ["08:30-11:30"], ${closed}`, 'as: general');
  expect(standing(schedule, at('2016-10-21T11:30'))).toEqual({
    open: false,
    because: '现在是下班时间',
    reopensAt: at('2016-10-24T08:30'),
  });
  expect(isOpen(schedule, '2016-10-20T11:45')).toBe(true);
  expect(standing(schedule, at('2016-10-03T10:00'))).toMatchObject({ because: '现在是国庆节假期' });
});

test('weekdays as a span that goes over the end of the week, and as a list', () => {
  const schedule = scheduleOf(
    `days: friday..monday, open: ["09:00-10:00"], ${closed}`,
    `days: "tuesday, thursday", open: ["10:00-11:00"], ${closed}`,
    `days: wednesday, because: 今天休息`,
  );
  const openOn = (day: string) => explainHours(schedule, at(`${day}T12:00`)).spans;
  // From Monday 17 to Sunday 23 October 2016.
  expect(['17', '18', '19', '20', '21', '22', '23'].map((date) => openOn(`2016-10-${date}`)[0] ?? '')).toEqual([
    '09:00-10:00',
    '10:00-11:00',
    '',
    '10:00-11:00',
    '09:00-10:00',
    '09:00-10:00',
    '09:00-10:00',
  ]);
});

test('a Saturday that is worked is a Saturday: what stands first decides', () => {
  const saturday = `days: saturday, open: ["09:00-11:00"], ${closed}`;
  const usual = ['days: holiday, because: 放假', `days: workday, open: ["08:30-17:30"], ${closed}`, saturday];
  const worked = '2016-10-08T15:00';
  expect(isOpen(scheduleOf(saturday, 'as: general'), worked)).toBe(false);
  expect(isOpen(scheduleOf(...usual, 'days: any, because: 今天休息'), worked)).toBe(true);
  expect(isOpen(scheduleOf(...usual, 'days: any, because: 今天休息'), '2016-10-15T10:00')).toBe(true);
});

test('a split shift of three spans says why it is closed between any two', () => {
  const shift = scheduleOf(
    `days: any, open: ["07:00-09:00", "11:00-13:00", "20:00-24:00"], ${closed}, between: 现在换班`,
  );
  const why = (time: string) => standing(shift, at(`2016-10-21T${time}`));
  expect(why('10:00')).toEqual({ open: false, because: '现在换班', reopensAt: at('2016-10-21T11:00') });
  expect(why('19:59')).toMatchObject({ because: '现在换班' });
  expect(why('23:59')).toEqual({ open: true });
  expect(why('00:00')).toMatchObject({ because: '现在是下班时间' });
});

test('a schedule explains itself rule by rule', () => {
  const schedule = scheduleOf('days: 2016-12-30..2017-01-02, because: 元旦放假', 'as: general');
  expect(explainHours(schedule, at('2016-10-08T10:00'))).toMatchObject({
    day: '2016-10-08',
    weekday: 6,
    kind: 'workday',
    holiday: null,
    isWorkedInExchange: true,
    rules: [
      { days: '2016-12-30..2017-01-02', outcome: 'passed over' },
      { days: 'holiday', outcome: 'passed over' },
      { days: 'restday', outcome: 'passed over' },
      { days: 'workday', outcome: 'decides' },
    ],
    closesAt: at('2016-10-08T12:00'),
  });
  expect(explainHours(schedule, at('2016-12-31T10:00')).rules.map(({ outcome }) => outcome)).toEqual([
    'decides',
    'not asked',
    'not asked',
    'not asked',
  ]);
  expect(explainHours(schedule, at('2016-10-03T10:00'))).toMatchObject({ kind: 'holiday', holiday: '国庆节' });
});

const desk = new Desk();
afterAll(() => desk.remove());

test('yibo hours tells one line by key, name or id, and all of them without', () => {
  const asked = desk.run(['hours', '--line', '2', '--on', '2016-10-21T12:30']);
  expect(asked.out).toContain('口岸通关 (port-clearance) on 2016-10-21 at 12:30, a friday, a working day: closed');
  expect(asked.out).toContain('workday  decides: open 08:30-12:00, 13:30-17:30');
  expect(asked.out).toContain('Callers hear: 口岸通关，现在是午休时间，今天下午一点半恢复人工服务。');
  const day = JSON.parse(desk.run(['hours', '--line', '口岸通关', '--on', '2016-10-21', '--json']).out);
  expect(day).toMatchObject({ line: 'port-clearance', open: true, spans: ['08:30-12:00', '13:30-17:30'] });
  expect(desk.run(['hours', '--on', '2016-10-08T10:00:00+08:00', '--json']).out).toContain('"line": "complaints"');
  expect(desk.run(['hours', '--line', 'fod'])).toMatchObject({ code: 2, err: expect.stringContaining('"food"') });
  expect(desk.run(['hours', '--on', '2016-02-30'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('is no time'),
  });
});

test('where the holidays of a year are not known, those that never change are, and whoever asks is told', () => {
  const { out } = desk.run(['hours', '--line', 'food', '--on', '2040-09-30T18:00']);
  expect(out).toContain('opens 2040-10-04 08:30');
  expect(out).toContain('The holidays of 2040 are not known');
});
