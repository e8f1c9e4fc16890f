import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { answersFile, questionsIn, standardFiles } from '../../src/commands/standard-questions.js';
import { readAnswerQuestions } from '../../src/understanding/evaluation/answers.js';
import { answersWorseThan, type Baseline, baselineOf, worseThan } from '../../src/understanding/evaluation/baseline.js';
import { guessOf } from '../../src/understanding/evaluation/cross-validate.js';
import { evaluate, type Guess } from '../../src/understanding/evaluation/evaluate.js';
import { foldsOf, groupsOf } from '../../src/understanding/evaluation/groups.js';
import { withHomophones } from '../../src/understanding/evaluation/homophones.js';
import { lintSayings } from '../../src/understanding/evaluation/lint-sayings.js';
import { calibration, confusions, macroF1, shareOf } from '../../src/understanding/evaluation/metrics.js';
import { missedOf } from '../../src/understanding/evaluation/missed.js';
import { type Question, readQuestions } from '../../src/understanding/evaluation/questions.js';
import { reliabilityPlot } from '../../src/understanding/evaluation/reliability-plot.js';
import { asSpoken } from '../../src/understanding/evaluation/spoken.js';
import { content, intent, root, understander } from './fixtures.js';

const folder = join(root, 'data/evaluation');
const questions = questionsIn(standardFiles(), content);

/** What share of a file's questions, all of them others' business, is refused. */
async function refusedOf(name: string): Promise<number> {
  const asked = questionsIn([join(folder, name)], content);
  const all = await understander();
  const { near } = evaluate(
    asked,
    asked.map(({ text }) => guessOf(all.understand(text))),
    content.intents,
  );
  return near.hits / near.of;
}

describe('questions that nothing was trained on', () => {
  test('are none of the sayings', () => {
    const sayings = new Set(
      content.intents.flatMap(({ sayings, answers }) => [...sayings, ...answers.flatMap(({ asked }) => asked)]),
    );
    const known = questions.filter(({ text }) => sayings.has(text)).map(({ text }) => text);
    // Two or three words are said alike by everybody.
    expect(known.filter((text) => text.length > 8)).toEqual([]);
    expect(known.length).toBeLessThan(questions.length / 40);
  });

  test('are understood as well as when somebody last accepted it, and within the bars', async () => {
    const all = await understander();
    const guesses = [];
    for (const { text } of questions) guesses.push(guessOf(await all.understand(text)));
    const evaluation = evaluate(questions, guesses, content.intents);
    const now = baselineOf(evaluation, missedOf(questions, guesses));
    const before = JSON.parse(readFileSync(join(folder, 'baseline.json'), 'utf8')) as Baseline;
    expect(worseThan(before, now)).toEqual([]);
    expect(now.ours).toBeGreaterThanOrEqual(0.97);
    const { near, far } = evaluation;
    expect((near.hits + far.hits) / (near.of + far.of)).toBeGreaterThanOrEqual(0.9);
    expect(await refusedOf('near-outside.jsonl')).toBeGreaterThanOrEqual(0.85);
    expect(evaluation.calibrationError).toBeLessThan(0.05);
  });

  test('are understood nearly as well when three characters of ten are homophones', async () => {
    const all = await understander();
    const common = content.intents.flatMap(({ sayings }) => sayings).join('');
    const heard = withHomophones(
      questions.map(({ text }) => text),
      0.3,
      common,
      all.model.characters,
    );
    expect(heard).not.toEqual(questions.map(({ text }) => text));
    const rightOf = async (texts: readonly string[]) => {
      const guesses = [];
      for (const text of texts) guesses.push(guessOf(await all.understand(text)));
      const { hits, of } = evaluate(questions, guesses, content.intents).category;
      return hits / of;
    };
    const lost = (await rightOf(questions.map(({ text }) => text))) - (await rightOf(heard));
    expect(lost).toBeLessThanOrEqual(0.03);
  });
});

