import { expect, test } from 'vitest';
import { apologyIn } from '../../../src/channels/telephone/apology.js';
import { readContentFiles } from '../../../src/content/files.js';
import { loadContent } from '../../../src/content/load.js';
import { installation } from '../../../src/service/installation.js';
import { offered } from '../../../src/service/offered.js';

const good = readContentFiles(installation().root);
/** The general desk has a shift before noon and one after, and telephones ring for twelve seconds. */
const content = loadContent(
  {
    ...good,
    'data/staff/lines.yaml': (good['data/staff/lines.yaml'] ?? '').replace(
      /^general:[\s\S]*?(?=^\S)/m,
      'general: { name: 综合服务台 }\n',
    ),
    'data/staff/colleagues.yaml': `colleagues:
  early: { name: 早班, telephones: ["sip:1001@pbx.invalid", "+862265661001"] }
  late: { name: 晚班, telephones: ["+862265661002"] }
`,
    'data/staff/roster.yaml': `roster:
  general:
    - { days: workday, hours: ["08:30-12:00"], colleagues: [early] }
    - { days: workday, hours: ["14:00-17:30"], colleagues: [late] }
`,
    'data/staff/hotline.yaml': 'ringSeconds: 12',
  },
  offered,
);
const rungAt = (time: string | null) =>
  apologyIn(content, time === null ? null : Date.parse(`2016-10-21T${time}:00+08:00`)).plan;

test('an apology rings who is on duty at that moment, for as long as telephones ring', () => {
  expect(rungAt('10:00')).toEqual({
    line: 'general',
    legs: [{ kind: 'sip', address: 'sip:1001@pbx.invalid' }],
    ringSeconds: 12,
  });
  expect(rungAt('15:00')?.legs.map(({ address }) => address)).toEqual(['+862265661002']);
});

test('where the line is closed, or nobody has a shift, a message is taken', () => {
  expect(rungAt('12:30')).toBeNull();
  expect(rungAt('13:45')).toBeNull();
});

test('where nobody knows when, everybody is rung who answers the line at some time', () => {
  expect(rungAt(null)?.legs.map(({ address }) => address)).toEqual(['sip:1001@pbx.invalid', '+862265661002']);
});
