import { expect, test } from 'vitest';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { fill } from '../../src/content/wording.js';
import type { Content } from '../../src/domain/content/content.js';
import { reviewsDue } from '../../src/domain/content/reviews.js';
import { offered } from '../../src/service/offered.js';
import { root } from '../commands/run-yibo.js';

const files = readContentFiles(root);
const vaccination = 'data/facts/vaccination.yaml';

function said(content: Content, words: string, at: string): string {
  return fill(content, 'text', { voice: words, text: words }, {}, Date.parse(at));
}

test('a fact is told as it is on the day: the certificate of yellow fever is for life from 2016-07-11', () => {
  const content = loadContent(files, offered);
  const words = '证书{fact:vaccination.yellow-fever-valid}';
  expect(said(content, words, '2016-07-10T23:59:59+08:00')).toBe('证书十年');
  // In Universal Time this is the 10th still.
  expect(said(content, words, '2016-07-11T00:00:00+08:00')).toBe('证书终身有效');
});

test('a fact that changes is told anew by every answer that quotes it, and nothing is learnt anew for it', () => {
  const content = loadContent(files, offered);
  const moved = loadContent(
    {
      ...files,
      'data/facts/health-centre.yaml': (files['data/facts/health-centre.yaml'] ?? '').replace('示例路1号', '示例路9号'),
    },
    offered,
  );
  expect(moved.version).not.toBe(content.version);
  const quoting = moved.intents.flatMap(({ answers }) =>
    answers.filter(({ words }) => words.text.includes('{fact:health-centre.address}')),
  );
  expect(quoting.length).toBeGreaterThan(2);
  for (const { words, learnt } of quoting) {
    expect(said(moved, words.text, '2016-10-21T10:00:00+08:00')).toContain('示例路9号');
    expect(learnt).toContain('体检中心地址');
  }
  const learntOf = ({ intents }: Content) => intents.flatMap(({ answers }) => answers.map(({ learnt }) => learnt));
  expect(learntOf(moved)).toEqual(learntOf(content));
});

test('a value that was replaced needs no review, and one that is to come does', () => {
  const dated = (files[vaccination] ?? '')
    .replace('    value: 十年\n', '    value: 十年\n    reviewed: 2010-01-01\n    reviewBy: 2011-01-01\n')
    .replace(
      'source: 《国际卫生条例（2005）》附件7修正 }',
      'source: 示例, reviewed: 2012-01-01, reviewBy: 2013-01-01 }',
    );
  const content = loadContent({ ...files, [vaccination]: dated }, offered);
  const due = (today: string) => reviewsDue(content, today).map(({ id, reviewBy }) => `${id} ${reviewBy}`);
  expect(due('2016-10-21')).toEqual(['vaccination.yellow-fever-valid 2013-01-01']);
  expect(due('2016-07-10')).toEqual([
    'vaccination.yellow-fever-valid 2011-01-01',
    'vaccination.yellow-fever-valid 2013-01-01',
  ]);
});

test('content from before there were facts is content still', () => {
  const before = Object.entries(files)
    .filter(([path]) => !path.startsWith('data/facts/'))
    .map(([path, text]) => [path, text.replace(/\{fact:[a-z0-9.-]+\}/g, '某日')]);
  expect(loadContent(Object.fromEntries(before), offered).facts.size).toBe(0);
});