describe('the questions as a recogniser writes what is said', () => {
  test('have fillers, no signs, numbers in words, and are the same each time', async () => {
    const { characters } = (await understander()).model;
    const texts = ['报检号120，查到哪了？', '我有15箱酒，10月8日到港！', '编号 2016 怎么查'];
    const spoken = asSpoken(texts, '', characters);
    expect(asSpoken(texts, '', characters)).toEqual(spoken);
    expect(spoken.join('')).not.toMatch(/[\d，。？！ ]/);
    for (const number of ['一百二十', '十五', '十', '八', '二零幺六']) expect(spoken.join('\n')).toContain(number);
    expect(spoken.filter((text) => /^(?:嗯|呃|喂|哎|你好|您好|请问|就是|那个)/.test(text)).length).toBeGreaterThan(0);
  });

  test('are served nearly as well', async () => {
    const all = await understander();
    const common = content.intents.flatMap(({ sayings }) => sayings).join('');
    const written = questions.map(({ text }) => text);
    const servedOf = (texts: readonly string[]) => {
      const guesses = texts.map((text) => guessOf(all.understand(text)));
      const { ours, served } = evaluate(questions, guesses, content.intents);
      return [ours, served].map(({ hits, of }) => hits / of);
    };
    const [ours = 0, served = 0] = servedOf(written);
    const [oursSpoken = 0, servedSpoken = 0] = servedOf(asSpoken(written, common, all.model.characters));
    expect(ours - oursSpoken).toBeLessThanOrEqual(0.04);
    expect(served - servedSpoken).toBeLessThanOrEqual(0.04);
  });
});

test('what was asked, offered in a refusal, counts as offered; what is refused is no guess at the bureau', () => {
  const [pet, wine] = ['pet-entry', 'wine-import'].map(intent);
  const refused = { band: 'outside', intent: intent('outside-tax'), category: 0.6, inside: 0.6 } as const;
  const asked = (id: string | null, scope: 'in' | 'near') => ({ text: '一', intent: id, also: [], scope }) as const;
  const guesses = [
    guessOf({ ...refused, options: pet ? [pet] : [] }),
    guessOf({ ...refused, options: wine ? [wine] : [] }),
    guessOf({ ...refused, options: [] }),
    guessOf({ ...refused, options: pet ? [pet] : [] }),
  ];
  const all = [asked('pet-entry', 'in'), asked('pet-entry', 'in'), asked('pet-entry', 'in'), asked(null, 'near')];
  const { ours, near, served, answered } = evaluate(all, guesses, content.intents);
  expect([ours, near, served, answered].map(({ hits, of }) => `${hits} of ${of}`)).toEqual([
    '1 of 3',
    '1 of 1',
    '2 of 4',
    '0 of 3',
  ]);
});

test('answers that got worse are named', () => {
  const before = { right: 0.9, wrong: 0.05, missed: ['一直没答对'] };
  expect(answersWorseThan(before, { right: 0.9, wrong: 0.05, missed: ['又一个'] })).toEqual([]);
  expect(answersWorseThan(before, { right: 0.8, wrong: 0.15, missed: ['一直没答对', '又一个'] })).toEqual([
    'right answers: 80.0%, was 90.0%',
    'wrong answers: 15.0%, was 5.0%',
    'no longer answered rightly: 又一个',
  ]);
});

describe('the measures', () => {
  test('a share has its interval by Wilson', () => {
    const { low, high } = shareOf(8, 10);
    expect([low, high].map((one) => one.toFixed(4))).toEqual(['0.4902', '0.9433']);
    expect(shareOf(0, 20).low).toBeCloseTo(0);
    expect(shareOf(0, 0)).toMatchObject({ low: 0, high: 1 });
  });

  test('macro-F1 counts a small class as much as a large one', () => {
    const judged = [...Array.from({ length: 9 }, () => ({ right: 'a', said: 'a' })), { right: 'b', said: 'a' }];
    expect(macroF1(judged)).toBeCloseTo((18 / 19 + 0) / 2);
    expect(confusions(judged)).toEqual([{ right: 'b', said: 'a', times: 1 }]);
  });

  test('calibration is how far claims are off', () => {
    const claims = Array.from({ length: 10 }, (_, n) => ({ probability: 0.95, isTrue: n < 8 }));
    expect(calibration(claims).error).toBeCloseTo(0.15);
    expect(reliabilityPlot(calibration(claims).bins, 0.15)).toContain('10 questions: claimed 95.0%, right 80.0%');
  });

  test('near-copies never stand on both sides', async () => {
    const { characters } = (await understander()).model;
    const texts = ['带狗入境要什么手续', '带狗入境要什么手续呢', '红酒标签', '我想带狗入境要什么手续', '体检多少钱'];
    const folds = foldsOf(groupsOf(texts, characters), 5);
    expect(new Set([folds[0], folds[1], folds[3]]).size).toBe(1);
  });
});

test('a file of questions is refused with the line of each mistake', () => {
  const text = '{"text":"狗","intent":"pet-entry"}\n{"text":"狗"}\nno json\n{"text":"狗","intent":"pets"}\n';
  expect(() => readQuestions(text, 'q.jsonl', content.intents)).toThrow(
    /^q\.jsonl:2 .*\nq\.jsonl:3 .*\nq\.jsonl:4 {2}"pets" is no intent/,
  );
  expect(() => readQuestions('\n', 'q.jsonl', content.intents)).toThrow('q.jsonl  holds no question.');
});

