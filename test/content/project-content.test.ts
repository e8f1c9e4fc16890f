import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { phraseDoubts } from '../../src/content/check-phrases.js';
import { readContentFiles } from '../../src/content/files.js';
import { menuGraph } from '../../src/content/graph.js';
import { loadContent } from '../../src/content/load.js';
import { offered } from '../../src/service/offered.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

test("the project's own content has no problem", () => {
  const content = loadContent(readContentFiles(root), offered);
  expect([...content.menus.keys()]).toContain('main');
  expect([content.borrowed, phraseDoubts(readContentFiles(root))]).toEqual([[], []]);
  expect([...content.lines.keys()]).toContain('general');
});

test('the menu graph has an arrow for each of the nine categories', () => {
  const graph = menuGraph(loadContent(readContentFiles(root), offered));
  expect(graph.match(/menu_main -- "[1-9]" --> line_/g)).toHaveLength(9);
});

test('nothing that is said on the telephone asks for what only a chat can do', () => {
  const { intents, phrases, menus } = loadContent(readContentFiles(root), offered);
  const answers = intents.flatMap((intent) => intent.answers.map(({ words }) => words.voice));
  const asked = [...menus.values()].flatMap(({ intro, outro }) => [intro?.voice ?? '', outro?.voice ?? '']);
  // What is written once for both and names a key is said in chat alone.
  const ofBoth = [...phrases.values()].flatMap(({ voice, text }) => (voice === text ? [] : [voice]));
  const said = [...answers, ...asked, ...ofBoth];
  expect(said.filter((words) => /回复(?:「|#|\*|\s*\d|数字|选项)/.test(words))).toEqual([]);
});
