import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPlaceholder } from '../../src/operations/doctor/checks/placeholder.js';
import { isGuessable } from '../../src/operations/doctor/checks/secret-shapes.js';
import type { RecordFacts, Subject } from '../../src/operations/doctor/subject.js';
import { copyContent } from '../content-copy.js';
import { answering, change, database, examine, now, production, reachedWell, root, secrets } from './examine.js';
import { dayMs, temporaryFolder } from './fixtures.js';
import { readyContent } from './ready-content.js';

/** What a check says in production, where nothing else is wrong. */
async function inProduction(check: string, env: NodeJS.ProcessEnv = {}, change: Partial<Subject> = {}, folder = root) {
  const { line } = await examine(
    { ...production, ...env },
    { reach: reachedWell, isContained: false, ...change },
    folder,
    [check],
  );
  return line(check);
}

async function locally(check: string, env: NodeJS.ProcessEnv = {}, change: Partial<Subject> = {}) {
  return (await examine(env, change, root, [check])).line(check);
}

describe('telephones', () => {
  test('that hold a place are refused in production, and named; elsewhere nobody is rung', async () => {
    expect(await inProduction('telephones')).toMatch(
      /✗ telephones {3}data\/staff\/lines\.yaml: 13 telephones are placeholders[\s\S]*\[placeholder-telephone\]\n {15}· general: 总台一 sip:1000@pbx\.invalid/,
    );
    expect(await locally('telephones')).toMatch(/^- telephones {3}10 lines, 13 telephones; whether they are real/);
    expect(await inProduction('telephones', {}, {}, readyContent())).toBe('✓ telephones   10 lines, 13 telephones');
  });

  test.each([
    ...['sip:1000@pbx.invalid', 'sips:1@pbx.example:5061', 'sip:1@example.com', 'sip:1@pbx.test', 'sip:2@192.0.2.7'],
    ...['+15551234567', '+12025550143', '+861012345678', '+8613800138000', '+8613900000000', '+862288888888'],
    ...['+12345678901', '+447700900123', '+862211111111'],
  ])('%s holds a place', (phone) => {
    expect(isPlaceholder({ name: '总台一', phone })).toBe(true);
  });

  test.each([
    'sip:1201@pbx.tj.gov.cn',
    'sip:1201@10.1.2.3',
    '+862265661890',
    '+8613752398164',
    'sip:8888888@pbx.local',
  ])('%s may be somebody', (phone) => {
    expect(isPlaceholder({ name: '总台一', phone })).toBe(false);
    expect(isPlaceholder({ name: '示例坐席', phone })).toBe(true);
  });

  test('an extension is judged by its host, whatever its digits', () => {
    const user = fc.stringMatching(/^[0-9]{1,8}$/);
    fc.assert(
      fc.property(user, fc.constantFrom('pbx.tj.gov.cn', '192.168.1.9'), (digits, host) => {
        expect(isPlaceholder({ name: '坐席', phone: `sip:${digits}@${host}` })).toBe(false);
        expect(isPlaceholder({ name: '坐席', phone: `sip:${digits}@${host}.invalid` })).toBe(true);
      }),
    );
  });

  test('a line that is never open within a year', async () => {
    const folder = readyContent();
    writeFileSync(
      join(folder, 'data/calendar/hours.yaml'),
      'schedules:\n  general:\n    - { days: any, because: 停用 }\n',
    );
    const said = await inProduction('telephones', {}, {}, folder);
    expect(said).toMatch(/✗ telephones .*hours\.yaml: line "人工服务" has no hours within a year.*\[line-never-open\]/);
  });

  test('a line that is open while nobody is on duty', async () => {
    const folder = readyContent();
    const roster = 'roster:\n  food:\n    - { days: workday, hours: ["18:00-20:00"], colleagues: [food-1] }\n';
    writeFileSync(join(folder, 'data/staff/roster.yaml'), roster);
    const said = await inProduction('telephones', {}, {}, folder);
    expect(said).toMatch(
      /! telephones .*roster, telephones and hours are doubtful[\s\S]*has a shift \(workday 18:00-20:00\) while it is closed/,
    );
  });

  test('a telephone that lacks a digit, and two colleagues of one name', async () => {
    const folder = readyContent();
    const colleagues =
      '{ name: 王芳, telephones: ["+861390000004"] }\n  w2: { name: 王芳, telephones: ["+8613900000042"] }';
    writeFileSync(join(folder, 'data/staff/colleagues.yaml'), `colleagues:\n  w1: ${colleagues}\n`);
    const said = await inProduction('telephones', {}, {}, folder);
    expect(said).toMatch(/"\+861390000004" is no number of China/);
    expect(said).toMatch(/"王芳" is what w1 is called, too\. Tell them apart, such as 王芳（w2）\./);
  });

  test('without 客服帐号: refused where WeChat is on and no line has any, looked at where some lack one', async () => {
    const folder = temporaryFolder();
    const spoil = copyContent(folder);
    const accountsIn = (env = {}) => inProduction('telephones', env, {}, folder);
    expect(await accountsIn()).toMatch(/✗ .*WeChat is on, but no line has a 客服帐号.*\[no-wechat-accounts\]/);
    expect(await accountsIn({ WECHAT_TOKEN: '' })).not.toMatch(/wechat/i);
    spoil('data/staff/lines.yaml', 'phone: "sip:1501@pbx.invalid"', 'phone: "sip:1501@pbx.invalid", wechat: kf1@tjgj');
    expect(await accountsIn()).toMatch(
      /! .*9 lines have no 客服帐号[^:]*: general, [^.]*animal-plant, industrial, [^.]*\. Give/,
    );
  });
});

