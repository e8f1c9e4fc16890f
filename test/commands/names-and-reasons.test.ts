import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Desk } from './run-yibo.js';

const desk = new Desk();
afterAll(() => desk.remove());

const header = 'bottle_code,name,origin_country,importer\n';
const nothing: [string, string][] = [
  ['empty', ''],
  ['blank', ' \t '],
  ['invisible', '\u200b\u2060\u3164'],
  ['the empty Braille cell', '\u2800'],
];

beforeAll(() => {
  writeFileSync(desk.path('w.csv'), `${header}WINE0001,酒,法国,某公司\n`);
  expect(desk.run(['import', 'wines', 'w.csv']).code).toBe(0);
  expect(desk.run(['correct', 'wines', 'WINE0001', '酒名=好酒', '--reason', '更正']).out).toContain(
    'draft 2 is waiting',
  );
});

describe('a name or a reason that says nothing is wrong usage, and nothing is done', () => {
  const why = ['--reason', '更正', '--approved-by', '李四'];
  const correct = ['correct', 'wines', 'WINE0001', 'name=新'];
  const withdraw = ['withdraw', 'wines', 'WINE0001'];
  const options: [string, string[]][] = [
    ['--by', [...correct, ...why]],
    ['--approved-by', [...correct, '--reason', '更正']],
    ['--reason', [...correct, '--approved-by', '李四']],
    ['--legal-basis', [...correct, ...why]],
    ['--by', [...withdraw, ...why]],
    ['--reason', [...withdraw, '--approved-by', '李四']],
    ['--approved-by', ['publish', '2']],
    ['--by', ['import', 'wines', 'w.csv']],
    ['--approved-by', ['import', 'wines', 'w.csv']],
    ['--reason', ['import', 'wines', 'w.csv']],
    ['--legal-basis', ['import', 'wines', 'w.csv']],
    ['--source', ['import', 'wines', 'w.csv']],
  ];

  test.each(options)('%s, of yibo %s', (option, words) => {
    const ran = desk.run([...words, option, '\u200b']);
    expect([ran.code, ran.out]).toEqual([2, '']);
    expect(ran.err).toMatch(new RegExp(`^yibo ${words[0]}: ${option} holds nothing that can be seen\\. Write .*\\n$`));
  });

  test.each(nothing)('%s', (_, text) => {
    const ran = desk.run([...correct, ...why, '--by', text]);
    expect([ran.code, ran.err]).toEqual([2, expect.stringMatching(/^yibo correct: --by (is empty|holds nothing)/)]);
  });

  test('YIBO_OPERATOR too', () => {
    const ran = desk.run([...correct, '--reason', '更正'], { YIBO_OPERATOR: '\u200b' });
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('YIBO_OPERATOR holds nothing that can be seen')]);
    expect(desk.run(['publish', '2'], { YIBO_OPERATOR: ' ' }).code).toBe(2);
  });

  test('so does one that is far too long', () => {
    const long = desk.run([...correct, ...why, '--by', '王'.repeat(201)]);
    expect([long.code, long.err]).toEqual([2, expect.stringContaining('--by has 201 characters, and may have 200.')]);
    const reason = desk.run([...correct, '--reason', '长'.repeat(2001)]);
    expect([reason.code, reason.err]).toEqual([2, expect.stringContaining('--reason has 2001 characters')]);
    const source = ['import', 'wines', 'w.csv', '--dry-run', '--source', '长'.repeat(2000), '--by', '王'.repeat(200)];
    expect(desk.run(source).code).toBe(0);
  });

  test('and the record is as it was', () => {
    const versions = desk.run(['history', 'wines', 'WINE0001', '--json']).out.trim().split('\n');
    expect(versions.map((line) => JSON.parse(line).version.change)).toEqual(['published']);
    expect(desk.run(['releases', '--state', 'draft']).out).toMatch(/^no .*\n2 .*\n$/);
  });
});

test('kept is what can be seen, in the width in which it was written', () => {
  const words = [
    '--reason',
    ' 更正（一）：\u200b酒名， 误录\n',
    '--legal-basis',
    '《条例》第九条（一）',
    '--by',
    ' 王\u200b敏 ',
  ];
  expect(desk.run(['correct', 'wines', 'WINE0001', 'name=佳酿', ...words, '--approved-by', '李四 ']).code).toBe(0);
  const { release } = JSON.parse(
    desk.run(['history', 'wines', 'WINE0001', '--json']).out.trim().split('\n').at(-1) ?? '',
  );
  expect(release).toMatchObject({
    reason: '更正（一）：酒名， 误录',
    legalBasis: '《条例》第九条（一）',
    madeBy: '王敏',
    approvedBy: '李四',
    source: '王敏',
  });
});
