import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Checked } from '../../src/operations/doctor/look-over.js';
import { closingLine, isWell, reportJson, reportLine } from '../../src/operations/doctor/report.js';
import { change, database, examine, production, reachedWell, secrets } from './examine.js';
import { temporaryFolder } from './fixtures.js';
import { readyContent } from './ready-content.js';

/** Holidays are announced when they are, and are looked at elsewhere. */
function withoutHolidays(checked: readonly Checked[]): readonly Checked[] {
  return checked.filter(({ check }) => check !== 'holidays');
}

test('a healthy installation is well, in local mode and in production', async () => {
  const DATABASE_URL = `sqlite:${await database()}`;
  const local = withoutHolidays((await examine({ DATABASE_URL })).checked);
  expect(local.filter(({ mark }) => mark === 'failure' || mark === 'warning')).toEqual([]);
  expect(closingLine(local, 'both')).toBe('一切正常。 / All is well.');

  const recordFacts = async () => ({
    withSamples: [],
    withSampleSource: [],
    empty: [],
    withoutStickerKey: [],
    withoutFolder: [],
    waiting: [],
  });
  const notificationRoads = [{ setting: 'SMTP_URL', where: 'smtp://mail.tj.gov.cn', tryIt: async () => null }];
  const inProduction = { reach: reachedWell, recordFacts, notificationRoads };
  const { checked } = await examine({ ...production, DATABASE_URL }, inProduction, readyContent());
  const others = withoutHolidays(checked)
    .filter(({ mark }) => mark !== 'good')
    .map((one) => reportLine(one, 'en'));
  expect(others).toEqual(['- port         PORT is 0: any free one is taken']);
});

test('in Chinese, in English, or one below the other; places below, five of them', async () => {
  const { checked } = await examine(
    { ...production, DATABASE_URL: `sqlite:${await database()}` },
    { reach: reachedWell },
  );
  const telephones = checked.filter(({ check }) => check === 'telephones');
  const [both = '', zh = '', en = ''] = (['both', 'zh', 'en'] as const).map((language) =>
    telephones.map((one) => reportLine(one, language)).join('\n'),
  );
  const [first, second, third] = both.split('\n');
  expect(first).toMatch(
    /^✗ telephones {3}data\/staff\/lines\.yaml: 13 个电话是占位的，谁也打不到。.*。 \[placeholder-telephone\]$/,
  );
  expect(second).toMatch(/^ {15}13 telephones are placeholders: nobody is rung\. Put the real/);
  expect(third).toBe('               · general: 总台一 sip:1000@pbx.invalid');
  expect(both).toContain('\n               · … +8 (--json)\n');
  expect(zh).not.toContain('telephones are');
  expect(en).not.toContain('占位');
  expect(closingLine(telephones, 'zh')).toBe('2 处要改（✗）：telephones。');
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
    /^! .*0003-retention\.sql will be applied by the next start\. Make a backup with the version before, .*; then start\./,
  );
  expect(readdirSync(folder)).toEqual(['yibo.db']);
  expect(readFileSync(file)).toEqual(before);
});

test('settings, all of them at once; what hangs on them is not guessed', async () => {
  const { line, marks } = await examine({ PORT: 'eighty', YIBO_CLOCK: 'noon', NODE_ENV: 'production' });
  for (const name of ['PORT', 'YIBO_CLOCK', 'PUBLIC_BASE_URL', 'TWILIO_AUTH_TOKEN'])
    expect(line('settings')).toContain(name);
  expect(line('settings')).toMatch(/^✗ settings {5}settings are wrong.*\n {15}· PORT must be a number/);
  expect(marks).toMatchObject({ database: 'warning', port: 'skipped', address: 'skipped', content: 'good' });
  const nowhere = await examine({ DATABASE_URL: 'mysql://here' });
  expect(nowhere.marks).toMatchObject({
    settings: 'failure',
    database: 'skipped',
    integrity: 'skipped',
    disk: 'skipped',
  });
});

test('channels without secrets: in production a warning, half of them always', async () => {
  const env = { NODE_ENV: 'production', PUBLIC_BASE_URL: 'https://yibo.invalid' };
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = secrets;
  const { line } = await examine({ ...env, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN });
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
  expect(line('disk')).toMatch(/^✗ disk {9}it could not be looked at: no such system call\./);
  expect(checked.at(-1)?.check).toBe('exposure');
  expect([isWell(checked), closingLine(withoutHolidays(checked), 'en')]).toEqual([false, '1 to mend (✗): disk.']);
});

test('machines read the same as people', async () => {
  const { checked } = await examine({ WECHAT_TOKEN: 't' });
  const read = JSON.parse(reportJson(checked));
  expect(read.ok).toBe(true);
  expect(read.checks).toContainEqual({
    ...{ check: 'secrets', mark: 'warning', summary: { zh: '2 处', en: '2 problems' } },
    problems: [
      {
        ...{ code: 'secrets-incomplete', mark: 'warning', where: null, details: [] },
        what: { zh: expect.stringContaining('微信缺'), en: expect.stringContaining('WeChat lacks') },
        remedy: { zh: expect.stringContaining('控制台'), en: expect.stringContaining('console') },
      },
      expect.objectContaining({ code: 'malformed-secret', where: 'WECHAT_TOKEN' }),
    ],
  });
});