describe('answers', () => {
  test('that rest on made-up sources, or whose review is long overdue, are refused in production', async () => {
    const said = await inProduction('answers');
    expect(said).toMatch(/✗ answers .*\d+ answers rest on a made-up source.*\[sample-answers\]/);
    expect(said).toMatch(/✗ answers .*\d+ answers are more than 30 days past their review.*lint --reviews/);
    expect(await locally('answers')).toMatch(/^- answers /);
  });

  test('a review that is a few days late is looked at; one that is due tomorrow is not', async () => {
    const folder = readyContent();
    const daysLate = (days: number) => ({ now: () => now + (90 + days) * dayMs });
    expect(await inProduction('answers', {}, daysLate(-1), folder)).toMatch(/^✓ answers/);
    expect(await inProduction('answers', {}, daysLate(2), folder)).toMatch(/^! answers .*\[reviews-due\]/);
    expect(await inProduction('answers', {}, daysLate(32), folder)).toMatch(/^✗ answers .*\[reviews-long-overdue\]/);
  });
});

describe('secrets', () => {
  test('that no console gives out are refused in production, looked at elsewhere, and never repeated', async () => {
    const wrong = {
      TWILIO_ACCOUNT_SID: 'AC123',
      TWILIO_AUTH_TOKEN: 'geheim',
      WECHAT_TOKEN: 'x',
      WECHAT_APP_ID: 'gh_1',
    };
    const said = await inProduction('secrets', wrong);
    for (const name of Object.keys(wrong))
      expect(said).toMatch(new RegExp(`✗ secrets .*${name}: .*\\[malformed-secret\\]`));
    expect(said).not.toContain('geheim');
    expect(await locally('secrets', wrong)).toMatch(/! secrets .*AC and 32 digits from 0 to f, and this is "AC123"/);
    expect(await inProduction('secrets')).toBe('✓ secrets      set for the telephone and WeChat');
  });

  test('with a blank behind them', async () => {
    const said = await inProduction('secrets', { TWILIO_AUTH_TOKEN: `${secrets.TWILIO_AUTH_TOKEN} ` });
    expect(said).toMatch(/✗ .*TWILIO_AUTH_TOKEN: .*33 character\(s\), blanks among them/);
  });

  test('that people chose badly', async () => {
    expect(isGuessable('yibo2016')).toBe(true);
    expect(isGuessable('a'.repeat(32))).toBe(true);
    expect(isGuessable(secrets.WECHAT_TOKEN)).toBe(false);
    expect(await inProduction('secrets', { WECHAT_TOKEN: 'yibo2016' })).toMatch(/^! .*\[guessable-secret\]/);
  });

  test('one that the settings refuse hides nothing else', async () => {
    const { line } = await examine(
      { ...production, WECHAT_ENCODING_AES_KEY: 'short', PORT: 'x' },
      { reach: reachedWell },
    );
    expect(line('settings')).toMatch(/✗ settings[\s\S]*· WECHAT_ENCODING_AES_KEY[\s\S]*|✗ settings[\s\S]*· PORT/);
    expect(line('secrets')).toMatch(/✗ secrets .*WECHAT_ENCODING_AES_KEY: .*43 letters and digits/);
    expect(line('telephones')).toMatch(/✗ telephones/);
  });
});

