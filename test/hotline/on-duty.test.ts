import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/authored/problem.js';
import { rosterDoubts } from '../../src/commands/roster-doubts.js';
import type { ContentRefused } from '../../src/content/content-refused.js';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { begin, respond } from '../../src/dialogue/engine.js';
import type { Services } from '../../src/dialogue/turn/context.js';
import type { Turn } from '../../src/domain/conversation/turn.js';
import { telephoneKey } from '../../src/domain/hotline/roster.js';
import { gapsOf } from '../../src/hotline/roster/gaps.js';
import { linesOnDuty, onDuty, standIns } from '../../src/hotline/roster/on-duty.js';
import type { Verdict } from '../../src/hotline/routing/decide.js';
import { wouldRing } from '../../src/hotline/routing/would-ring.js';
import { installation } from '../../src/service/installation.js';
import { offered } from '../../src/service/offered.js';

const good = readContentFiles(installation().root);
const load = (files: Record<string, string>) => loadContent({ ...good, ...files }, offered);
/** Food has no staff of its own in lines.yaml, and port clearance has both. */
const withRoster = (roster: string) =>
  load({
    'data/staff/lines.yaml': (good['data/staff/lines.yaml'] ?? '').replace(/(name: 进出口食品), staff: .*\}/, '$1 }'),
    'data/staff/colleagues.yaml': `colleagues:
  food-a: { name: 食品甲, telephones: ["+862265661501", "+8613920001501"], wechat: kf1501@tjgj, languages: [en] }
  food-b: { name: 食品乙, telephones: ["sip:1502@pbx.invalid"], skills: [port-clearance] }
  desk: { name: 总台一, telephones: ["sip:1000@pbx.invalid"] }
`,
    'data/staff/roster.yaml': roster,
  });
const usual = withRoster(`roster:
  food:
    - { days: workday, hours: ["08:30-12:00"], colleagues: [food-b, food-a] }
    - { days: workday, hours: ["11:00-16:00"], colleagues: [food-a] }
    - { days: workday, hours: ["16:00-17:30"], colleagues: [food-b] }
    - { days: restday, colleagues: [food-b] }
`);
const at = (time: string) => Date.parse(`2016-10-21T${time}:00+08:00`);
const ids = (colleagues: readonly { id: string }[]) => colleagues.map(({ id }) => id);

describe('who is on duty', () => {
  test('follows from the shifts that fit, each once, in the roster’s order', () => {
    expect(ids(onDuty(usual, 'food', at('10:00')))).toEqual(['food-b', 'food-a']);
    expect(ids(onDuty(usual, 'food', at('11:30')))).toEqual(['food-b', 'food-a']);
    expect(ids(onDuty(usual, 'food', at('14:00')))).toEqual(['food-a']);
  });

  test('is nobody while the line is closed, whatever the roster says', () => {
    expect(onDuty(usual, 'food', at('12:30'))).toEqual([]);
    expect(onDuty(usual, 'food', Date.parse('2016-10-22T10:00:00+08:00'))).toEqual([]);
  });

  test('is whoever is written beside the line, as long as it is open', () => {
    expect(ids(onDuty(usual, 'port-clearance', at('16:00')))).toEqual(['port-clearance-1', 'port-clearance-2']);
    expect(usual.lines.get('port-clearance')?.staff.map(({ telephones }) => telephones)).toEqual([
      ['sip:1201@pbx.invalid'],
      ['sip:1202@pbx.invalid'],
    ]);
  });

  test('one telephone is one colleague: who is in the file of colleagues is not somebody else beside a line', () => {
    expect(ids(onDuty(usual, 'general', at('10:00')))).toEqual(['desk', 'general-2']);
  });

  test('who can stand in is on duty elsewhere', () => {
    expect(ids(standIns(usual, 'port-clearance', at('10:00')))).toEqual(['food-b']);
    expect(standIns(usual, 'port-clearance', at('14:00'))).toEqual([]);
    expect(linesOnDuty(usual, 'food-a', at('14:00'))).toEqual(['food']);
  });
});

