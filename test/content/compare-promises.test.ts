import { expect, test } from 'vitest';
import { promiseDoubts } from '../../src/content/compare-promises.js';
import { readContentFiles } from '../../src/content/files.js';
import { loadContent } from '../../src/content/load.js';
import { offered } from '../../src/service/offered.js';
import { root } from '../commands/run-yibo.js';

const files = readContentFiles(root);
const now = Date.parse('2016-10-21T10:00:00+08:00');

function doubts(change: (text: string) => string): readonly string[] {
  const changed = { ...files, 'data/staff/cases.yaml': change(files['data/staff/cases.yaml'] ?? '') };
  return promiseDoubts(loadContent(changed, offered), changed, now).map(({ message }) => message);
}

test('how soon an answer is promised is what the clocks say', () => expect(doubts((text) => text)).toEqual([]));

test('clocks that were changed alone are told of', () => {
  const sooner = doubts((text) => text.replace('usual: 2 working days', 'usual: 4 working hours'));
  expect(sooner).toEqual([expect.stringContaining('"两个工作日" is told, and the clock of voicemail is 四个工作小时')]);
});
