import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../src/authored/problem.js';
import { before, parseDuration } from '../../src/domain/time/duration.js';
import { loadRetentionRules, RetentionRefused } from '../../src/operations/retention/rules.js';
import { installation } from '../../src/service/installation.js';
import { personalData } from '../../src/store/personal-data.js';
import { temporaryFolder } from './fixtures.js';

const dataFolder = fileURLToPath(new URL('../../data', import.meta.url));
const good = readFileSync(join(dataFolder, 'retention.yaml'), 'utf8');

/** The project's rules with a change. @returns the problems, the file's name left out */
function problemsOf(text: string | null): string[] {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  if (text !== null) writeFileSync(join(folder, 'retention.yaml'), text);
  try {
    loadRetentionRules(folder, personalData);
    return [];
  } catch (error) {
    if (!(error instanceof RetentionRefused)) throw error;
    const file = relative(process.cwd(), join(folder, 'retention.yaml'));
    return error.problems.map((problem) => formatProblem(problem).replace(`${file}:`, ''));
  }
}

function changed(from: string, to: string): string[] {
  expect(good, 'the project no longer has what this mistake replaces').toContain(from);
  return problemsOf(good.replace(from, to));
}

test('the project keeps answers a day, conversations thirty days, who is behind a case two years, unknown words half a year, what is owed a week, guesses a day, who was rung, who waited, who was called back, what happened in calls and what people said a year, where stickers were seen two days, and content that nobody uses a week', () => {
  expect(loadRetentionRules(installation().data, personalData).map(({ what, written }) => [what, written])).toEqual([
    ['answers', 'P1D'],
    ['conversations', 'P30D'],
    ['case-persons', 'P2Y'],
    ['unanswered', 'P6M'],
    ['outbox', 'P7D'],
    ['guesses', 'P1D'],
    ['offers', 'P1Y'],
    ['waiting', 'P1Y'],
    ['callbacks', 'P1Y'],
    ['calls', 'P1Y'],
    ['recordings', 'P1Y'],
    ['sticker-places', 'P2D'],
    ['content-versions', 'P7D'],
  ]);
  expect(
    loadRetentionRules(installation().data, personalData).every(({ reason }) =>
      /^[\p{Script=Han}，。、]+$/u.test(reason),
    ),
  ).toBe(true);
});