describe('a line that is open while nobody is on duty', () => {
  const roster = (shifts: string) => withRoster(`roster: { food: [${shifts}] }`);
  const friday = at('09:00');

  test('is told with the first time, and how many more there are', () => {
    const short = roster('{ days: workday, hours: ["09:00-12:00", "13:30-17:30"], colleagues: [food-a, food-b] }');
    const warned = rosterDoubts(short, { 'data/staff/roster.yaml': 'roster:\n  food: []\n' }, friday);
    expect(warned.map(formatProblem)).toEqual([
      'data/staff/roster.yaml:2:9  roster.food is open and has nobody on duty 2016-10-21 08:30 to 09:00, and 9 more times in 14 days. Add a shift, or change its hours.',
    ]);
  });

  test('and so are hours of a shift in which its line is never open', () => {
    const late = roster(
      '{ days: workday, hours: ["08:00-12:00", "18:00-20:00"], colleagues: [food-a] }, { days: workday, colleagues: [food-b] }',
    );
    const warned = rosterDoubts(late, { 'data/staff/roster.yaml': 'roster:\n  food: []\n' }, friday);
    expect(warned.map(({ message }) => message)).toEqual([
      'has a shift (workday 18:00-20:00) while it is closed, and nobody is rung then. Change its hours.',
    ]);
  });

  test('and whoever asks whom a call would ring is told who has no shift now', () => {
    const halves = roster(
      '{ days: workday, hours: ["08:30-12:00"], colleagues: [food-a] }, { days: workday, hours: ["13:30-17:30"], colleagues: [food-b] }',
    );
    const now = { at: at('10:00'), waitedMs: 0, presences: [], rungLast: null, language: null };
    const told = ({ colleague, because }: Verdict) => `${colleague.id} ${because}`;
    expect(wouldRing(halves, { ...now, line: 'food' }).first.verdicts.map(told)).toContain('food-b no shift now');
    expect(wouldRing(halves, { ...now, line: 'port-clearance' }).first.verdicts.map(told)).toContain(
      'food-b no shift now',
    );
  });

  test('follows from the days of the shifts, and is one gap where nothing lies between', () => {
    const gaps = gapsOf(
      roster('{ days: monday..thursday, hours: ["08:30-17:30"], colleagues: [food-a, food-b] }'),
      'food',
      friday,
      7,
    );
    expect(gaps).toEqual([
      { from: at('08:30'), to: at('12:00') },
      { from: at('13:30'), to: at('17:30') },
    ]);
    expect(gapsOf(roster('{ days: workday, colleagues: [food-a, food-b] }'), 'food', friday, 14)).toEqual([]);
    expect(gapsOf(usual, 'legal', friday, 14)).toEqual([]);
  });
});

test('in chat, a question is passed on to those on duty who have an account', async () => {
  const asked = async (time: string) => {
    const turn: Turn = {
      ...{ channel: 'wechat', personId: 'p', conversationId: 'c', deliveryId: 'd', step: null, at: at(time) },
      input: { kind: 'text', text: '奶粉的中文标签怎么备案' },
      can: { medium: 'text', handoff: 'pass-on', letters: true, recording: false, idleMs: null },
    };
    const conversation = { ...begin(turn, usual), place: { at: 'question', line: 'food' } as const };
    const { replies } = await respond(conversation, false, turn, usual, {} as Services);
    return replies.flatMap((reply) => (reply.verb === 'connect' ? reply.plan.legs : []));
  };
  expect(await asked('10:00')).toEqual([{ kind: 'wechat', address: 'kf1501@tjgj' }]);
  expect(await asked('16:30')).toEqual([]);
});

test('telephones are compared as whoever rings is shown', () => {
  expect(telephoneKey('13920001501')).toBe(telephoneKey('+86 139-2000-1501'));
  for (const address of [
    'SIP:1502@PBX.invalid;transport=udp',
    'sip:1502@pbx.invalid:5060',
    'sips:1502@pbx.invalid:5061',
  ])
    expect(telephoneKey(address)).toBe('sip:1502@pbx.invalid');
  expect(telephoneKey('sip:1502@pbx.invalid:5080')).toBe('sip:1502@pbx.invalid:5080');
});

test('without a file of numbers the usual ones hold', () => {
  const { 'data/staff/hotline.yaml': _, ...older } = good;
  expect(loadContent(older, offered).hotline).toEqual(load({}).hotline);
  expect(load({ 'data/staff/hotline.yaml': 'wrapUpSeconds: 0' }).hotline).toMatchObject({
    ...{ wrapUpSeconds: 0, ringSeconds: 18 },
  });
  expect(load({ 'data/staff/hotline.yaml': 'tiers: { neighboursAfterSeconds: 60 }' }).hotline.tiers).toEqual({
    ...{ neighboursAfterSeconds: 60, operatorAfterSeconds: 60 },
  });
});

test('while a file of staff has mistakes, only they are told, and nobody is called unknown', () => {
  try {
    load({
      'data/staff/colleagues.yaml': 'colleagues: { food-a: { name: 食品甲 } }',
      'data/staff/roster.yaml': 'roster: { food: [{ days: workday, colleagues: [food-a, food-b] }] }',
    });
    expect.unreachable();
  } catch (error) {
    const { problems } = error as ContentRefused;
    expect(problems.map(({ path }) => path)).toEqual(['colleagues.food-a.telephones']);
  }
});