describe('the record', () => {
  const facts = (some: Partial<RecordFacts>) => ({
    recordFacts: async () => ({
      withSamples: [],
      withSampleSource: [],
      empty: [],
      withoutStickerKey: [],
      withoutFolder: [],
      waiting: [],
      ...some,
    }),
  });

  test('with sample records, or none, in production', async () => {
    const DATABASE_URL = `sqlite:${await database()}`;
    const withSamples = await inProduction('records', { DATABASE_URL }, facts({ withSamples: ['wines', 'vehicles'] }));
    expect(withSamples).toMatch(
      /^✗ records .*made-up sample records are public: wines, vehicles.*\[sample-records-public\]/,
    );
    const empty = await inProduction('records', { DATABASE_URL }, facts({ empty: ['vehicles'] }));
    expect(empty).toMatch(/^! records .*vehicles have no record.*\[no-records\]/);
    const unsigned = await inProduction('records', { DATABASE_URL }, facts({ withoutStickerKey: ['vehicles'] }));
    expect(unsigned).toMatch(/^! records .*STICKER_KEYS.*vehicles are public.*no key.*\[no-sticker-key\]/);
    expect(await inProduction('records', { DATABASE_URL }, facts({}))).toMatch(/^✓ records/);
    expect(await inProduction('records', { DATABASE_URL, YIBO_SAMPLE_DATA: 'on' }, facts({}))).toMatch(
      /^✗ .*\[samples-would-load\]/,
    );
    const sourced = await inProduction('records', { DATABASE_URL }, facts({ withSampleSource: ['wines'] }));
    expect(sourced).toMatch(/data\/wines\/schema\.json.*told as made up.*\[sample-source\]/);
    expect(await locally('records', { DATABASE_URL }, facts({ withSamples: ['wines'] }))).toMatch(/^- records/);
  });

  test('is asked of the database itself', async () => {
    const file = await database();
    await change(file, 'DROP TRIGGER release_is_final; UPDATE release SET sample = 1');
    const said = await inProduction('records', { DATABASE_URL: `sqlite:${file}` });
    expect(said).toMatch(/✗ records .*sample records are public: wines/);
    expect(said).toMatch(/! records .*consignments, vehicles have no record/);
  });

  test('a draft that has been waiting for more than a week', async () => {
    const DATABASE_URL = `sqlite:${await database()}`;
    const after = (days: number) => locally('drafts', { DATABASE_URL }, { now: () => now + days * dayMs });
    expect(await after(7)).toBe('✓ drafts       1 wait, none for more than 7 days');
    expect(await after(8)).toMatch(
      /^! drafts .*release 2 \(wines, made by 张三\) has been waiting for 8 days.*\[draft-waits\]/,
    );
  });
});

test('holidays that nobody knows are a failure in production, unless somebody wrote them', async () => {
  const at = { now: () => Date.parse('2090-03-01T10:00:00+08:00') };
  expect(await inProduction('holidays', {}, at)).toMatch(/^✗ holidays .*2090 are not known/);
  expect(await locally('holidays', {}, at)).toMatch(/^! holidays/);
  const folder = readyContent();
  writeFileSync(
    join(folder, 'data/calendar/hours.yaml'),
    'schedules:\n  general:\n    - { days: 2090-10-01..2090-10-07, because: 国庆节放假 }\n    - { days: any, open: ["09:00-17:00"], because: 下班了 }\n',
  );
  expect(await inProduction('holidays', {}, at, folder)).toMatch(/^✓ holidays/);
});

describe('the address, in production', () => {
  test.each([
    ['http://hotline.tj.gov.cn', 'address-unencrypted'],
    ['https://localhost', 'address-of-no-provider'],
    ['https://10.0.0.4', 'address-of-no-provider'],
    ['https://hotline.example', 'address-of-no-provider'],
    ['https://yibo', 'address-of-no-provider'],
  ])('%s is refused', async (PUBLIC_BASE_URL, code) => {
    expect(await inProduction('address', { PUBLIC_BASE_URL })).toMatch(new RegExp(`✗ address .*\\[${code}\\]`));
  });

  test('http that was chosen is looked at', async () => {
    const said = await inProduction('address', { PUBLIC_BASE_URL: 'http://hotline.tj.gov.cn', YIBO_PLAIN_HTTP: 'on' });
    expect(said).toMatch(/^! address .*\[address-plain-by-choice\]/);
  });

  test('https on the internet is good', async () => {
    expect(await inProduction('address')).toBe('✓ address      https://hotline.tj.gov.cn/healthz answers');
  });
});

