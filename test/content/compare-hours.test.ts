import { expect, test } from 'vitest';
import { hoursDoubts } from '../../src/content/compare-hours.js';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { offered } from '../../src/service/offered.js';
import { root } from '../commands/run-yibo.js';

const files = readContentFiles(root);
const facts = 'data/facts/bureau.yaml';
const now = Date.parse('2016-10-21T10:00:00+08:00');

function doubts(change: Readonly<Record<string, (text: string) => string>>): readonly string[] {
  const changed = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change[path]?.(text) ?? text]));
  return hoursDoubts(loadContent(changed, offered), changed, now).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  );
}

test('hours that are told and hours in which people answer are the same', () => expect(doubts({})).toEqual([]));

test('hours that were changed in the calendar alone are told of, in Chinese and in English', () => {
  const later = (text: string) => text.replace('"13:30-17:30"', '"13:00-17:00"');
  const found = doubts({ 'data/calendar/hours.yaml': later });
  expect(found).toHaveLength(2);
  expect(found[0]).toMatch(
    /^data\/facts\/bureau\.yaml:\d+ .*tells 8:30-12:00, 13:30-17:30, and people answer 8:30-12:00, 13:00-17:00 /,
  );
});

test.each([
  '工作日8:30-12:00、13:30-17:30',
  '工作日早上8点半到中午12点，下午1点30分到5点半',
  '周一至周五上午八点三十分到十二点、下午一点半到五点半',
  '以大厅公布的为准',
])('%s disagrees with nothing', (value) => {
  const english = 'working days 8:30-12:00 and 13:30-17:30';
  const known = (text: string) =>
    text.replace(
      /^ {2}hours: .*$/m,
      `  hours: { what: 上班时间, value: "${value}", english: "${english}", source: 示例 }`,
    );
  expect(doubts({ [facts]: known })).toEqual([]);
});
