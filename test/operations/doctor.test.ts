import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Checked } from '../../src/operations/doctor/look-over.js';
import { closingLine, isWell, reportJson, reportLine } from '../../src/operations/doctor/report.js';
import { answering, change, database, examine, healthy, secrets } from './examine.js';
import { temporaryFolder } from './fixtures.js';

test('a healthy installation is well, in local mode and in production', async () => {
  const DATABASE_URL = `sqlite:${await database()}`;
  // Holidays are announced when they are, and are looked at elsewhere.
  const withoutHolidays = (checked: readonly Checked[]) => checked.filter(({ check }) => check !== 'holidays');
  const local = withoutHolidays((await examine({ DATABASE_URL })).checked);
  expect(local.filter(({ mark }) => mark === 'failure' || mark === 'warning')).toEqual([]);
  expect(closingLine(local)).toBe('All is well.');

  const PUBLIC_BASE_URL = await answering(healthy);
  const production = await examine({ NODE_ENV: 'production', DATABASE_URL, PUBLIC_BASE_URL, ...secrets });
  const others = withoutHolidays(production.checked)
    .filter(({ mark }) => mark !== 'good')
    .map(reportLine);
  expect(others).toEqual([
    '- port         PORT is 0: any free one is taken',
    `! address      ${PUBLIC_BASE_URL} is not encrypted: what people say can be read on its way. Use https.`,
  ]);
});

test('nothing is changed by looking: no database is made, none is migrated, no log is left', async () => {
  const folder = temporaryFolder();
  const none = await examine({ DATABASE_URL: `sqlite:${join(folder, 'sub', 'yibo.db')}` });
  expect(none.line('database')).toMatch(/^! database .*the first start makes it/);
  expect(none.marks).toMatchObject({ migrations: 'skipped', integrity: 'skipped', imports: 'skipped', disk: 'good' });
  expect(readdirSync(folder)).toEqual([]);

  const file = await database(folder);
  await change(file, "DELETE FROM migration WHERE name LIKE '0003%'");
  const before = readFileSync(file);
  const pending = await examine({ DATABASE_URL: `sqlite:${file}` });
  expect(pending.line('migrations')).toMatch(
    /^! .*0003-retention\.sql will be applied by the next start\. Make a backup/,
  );
  expect(readdirSync(folder)).toEqual(['yibo.db']);
  expect(readFileSync(file)).toEqual(before);
});

test('settings, all of them at once; what hangs on them is not guessed', async () => {
  const { line, marks } = await examine({ PORT: 'eighty', YIBO_CLOCK: 'noon', NODE_ENV: 'production' });
  for (const name of ['PORT', 'YIBO_CLOCK', 'PUBLIC_BASE_URL', 'TWILIO_AUTH_TOKEN'])
    expect(line('settings')).toContain(name);
  expect(line('settings')).toMatch(/^✗ settings {5}\d problems\n {15}PORT must be a number/);
  expect(marks).toMatchObject({ database: 'skipped', port: 'skipped', address: 'skipped', content: 'good' });
});

test('channels without secrets: in production a warning, half of them always', async () => {
  const env = { NODE_ENV: 'production', PUBLIC_BASE_URL: 'https://yibo.invalid' };
  const telephone = { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'f'.repeat(32) };
  const { line } = await examine({ ...env, ...telephone });
  expect(line('secrets')).toMatch(/^! .*WeChat has none, and refuses everyone\. Set WECHAT_APP_ID, /);
  expect((await examine({ WECHAT_TOKEN: 't' })).line('secrets')).toMatch(
    /^! .*WeChat lacks WECHAT_APP_ID and WECHAT_ENC/,
  );
  expect((await examine({})).line('secrets')).toMatch(/^- .*local mode/);
});

test('an old Node', async () => {
  const { line } = await examine({}, { nodeVersion: '18.20.4' });
  expect(line('node')).toMatch(/^✗ .*Node 18\.20\.4, and 20\.19 or newer is needed\. Install it/);
});

test('a check that breaks down is a failure, and the others go on', async () => {
  const freeBytes = () => Promise.reject(new Error('no such system call'));
  const { checked, line } = await examine({ DATABASE_URL: `sqlite:${await database()}` }, { freeBytes });
  expect(line('disk')).toBe('✗ disk         it could not be looked at: no such system call');
  expect(checked.at(-1)?.check).toBe('address');
  expect([isWell(checked), closingLine(checked)]).toEqual([false, '1 to mend (✗).']);
});

test('machines read the same as people', async () => {
  const { checked } = await examine({ WECHAT_TOKEN: 't' });
  const read = JSON.parse(reportJson(checked));
  expect(read.ok).toBe(true);
  expect(read.checks).toContainEqual({
    check: 'secrets',
    mark: 'warning',
    summary: '1 problem',
    problems: [expect.stringContaining('WeChat lacks')],
  });
});