describe('what is open to strangers', () => {
  test('pages that are told through the public address', async () => {
    const pages: Readonly<Record<string, string>> = {
      '/metrics': '# HELP yibo_turns_total Deliveries answered\n',
      '/readyz': '{"ready":true,"database":"ok","content":{"version":"1"}}',
      '/simulator/': '<!doctype html><html><title>一拨就灵 模拟器</title></html>',
    };
    const origin = await answering((request, response) => void response.end(pages[request.url ?? ''] ?? 'ok\n'));
    const said = (await examine({ ...production, PUBLIC_BASE_URL: origin }, {}, root, ['exposure'])).line('exposure');
    for (const code of ['✗ [^\n]*metrics-open', '! [^\n]*readiness-open', '✗ [^\n]*simulator-open'])
      expect(said).toMatch(new RegExp(code));
    expect(await inProduction('exposure', { DATABASE_URL: `sqlite:${await database()}` })).toBe(
      '✓ exposure     nothing is open to strangers',
    );
  });

  test('a service that listens on every address, and a proxy that is not counted', async () => {
    expect(await inProduction('exposure', { HOST: '' })).toMatch(
      /^! exposure .*HOST: .*every address.*\[listens-to-everybody\]/,
    );
    expect(await inProduction('exposure', { HOST: '' }, { isContained: true })).toMatch(/^✓/);
    expect(await inProduction('exposure', { TRUSTED_PROXIES: '' })).toMatch(
      /^✗ exposure .*TRUSTED_PROXIES.*\[proxy-not-counted\]/,
    );
  });

  test('files of which others are none of their business', async () => {
    const folder = readyContent();
    const file = await database();
    const backups = join(file, '..', 'backups');
    mkdirSync(backups);
    writeFileSync(join(backups, 'yibo-1.jsonl.gz'), '');
    chmodSync(join(backups, 'yibo-1.jsonl.gz'), 0o644);
    chmodSync(join(folder, 'data/staff/lines.yaml'), 0o666);
    const said = await inProduction('exposure', { DATABASE_URL: `sqlite:${file}` }, {}, folder);
    expect(said).toMatch(
      /! exposure .*yibo-1\.jsonl\.gz: others on this machine can read it, and it holds personal data/,
    );
    expect(said).toMatch(/✗ exposure .*can change it[\s\S]*\n {15}· .*data\/staff\/lines\.yaml/);
  });

  test('backups that cannot be listed by whoever asks keep nothing else from being looked at', async () => {
    const file = await database();
    writeFileSync(join(file, '..', 'backups'), 'no folder');
    const { line } = await examine({ ...production, DATABASE_URL: `sqlite:${file}` }, { reach: reachedWell });
    expect(line('exposure')).toBe('✓ exposure     nothing is open to strangers');
  });

  test('a database in the open, or behind a password that anybody guesses', async () => {
    const inspected = await (await import('../../src/commands/doctor-subject.js'))
      .subjectOf({ DATABASE_URL: `sqlite:${await database()}` }, root)
      .inspect();
    const onServer = (DATABASE_URL: string) =>
      inProduction(
        'database',
        { DATABASE_URL },
        { inspect: async () => ({ ...inspected, file: null, place: 'there' }) },
      );
    expect(await onServer('postgres://yibo:Xk29fkwe83@db.tj.gov.cn/yibo')).toMatch(/^✗ .*\[database-in-the-open\]/);
    expect(await onServer('postgres://yibo:Xk29fkwe83@db.tj.gov.cn/yibo?sslmode=verify-full')).toMatch(/^✓/);
    for (const host of ['localhost', '10.2.3.4', 'db', '[::1]', 'db.internal'])
      expect(await onServer(`postgres://yibo:Xk29fkwe83@${host}:5432/yibo`)).toMatch(/^✓/);
    expect(await onServer('postgres://yibo:yibo@db/yibo')).toMatch(/^✗ .*\[database-password-guessable\]/);
  });
});
