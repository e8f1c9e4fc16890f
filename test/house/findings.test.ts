import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tables } from '../../src/database/tables.js';
import { explainedFinding, type FindingCode, findings } from '../../src/operations/doctor/catalogue/catalogue.js';
import { damageProblem } from '../../src/operations/doctor/checks/integrity.js';
import { checksOf } from '../../src/operations/doctor/checks.js';
import type { Subject } from '../../src/operations/doctor/subject.js';
import { Desk, root } from '../commands/run-yibo.js';
import { sourceFiles } from './measure.js';

const desk = new Desk();
afterAll(() => desk.remove());

const codes = Object.keys(findings) as FindingCode[];
const elsewhere = sourceFiles().filter(({ path }) => !path.startsWith('src/operations/doctor/catalogue/'));
const dataFiles = ['content', 'datasets', 'samples', 'publication', 'retention', 'guessing'].map((name) => ({
  name,
  read: () => ({ zh: '', en: '' }),
}));
const checks = checksOf({ dataFiles, puppet: {} } as unknown as Subject).map(({ name }) => name);
const page = readFileSync(join(root, 'docs/doctor.md'), 'utf8');

describe.each(codes)('%s', (code) => {
  const { check, what, remedy } = explainedFinding(code);

  test('is found somewhere, by a check that there is', () => {
    expect(elsewhere.some(({ text }) => text.includes(`'${code}'`))).toBe(true);
    if (check !== '') for (const one of check.split(', ')) expect(checks).toContain(one);
  });

  test('is told in Chinese and in English, with the same values, as sentences that end where the report ends them', () => {
    for (const words of [what, remedy]) {
      expect(words.zh).toMatch(/[\u4e00-\u9fff]|^chmod|^timedatectl|^npx/);
      expect(words.en).not.toMatch(/[。，；]/);
      for (const text of [words.zh, words.en]) expect(text).not.toMatch(/[.。\n]$/);
    }
    const values = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    expect(values(what.zh + remedy.zh)).toEqual(values(what.en + remedy.en));
  });
});

test('yibo doctor --markdown prints docs/doctor.md as it is', () => {
  expect(desk.run(['doctor', '--markdown']).out).toBe(page);
});

test('operations says of every check what it looks at', () => {
  const operations = readFileSync(join(root, 'docs/operations.md'), 'utf8');
  const section = operations.slice(operations.indexOf('## What doctor says'), operations.indexOf('## Retention'));
  const named = [...section.matchAll(/^\| ([a-z, ]+) \|/gm)].flatMap(([, names = '']) => names.split(', '));
  expect(named.sort()).toEqual([...checks].sort());
});

test.each(Object.keys(tables))('people have words for what is in %s', (table) => {
  const { what } = damageProblem({ kind: 'table-damaged', part: null, name: table, table, said: [] }, null);
  expect(what.en).not.toMatch(/holds data:/);
});
