import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyContent } from '../content-copy.js';
import { examine, root } from './examine.js';
import { temporaryFolder } from './fixtures.js';

test('content, datasets, publication and retention, each with file, line and remedy', async () => {
  const folder = temporaryFolder();
  const spoil = copyContent(folder);
  spoil('menus/main.yaml', 'line: legal', 'line: leagal');
  spoil('data/wines/schema.json', '"bottle_code"', '"botle_code"');
  spoil('data/retention.yaml', 'what: answers', 'what: anwsers');
  spoil('data/publication.yaml', 'standing:', 'stand:');
  const { line } = await examine({}, {}, folder);
  expect(line('content')).toMatch(/^✗ [\s\S]*menus\/main\.yaml:\d+:\d+ {2}.*Did you mean "legal"\?/);
  expect(line('datasets')).toMatch(/^✗ [\s\S]*wines\/schema\.json:\d+:\d+ /);
  expect(line('retention')).toMatch(/^✗ [\s\S]*retention\.yaml:\d+:11 .*Did you mean "answers"\?/);
  spoil('data/wines/schema.json', '"botle_code"', '"bottle_code"');
  expect((await examine({}, {}, folder)).line('publication')).toMatch(/^✗ [\s\S]*publication\.yaml:\d+:\d+ /);
});

test('personal data that no rule removes', async () => {
  const folder = temporaryFolder();
  cpSync(join(root, 'data'), join(folder, 'data'), { recursive: true });
  const file = join(folder, 'data/retention.yaml');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.slice(0, text.indexOf('  - id: conversations')));
  const { line } = await examine({}, {}, folder);
  expect(line('retention')).toBe(
    '✓ retention    answers P1D, conversations for ever, unanswered for ever, outbox for ever, case-persons for ever, guesses P1D, offers P1Y, waiting P1Y, recordings P1Y, callbacks P1Y, calls P1Y, sticker-places P2D, content-versions P7D',
  );
});

test('a folder that is missing', async () => {
  const { line } = await examine({}, {}, join(temporaryFolder(), 'nowhere'));
  expect(line('content')).toMatch(/^✗ content [\s\S]*data\/phrases\/zh-CN\.yaml:1:1 {2}is missing\. Put it back/);
  expect(line('retention')).toMatch(/^✗ [\s\S]*retention\.yaml:1:1 {2}is missing/);
});

test('a file in another encoding, which would be heard as rubbish', async () => {
  const folder = temporaryFolder();
  copyContent(folder);
  // 菜单 in GBK.
  const title = Buffer.concat([
    Buffer.from('menu: main\ntitle: '),
    Buffer.from([0xb2, 0xcb, 0xb5, 0xa5]),
    Buffer.from('\n'),
  ]);
  writeFileSync(join(folder, 'menus/main.yaml'), title);
  const { line } = await examine({}, {}, folder, ['content']);
  // Places are told below the folder in force, which may be another than the project's: its name stands before them.
  expect(line('content')).toContain(`${folder}: the service takes none of these files`);
  expect(line('content')).toMatch(/^✗ content [\s\S]*menus\/main\.yaml:2:8 {2}is not UTF-8/);
});

test('a schema that is read here, and that nobody elsewhere could read as JSON', async () => {
  const folder = temporaryFolder();
  copyContent(folder);
  const file = join(folder, 'data/wines/schema.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\s*\}\s*$/, ',\n}\n'));
  const { line } = await examine({}, {}, folder, ['datasets']);
  expect(line('datasets')).toMatch(/^✗ datasets [\s\S]*wines\/schema\.json:\d+:\d+ /);
});
