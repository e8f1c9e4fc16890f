import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'yibo-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function yibo(...words: string[]): { code: number | null; out: string; err: string } {
  const env = { ...process.env, DATABASE_URL: `sqlite:${join(folder, 'cli.db')}`, NODE_ENV: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/yibo.js'), ...words], {
    env,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('the command ends with', () => {
  test.each([
    ['0 for help', ['--help'], 0],
    ['2 for no command', [], 2],
    ['2 for an unknown command', ['fly'], 2],
    ['2 for an unknown option', ['lint', '--loud'], 2],
    ['2 for a missing argument', ['import', 'wines'], 2],
    ['2 for an unknown dataset', ['import', 'whines', 'x.csv'], 2],
    ['2 for an unknown channel', ['rehearse', '--channel', 'pigeon', 'x.txt'], 2],
    ['1 for a file that is not there', ['import', 'wines', 'nowhere.csv'], 1],
    ['1 for a transcript that is not there', ['rehearse', 'nowhere.txt'], 1],
    ['0 for good content', ['lint'], 0],
  ])('%s', (_, words, code) => {
    const ran = yibo(...words);
    expect(ran.code).toBe(code);
    expect(ran.err + ran.out).not.toMatch(/\n\s+at .*:\d+:\d+/);
  });
});

test('lint shows the place and the remedy, and ends with 1', () => {
  const project = join(folder, 'project');
  for (const part of ['menus', 'intents', 'data/phrases', 'data/staff', 'data/calendar']) {
    mkdirSync(join(project, part), { recursive: true });
    cpSync(join(root, part), join(project, part), { recursive: true });
  }
  const menu = join(project, 'menus/main.yaml');
  writeFileSync(menu, readFileSync(menu, 'utf8').replace('line: legal', 'line: leagal'));
  const ran = yibo('lint', '--root', project);
  expect(ran.code).toBe(1);
  expect(ran.err).toMatch(/menus\/main\.yaml:\d+:\d+ {2}options\.9\.line "leagal" is no line\. Did you mean "legal"\?/);
});

test('lint --graph writes the tree as Mermaid', () => {
  const ran = yibo('lint', '--graph');
  expect(ran.out).toMatch(/^flowchart LR\n/);
  expect(ran.out).toContain('menu_main -- "2" --> line_port_clearance');
});

describe('import', () => {
  const header = 'bottle_code,name,origin_country,region,producer,bottled_on,importer,warning,certificate_no\n';
  const good = 'A1B2C3D4,好酒,法国,波尔多,某酒庄,2014-05-01,某公司,过量饮酒有害健康,C1\n';
  const bad = '12,坏酒,法国,波尔多,某酒庄,2014-02-30,某公司,过量饮酒有害健康,C2\n';

  test('refuses a file with a bad row whole, with line, column and reason', () => {
    const ran = yibo('import', 'wines', file('bad.csv', header + good + bad));
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/bad\.csv:3:1 {2}column "bottle_code" "12" /);
    expect(ran.err).toMatch(/bad\.csv:3:6 {2}column "bottled_on" "2014-02-30" /);
    expect(ran.out).toContain('nothing was loaded');
  });

  test('keeps the good rows when told to, and the same file again changes nothing', () => {
    const path = file('mixed.csv', header + good + bad);
    const ran = yibo('import', 'wines', path, '--keep-good');
    expect([ran.code, ran.out.trim()]).toEqual([0, 'wines: 1 added, 0 changed, 0 unchanged, 1 refused']);
    expect(yibo('import', 'wines', path, '--keep-good').out).toContain('0 added, 0 changed, 1 unchanged');
  });
});

test('a wrong environment is refused with all its problems at once', () => {
  const env = {
    ...process.env,
    PORT: 'eighty',
    YIBO_CLOCK: 'noon',
    PUBLIC_BASE_URL: 'hotline',
    NODE_ENV: 'production',
  };
  const ran = spawnSync(process.execPath, [join(root, 'src/yibo.js'), 'serve'], { env, encoding: 'utf8' });
  expect(ran.status).toBe(1);
  for (const word of ['PORT', 'YIBO_CLOCK', 'PUBLIC_BASE_URL']) expect(ran.stderr).toContain(word);
});
