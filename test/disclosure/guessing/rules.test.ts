import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { formatProblem } from '../../../src/authored/problem.js';
import { defaultGuessRules, loadGuessRules } from '../../../src/disclosure/guessing/rules.js';
import { SchemasRefused } from '../../../src/schemas/schema.js';
import { installation } from '../../../src/service/installation.js';

function folderWith(text: string | null): string {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-guessing-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (text !== null) writeFileSync(join(folder, 'guessing.yaml'), text);
  return folder;
}

function problemsOf(text: string): readonly string[] {
  try {
    loadGuessRules(folderWith(text));
    return [];
  } catch (error) {
    if (!(error instanceof SchemasRefused)) throw error;
    return error.problems.map((problem) => formatProblem(problem).replace(/^.*guessing\.yaml:/, ''));
  }
}

test('the project says what holds where nothing is said', () => {
  expect(loadGuessRules(installation().data)).toEqual(defaultGuessRules);
  expect(loadGuessRules(folderWith(null))).toEqual(defaultGuessRules);
});

test('a line that is left out is as the project has it', () => {
  const rules = loadGuessRules(folderWith('caller: { atOnce: 20, perHour: 4 }\n'));
  expect(rules).toEqual({ ...defaultGuessRules, caller: { atOnce: 20, everyMs: 15 * 60_000 } });
});

test.each([
  ['caller: { atOnce: 0, perHour: 1 }', ['1:19  caller.atOnce "0" must be a whole number from 1 to 1000.']],
  ['caller: { atOnce: 10, perHour: 1.5 }', ['1:32  caller.perHour "1.5" must be a whole number from 1 to 3600.']],
  ['caller: { atOnce: 10 }', ['1:9  caller.perHour is missing. Add it: it must be a whole number from 1 to 3600.']],
  ['caller: 10', ['1:9  caller "10" must be written { atOnce: 10, perHour: 1 }.']],
  [
    'conversation: { atOnce: 5, perHour: 1 }',
    ['1:37  conversation.perHour is no field here. Remove it, or correct its name.'],
  ],
  [
    'callers: { atOnce: 10, perHour: 1 }',
    ['1:10  callers is no field here. Remove it, or correct its name. Did you mean "caller"?'],
  ],
  [
    'caller: { atOnce: 3, perHour: 1 }',
    [
      '1:19  caller.atOnce 3 is less than one conversation may have (5), which then could never be reached. Write as many or more.',
    ],
  ],
])('%s is refused at its place, with the remedy', (text, problems) => {
  expect(problemsOf(`${text}\n`)).toEqual(problems);
});

test('an empty file says how to write a line', () => {
  expect(problemsOf('')[0]).toContain('must have lines such as "caller: { atOnce: 10, perHour: 1 }"');
});