describe('refused at its line, with the remedy:', () => {
  test.each<[string, () => string[], RegExp[]]>([
    [
      'something that cannot be removed',
      () => changed('what: answers', 'what: anwsers'),
      [/^\d+:11 {2}rules\.0\.what "anwsers" is nothing that can be removed\. Did you mean "answers"\?$/],
    ],
    [
      'something that is near nothing',
      () => changed('what: answers', 'what: photographs'),
      [
        /Known are: answers, conversations, unanswered, outbox, case-persons, guesses, offers, waiting, recordings, callbacks, calls, sticker-places, …\.$/,
      ],
    ],
    [
      'no duration',
      () => changed('after: P30D', 'after: 30 days'),
      [/^\d+:12 {2}rules\.1\.after "30 days" is no duration\. Write .*P30D/],
    ],
    ['a duration of nothing', () => changed('after: P30D', 'after: P0D'), [/"P0D" is no duration/]],
    [
      'answers dropped before retries are over',
      () => changed('after: P1D', 'after: PT23H'),
      [/rules\.0\.after "PT23H" is too short: providers ask .* Write P1D or more\.$/],
    ],
    [
      'conversations dropped under way',
      () => changed('after: P30D', 'after: PT1H'),
      [/rules\.1\.after "PT1H" is too short: people go on/],
    ],
    [
      'persons forgotten before they can be called',
      () => changed('after: P2Y', 'after: P29D'),
      [/"P29D" is too short: staff could not call back .* P30D or more/],
    ],
    [
      'two rules for one thing',
      () => changed('what: conversations', 'what: answers'),
      [/rules\.1\.what "answers" has two rules\. Keep the one you mean\.$/],
    ],
    [
      'two rules of one name',
      () => changed('- id: conversations', '- id: answers'),
      [/rules\.1\.id "answers" is the name of two rules/],
    ],
    [
      'a field too many',
      () => changed('    after: P1D', '    after: P1D\n    afer: P1D'),
      [/rules\.0\.afer is no field here/],
    ],
    ['a field too few', () => changed('    after: P1D\n', ''), [/rules\.0\.after is missing\. Write a duration/]],
    [
      'a reason in no Chinese',
      () => changed('三十天没有继续的对话不会再接着办，留着只是多存个人信息。', 'because'),
      [/rules\.1\.reason .*must say why in Chinese/],
    ],
    ['no rule at all', () => problemsOf('rules: []\n'), [/rules has no rule\. .* for ever/]],
    [
      'an empty file',
      () => problemsOf(''),
      [/^1:1 {2}must begin with "rules:" and a list of rules\. Put them back: .* for ever\.$/],
    ],
    ['a file of remarks alone', () => problemsOf('# rules:\n'), [/^1:1 {2}must begin with "rules:"/]],
    [
      'a list that is not begun',
      () => problemsOf('rules:\n'),
      [/rules is empty\. Fill it in: it must be a list of rules/],
    ],
    [
      'a rule of nothing',
      () => problemsOf('rules:\n  -\n'),
      [/rules\.0 is empty\. Fill it in\. Write id, what, after and reason\.$/],
    ],
    ['no YAML', () => problemsOf('rules: ['), [/^1:8 {2}has a \[ that is not closed\./]],
    ['no file', () => problemsOf(null), [/^1:1 {2}is missing\. Put it back\.$/]],
    [
      'two mistakes, both at once',
      () => problemsOf(good.replace('after: P1D', 'after: P1X').replace('after: P2Y', 'after: P2X')),
      [/"P1X" is no/, /"P2X" is no/],
    ],
  ])('%s', (_, make, words) => {
    const problems = make();
    expect(problems).toHaveLength(words.length);
    words.forEach((pattern, place) => void expect(problems[place]).toMatch(pattern));
  });

  test('the line is the one of the mistake', () => {
    const [problem = ''] = changed('after: P2Y', 'after: P2Z');
    const line = good.slice(0, good.indexOf('after: P2Y')).split('\n').length;
    expect(problem).toMatch(new RegExp(`^${line}:12 `));
  });
});

describe('going back by', () => {
  test.each([
    ['PT36H', '2016-10-21T10:00:00.123+08:00', '2016-10-19T22:00:00.123+08:00'],
    ['P30D', '2016-10-21T10:00:00+08:00', '2016-09-21T10:00:00+08:00'],
    ['P6W', '2016-10-21T10:00:00+08:00', '2016-09-09T10:00:00+08:00'],
    ['P1M', '2017-03-31T00:30:00+08:00', '2017-02-28T00:30:00+08:00'],
    ['P14M', '2017-01-15T10:00:00+08:00', '2015-11-15T10:00:00+08:00'],
    ['P1Y', '2016-02-29T12:00:00+08:00', '2015-02-28T12:00:00+08:00'],
    // By the calendar of Tianjin, where it is already the first of March.
    ['P1M', '2016-02-29T17:00:00Z', '2016-01-31T17:00:00Z'],
  ])('%s from %s comes to %s', (written, from, to) => {
    const duration = parseDuration(written);
    expect(duration && new Date(before(Date.parse(from), duration)).toISOString()).toBe(new Date(to).toISOString());
  });

  test('anything that is not one number of one unit is refused', () => {
    for (const text of ['', 'P', 'PT', 'P1', '1D', 'P-1D', 'P1.5D', 'P1D1', 'P01D', 'p1d', 'P1Y6M', 'PT5M', 'P99999D'])
      expect(parseDuration(text), text).toBeNull();
  });
});
