import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answersBaselineOf, answersTo } from '../../src/commands/evaluate-answers.js';
import { answersFile, baselineFile } from '../../src/commands/standard-questions.js';
import { answersWorseThan, type Baseline } from '../../src/understanding/evaluation/baseline.js';

test('questions are answered as rightly as when somebody last accepted it', async () => {
  const { answers } = JSON.parse(readFileSync(baselineFile(), 'utf8')) as Baseline;
  if (!answers) throw new Error('nothing has been accepted: npx yibo evaluate --answers --accept');
  const now = answersBaselineOf(await answersTo(answersFile()));
  expect(answersWorseThan(answers, now)).toEqual([]);
});
