import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { yibo as compiled } from '../commands/run-yibo.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'yibo-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

function yibo(...words: string[]): { code: number | null; out: string; err: string } {
  const env = { ...process.env, DATABASE_URL: `sqlite:${join(folder, 'cli.db')}`, NODE_ENV: '' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [compiled, ...words], {
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
  writeFileSync(join(project, 'data/guessing.yaml'), 'caller: { atOnce: 0, perHour: 1 }\n');
  const ran = yibo('lint', '--root', project);
  expect(ran.code).toBe(1);
  expect(ran.err).toMatch(/data\/guessing\.yaml:1:19 {2}caller\.atOnce "0" must be a whole number from 1 to 1000\./);
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
    expect(ran.err).toMatch(/^bad\.csv: 2 problems\n {2}place +column +value +what is wrong, and what to do\n/);
    expect(ran.err).toMatch(/\n {2}3:1 +bottle_code +"12" +has 2 characters instead of 6 to 20\. /);
    expect(ran.err).toMatch(/\n {2}3:6 +bottled_on +"2014-02-30" +is no date: there is no 2014-02-30\. /);
    expect(ran.out).toContain('nothing was published');
  });

  test('keeps the good rows when told to, and the same file again changes nothing', () => {
    const path = file('mixed.csv', header + good + bad);
    const ran = yibo('import', 'wines', path, '--keep-good');
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('wines: 1 new, 0 changed, 0 unchanged, 1 refused; published as release 1');
    expect(yibo('import', 'wines', path, '--keep-good').out).toContain(
      '0 new, 0 changed, 1 unchanged, 1 refused; nothing new to publish',
    );
  });

  test('refused rows can be mended in their file, and imported from there', () => {
    const path = file('to-mend.csv', header + good + bad);
    expect(yibo('import', 'wines', path, '--keep-good').out).toContain('to-mend.rejects.csv');
    const rejects = join(folder, 'to-mend.rejects.csv');
    const refused = readFileSync(rejects, 'utf8');
    expect(refused).toMatch(/^\ufeffbottle_code,.*,certificate_no,yibo:line,yibo:problem\n12,坏酒,.*,3,.*characters/);
    writeFileSync(rejects, refused.replace('12,坏酒', '123456,坏酒').replace('2014-02-30', '2014-02-28'));
    expect(yibo('import', 'wines', rejects).out).toContain('wines: 1 new, 0 changed, 0 unchanged, 0 refused');
    yibo('import', 'wines', path, '--keep-good');
    expect(readFileSync(join(folder, 'to-mend.rejects-2.csv'), 'utf8')).toBe(refused);
  });

  test('a dry run says what would happen, and nothing does', () => {
    const ran = yibo('import', 'wines', file('dry.csv', header + good.replace('A1B2C3D4', 'DRY00001')), '--dry-run');
    expect([ran.code, ran.out]).toEqual([
      0,
      'dry.csv: CSV with commas, in UTF-8; header in line 1\n' +
        'wines: 1 new, 0 changed, 0 unchanged, 0 refused (dry run: 1 of 1 rows are good; nothing was written)\n',
    ]);
    expect(yibo('history', 'wines', 'DRY00001').err).toContain('was never public. Compare dataset and id');
  });
});

describe('from draft to tombstone', () => {
  const head = 'bottle_code,name,origin_country,importer\n';
  const why = ['--reason', '更正', '--by', '张三'];

  test('a draft becomes public when somebody else approves it', () => {
    const path = file('draft.csv', `${head}DRAFT001,酒,法国,某公司\n`);
    const drafted = yibo('import', 'wines', path, '--draft', '--by', '张三').out;
    const [, no = ''] = /draft (\d+) is waiting/.exec(drafted) ?? [];
    expect(yibo('history', 'wines', 'DRAFT001').code).toBe(1);
    expect(yibo('releases', '--state', 'draft').out).toMatch(/draft\s+wines\s+1\s+张三/);
    const same = yibo('publish', no, '--approved-by', '张三');
    expect([same.code, same.err]).toEqual([
      1,
      `yibo publish: 张三 made release ${no}: somebody else has to approve it.\n`,
    ]);
    expect(yibo('publish', no, '--approved-by', '李四').out).toContain(`published as release ${no}`);
    expect(yibo('history', 'wines', 'DRAFT001').out).toMatch(/raw row\s+\["DRAFT001","酒","法国","某公司"\]/);
  });

  test('a correction and a withdrawal are published, on record, and the chain holds', () => {
    yibo('import', 'wines', file('w.csv', `${head}WINE0001,酒,法国,某公司\n`));
    const dry = yibo('correct', 'wines', 'WINE0001', '酒名=好酒', ...why, '--dry-run').out;
    expect(dry).toBe('name: "酒" → "好酒"\ndry run: nothing was changed\n');
    expect(yibo('correct', 'wines', 'WINE0001', '酒名=好酒', ...why, '--approved-by', '李四').code).toBe(0);
    expect(yibo('withdraw', 'wines', 'WINE0001', ...why, '--approved-by', '李四').code).toBe(0);
    const versions = yibo('history', 'wines', 'WINE0001', '--json').out.trim().split('\n');
    expect(versions.map((line) => JSON.parse(line).version.change)).toEqual(['published', 'corrected', 'withdrawn']);
    expect(yibo('history', 'wines', 'WINE0001', '--as-of', '2000-01-01').code).toBe(1);
    const ran = yibo('audit');
    expect([ran.code, ran.out]).toEqual([0, expect.stringMatching(/^The chain holds: \d+ releases, \d+ versions\.\n/)]);
    const [, hash = ''] = /Its head is (\w+)/.exec(ran.out) ?? [];
    expect(yibo('audit', '--head', hash).code).toBe(0);
    expect(yibo('audit', '--head', '0'.repeat(64)).code).toBe(1);
  });

  test('without an approver a correction waits; discarded it never comes', () => {
    yibo('import', 'wines', file('x.csv', `${head}WINE0002,酒,法国,某公司\n`));
    const [, no = ''] =
      /draft (\d+) is waiting/.exec(yibo('correct', 'wines', 'WINE0002', 'name=新', ...why).out) ?? [];
    expect(yibo('discard', no).out).toBe(`release ${no} is discarded\n`);
    expect(yibo('publish', no, '--approved-by', '李四').err).toContain('is discarded, not a draft');
  });

  test.each([
    ['a change without =', ['correct', 'wines', 'X', 'name', ...why]],
    ['a release that is no number', ['publish', 'x']],
    ['a time without its offset', ['import', 'wines', 'x.csv', '--fetched-at', '2016-10-21T10:00:00']],
    ['an unknown state', ['releases', '--state', 'lost']],
    ['no reason', ['withdraw', 'wines', 'X']],
  ])('%s is wrong usage', (_, words) => {
    expect(yibo(...words).code).toBe(2);
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
  const ran = spawnSync(process.execPath, [compiled, 'serve'], { env, encoding: 'utf8' });
  expect(ran.status).toBe(1);
  for (const word of ['PORT', 'YIBO_CLOCK', 'PUBLIC_BASE_URL']) expect(ran.stderr).toContain(word);
});