test('a file of answers is refused with the line of each mistake, and the standard one can be read', () => {
  const text =
    '{"text":"狗","intent":"pet-entry","tells":["三十天|#天"]}\n{"text":"狗","intent":"pet-entry"}\n{"text":"狗","intent":"pets","tells":["天"]}\n';
  expect(() => readAnswerQuestions(text, 'a.jsonl', content.intents)).toThrow(
    /^a\.jsonl:2 .*\na\.jsonl:3 {2}"pets" is no intent/,
  );
  const standard = readAnswerQuestions(readFileSync(answersFile(), 'utf8'), 'answers.jsonl', content.intents);
  expect(standard.length).toBeGreaterThan(200);
});

test('sayings that repeat or contradict each other are found, and intents with few', () => {
  const [one, other] = [
    { ...intentLike('a'), sayings: ['进口红酒的中文标签要怎么做才合格'] },
    { ...intentLike('b'), sayings: ['进口红酒的中文标签要怎么做才合格呢'] },
  ];
  expect(lintSayings({ intents: [one, other] }).map(({ intent, message }) => `${intent} ${message}`)).toEqual([
    'b says the same as "进口红酒的中文标签要怎么做才合格" of a. Keep it where it belongs.',
    expect.stringMatching(/^a has only 1 saying\. From/),
    expect.stringMatching(/^b has only 1 saying\. From/),
  ]);
});

test('sayings that are one text for want of a | are said to be', () => {
  const one = { ...intentLike('a'), sayings: ['狗怎么入境 猫怎么入境'] };
  expect(lintSayings({ intents: [one] })[0]?.message).toContain('Begin the block with "sayings: |"');
});

function intentLike(id: string) {
  return {
    id,
    title: id,
    leadsTo: { kind: 'person' },
    exact: [],
    said: [],
    unless: [],
    answers: [],
    isForPeopleFirst: false,
    danger: null,
    courtesy: null,
  } as const;
}

test('what has got worse names the questions, and what was missed before is not named again', () => {
  const shares = { ours: 1, category: 1, intent: 1, answered: 1, near: 1, far: 1, notAnswered: 1, served: 0.9 };
  const before: Baseline = { ...shares, missed: ['一直没听懂'] };
  const now: Baseline = { ...shares, served: 0.8, missed: ['一直没听懂', '狗怎么入境'] };
  expect(worseThan(before, now)).toEqual([
    'served rightly, of all: 80.0%, was 90.0%',
    'no longer served rightly: 狗怎么入境',
  ]);
  expect(worseThan(before, { ...now, served: 0.9 })).toEqual([]);
  expect(worseThan(shares, now)[1]).toMatch(/accepted anew/);
});

test('a question is missed when what it means is neither taken nor offered, and one of others when it is not refused', () => {
  const asked = (text: string, scope: 'in' | 'far', intent: string | null) =>
    ({ text, scope, intent, also: [] }) as unknown as Question;
  const guess = (band: string, intent: string, offered: string[] = []) =>
    ({ band, intent, offered }) as unknown as Guess;
  const missed = missedOf(
    [
      ...[asked('一', 'in', 'pet'), asked('二', 'in', 'pet'), asked('三', 'far', null), asked('四', 'far', null)],
      asked('五', 'far', null),
    ],
    [
      ...[guess('unsure', 'wine', ['pet']), guess('sure', 'wine'), guess('sure', 'wine'), guess('nothing', 'wine')],
      guess('unsure', 'wine', ['wine', 'pet']),
    ],
  );
  expect(missed.map(({ text, takenFor, insteadOf }) => [text, takenFor, insteadOf])).toEqual([
    ['二', 'wine', 'pet'],
    ['三', 'wine', 'far'],
    ['五', 'wine', 'far'],
  ]);
});

test('lint doubts exact words that decide nothing', () => {
  const intents = [
    { ...content.intents[0], id: 'complaint', sayings: [], answers: [], exact: ['投诉', '！', '人工'] },
    { ...content.intents[0], id: 'person', sayings: [], answers: [], exact: ['人 工。', '一'] },
  ] as unknown as typeof content.intents;
  expect(lintSayings({ intents }).map(({ intent, about, message }) => `${intent} ${about} ${message}`)).toEqual([
    'complaint ！ is exact, and holds nothing but signs: it is never met. Remove it.',
    'person 人 工。 is exact of complaint, too, and only one of them is met: case, blanks and signs make no difference. Keep one.',
    'person 一 is exact, and counts as a key that was pressed: it is never met. Remove it.',
  ]);
});
