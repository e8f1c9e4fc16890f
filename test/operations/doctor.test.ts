import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sqlite3 from 'sqlite3';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { subjectOf } from '../../src/commands/doctor.js';
import { type Checked, lookOver } from '../../src/operations/doctor/look-over.js';
import { closingLine, isWell, reportJson, reportLine } from '../../src/operations/doctor/report.js';
import type { Subject } from '../../src/operations/doctor/subject.js';
import { openStore } from '../../src/store/open.js';
import { fill, temporaryFolder } from './fixtures.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const [, newestChange = ''] = /^## (\S+)/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')) ?? [];
/** Whenever the tests run, this service was made the day before. */
const now = Date.parse(`${newestChange}T12:00:00+08:00`) + 86_400_000;
const secrets = {
  ...{ TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't' },
  ...{ WECHAT_APP_ID: 'wx1', WECHAT_TOKEN: 't', WECHAT_ENCODING_AES_KEY: 'A'.repeat(43) },
};

const template = mkdtempSync(join(tmpdir(), 'yibo-doctor-'));
afterAll(() => rmSync(template, { recursive: true }));

/** A database in one file, with something in every table and nobody at it. */
async function database(folder = temporaryFolder()): Promise<string> {
  const made = join(template, 'made.db');
  if (!statSync(made, { throwIfNoEntry: false })) {
    const store = await openStore(`sqlite:${made}`);
    await store.migrate();
    await fill(store);
    await store.contents.save('long', 'x'.repeat(200_000));
    await store.close();
    // Migrations are applied by the real clock, which may be anything.
    await change(made, 'UPDATE migration SET applied_at = 1');
  }
  const file = join(folder, 'yibo.db');
  cpSync(made, file);
  chmodSync(file, 0o600);
  return file;
}

/** Runs SQL on a file; the last to close it leaves one file without a log. */
async function change(file: string, sql: string): Promise<void> {
  const opened = new sqlite3.Database(file);
  await new Promise<void>((done, fail) => void opened.exec(sql, (error) => (error ? fail(error) : done())));
  await new Promise<void>((done) => opened.close(() => done()));
}

async function examine(env: NodeJS.ProcessEnv, change: Partial<Subject> = {}, folder = root) {
  const subject = {
    ...subjectOf({ PORT: '0', DATABASE_URL: `sqlite:${join(template, 'none', 'none.db')}`, ...env }, folder),
    now: () => now,
    freeBytes: async () => 50e9,
    ...change,
  };
  const checked: Checked[] = [];
  for await (const one of lookOver(subject)) checked.push(one);
  const line = (name: string): string =>
    checked
      .filter(({ check }) => check === name)
      .map(reportLine)
      .join('\n');
  return { checked, line, marks: Object.fromEntries(checked.map(({ check, mark }) => [check, mark])) };
}

/** Something that answers HTTP on this machine. */
async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Where something answered until just now. */
async function deserted(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return `http://127.0.0.1:${port}`;
}

const healthy: RequestListener = (request, response) => {
  response.setHeader('Date', new Date(now).toUTCString());
  response.statusCode = request.url === '/healthz' ? 200 : 404;
  response.end('ok\n');
};

test('a healthy installation is well, in local mode and in production', async () => {
  const DATABASE_URL = `sqlite:${await database()}`;
  const local = await examine({ DATABASE_URL });
  expect(local.checked.filter(({ mark }) => mark === 'failure' || mark === 'warning')).toEqual([]);
  expect(closingLine(local.checked)).toBe('All is well.');

  const PUBLIC_BASE_URL = await answering(healthy);
  const production = await examine({ NODE_ENV: 'production', DATABASE_URL, PUBLIC_BASE_URL, ...secrets });
  const others = production.checked.filter(({ mark }) => mark !== 'good').map(reportLine);
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

describe('what is wrong is said with its remedy:', () => {
  test('settings, all of them at once; what hangs on them is not guessed', async () => {
    const { line, marks } = await examine({ PORT: 'eighty', YIBO_CLOCK: 'noon', NODE_ENV: 'production' });
    for (const name of ['PORT', 'YIBO_CLOCK', 'PUBLIC_BASE_URL', 'TWILIO_AUTH_TOKEN'])
      expect(line('settings')).toContain(name);
    expect(line('settings')).toMatch(/^✗ settings {5}\d problems\n {15}PORT must be a number/);
    expect(marks).toMatchObject({ database: 'skipped', port: 'skipped', address: 'skipped', content: 'good' });
  });

  test('an old Node', async () => {
    const { line } = await examine({}, { nodeVersion: '18.20.4' });
    expect(line('node')).toMatch(/^✗ .*Node 18\.20\.4, and 20\.19 or newer is needed\. Install it/);
  });

  test('a migration that was edited, and one that is not known here', async () => {
    const edited = await database();
    await change(edited, "UPDATE migration SET sha256 = 'x' WHERE name LIKE '0001%'");
    const first = await examine({ DATABASE_URL: `sqlite:${edited}` });
    expect(first.line('migrations')).toMatch(/^✗ .*0001-first\.sql was edited after it was applied\. Put it back/);

    const newer = await database();
    await change(newer, "INSERT INTO migration VALUES ('0099-later.sql', 'x', 1)");
    const second = await examine({ DATABASE_URL: `sqlite:${newer}` });
    expect(second.line('migrations')).toMatch(/^✗ .*0099-later\.sql\. Run the newer version/);
  });

  test('a database of another program', async () => {
    const file = join(temporaryFolder(), 'other.db');
    await change(file, 'CREATE TABLE song (title TEXT)');
    const { line } = await examine({ DATABASE_URL: `sqlite:${file}` });
    expect(line('migrations')).toMatch(/^✗ .*tables of another program\. Name another database in DATABASE_URL/);
  });

  test('a file that is no database', async () => {
    const file = join(temporaryFolder(), 'yibo.db');
    writeFileSync(file, 'this is a text of more than a hundred bytes '.repeat(100));
    const { line, marks } = await examine({ DATABASE_URL: `sqlite:${file}` });
    expect(line('database')).toMatch(/^✗ .*file is not a database\. Restore the newest backup/);
    expect(marks).toMatchObject({ migrations: 'skipped', integrity: 'skipped' });
  });

  test('a damaged page', async () => {
    const file = await database();
    const bytes = readFileSync(file);
    // The long content lies at the end, in pages of its own.
    writeFileSync(file, bytes.fill(0xff, bytes.length - 20 * 4096));
    const { line } = await examine({ DATABASE_URL: `sqlite:${file}` });
    expect(line('integrity')).toMatch(/^✗ .*damaged: [\s\S]*Restore the newest backup/);
  });

  test('a database that cannot be written to', async () => {
    const DATABASE_URL = `sqlite:${await database()}`;
    const { inspect } = subjectOf({ DATABASE_URL }, root);
    const readOnly = 'this user may not write to the file. Run as the user who owns it.';
    const { line } = await examine({ DATABASE_URL }, { inspect: async () => ({ ...(await inspect()), readOnly }) });
    expect(line('database')).toMatch(/^✗ .*may not write to the file\. Run as/);
  });

  test('a database that others can read, in production', async () => {
    const file = await database();
    chmodSync(file, 0o644);
    const env = { DATABASE_URL: `sqlite:${file}`, NODE_ENV: 'production', PUBLIC_BASE_URL: 'https://yibo.invalid' };
    expect((await examine({ ...env, ...secrets })).line('database')).toMatch(
      /^! .*others on this machine .* chmod 600 it/,
    );
    expect((await examine({ DATABASE_URL: `sqlite:${file}` })).line('database')).toMatch(/^✓/);
  });

  test('an import that was broken off', async () => {
    const file = await database();
    await change(file, "UPDATE release SET state = 'loading' WHERE state = 'draft'");
    const { line } = await examine({ DATABASE_URL: `sqlite:${file}` });
    expect(line('imports')).toMatch(
      /^! .*release 2 \(wines, w\.csv\) has been loading since .*the next import clears it/,
    );
  });

  test('content, datasets, publication and retention, each with file, line and remedy', async () => {
    const folder = temporaryFolder();
    for (const part of ['menus', 'intents', 'data']) cpSync(join(root, part), join(folder, part), { recursive: true });
    const spoil = (file: string, from: string, to: string): void => {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(text).toContain(from);
      writeFileSync(join(folder, file), text.replace(from, to));
    };
    spoil('menus/main.yaml', 'line: legal', 'line: leagal');
    spoil('data/wines/schema.json', '"bottle_code"', '"botle_code"');
    spoil('data/retention.yaml', 'what: answers', 'what: anwsers');
    spoil('data/publication.yaml', 'standing:', 'stand:');
    const { line } = await examine({}, {}, folder);
    expect(line('content')).toMatch(/^✗ .*menus\/main\.yaml:\d+:\d+ {2}.*Did you mean "legal"\?/);
    expect(line('datasets')).toMatch(/^✗ .*wines\/schema\.json:\d+:\d+ /);
    expect(line('retention')).toMatch(/^✗ .*retention\.yaml:\d+:11 .*Did you mean "answers"\?/);
    spoil('data/wines/schema.json', '"botle_code"', '"bottle_code"');
    expect((await examine({}, {}, folder)).line('publication')).toMatch(/^✗ [\s\S]*publication\.yaml:\d+:\d+ /);
  });

  test('a folder that is missing', async () => {
    const { line } = await examine({}, {}, join(temporaryFolder(), 'nowhere'));
    expect(line('content')).toMatch(/^✗ content [\s\S]*data\/phrases\/zh-CN\.yaml:1:1 {2}is missing\. Put it back/);
    expect(line('retention')).toMatch(/^✗ .*retention\.yaml:1:1 {2}is missing/);
  });

  test('a clock before its time, behind the world, or set for trying things out', async () => {
    const early = await examine({}, { now: () => Date.parse('2016-10-21T10:00:00+08:00') });
    expect(early.line('clock')).toMatch(/^! .*it says 2016-10-21 10:00:00, but the newest change .*timedatectl/);
    const file = await database();
    await change(file, `UPDATE migration SET applied_at = ${now / 1000 + 3600}`);
    const late = await examine({ DATABASE_URL: `sqlite:${file}` });
    expect(late.line('clock')).toMatch(/^! .*the database's last migration is of /);
    const trial = await examine({ YIBO_CLOCK: '2016-10-21T10:00:00+08:00' });
    expect(trial.line('clock')).toMatch(/^! .*would start at 2016-10-21 10:00:00\. Unset YIBO_CLOCK/);

    const PUBLIC_BASE_URL = await answering(healthy);
    const env = { NODE_ENV: 'production', PUBLIC_BASE_URL, ...secrets, DATABASE_URL: `sqlite:${await database()}` };
    const apart = async (ms: number) => (await examine(env, { now: () => now + ms })).line('clock');
    expect(await apart(30_000)).toMatch(/^✓/);
    expect(await apart(-120_000)).toMatch(/^! .*it is 120 s behind that of the public address/);
    expect(await apart(900_000)).toMatch(/^✗ .*it is 900 s ahead of that of the public address.*timedatectl/);
  });

  test('holidays that are not known, this year or in December of the next', async () => {
    const at = async (iso: string) => (await examine({}, { now: () => Date.parse(iso) })).line('holidays');
    expect(await at('2016-10-21T10:00:00+08:00')).toMatch(/^✓ .*2016/);
    expect(await at('2090-03-01T10:00:00+08:00')).toMatch(/^! .*holidays of 2090 are not known.*chinese-days/);
    const { knowsHolidaysOf } = await import('../../src/domain/calendar.js');
    const last =
      [...Array(80).keys()]
        .map((n) => 2016 + n)
        .filter(knowsHolidaysOf)
        .at(-1) ?? 0;
    expect(await at(`${last}-11-30T23:59:00+08:00`)).toMatch(/^✓/);
    expect(await at(`${last}-12-01T00:00:00+08:00`)).toMatch(new RegExp(`^! .*holidays of ${last + 1} are not known`));
  });

  test('a disk that fills up', async () => {
    const file = await database();
    const free = async (bytes: number, size = 1e6) => {
      const { inspect } = subjectOf({ DATABASE_URL: `sqlite:${file}` }, root);
      const change = { freeBytes: async () => bytes, inspect: async () => ({ ...(await inspect()), bytes: size }) };
      return (await examine({ DATABASE_URL: `sqlite:${file}` }, change)).line('disk');
    };
    expect(await free(99e6)).toMatch(/^✗ .*99\.0 MB are free .*Make room/);
    expect(await free(999e6)).toMatch(/^! .*less than 1 GB/);
    expect(await free(5e9)).toMatch(/^✓/);
    expect(await free(5e9, 2.6e9)).toMatch(/^! .*less than twice the database \(2\.6 GB\)/);
  });

  test('a port that is taken, by another program or by a Yibo', async () => {
    const portOf = (origin: string) => ({ PORT: new URL(origin).port });
    const other = await answering((_, response) => void response.end('hello'));
    expect((await examine(portOf(other))).line('port')).toMatch(/^✗ .*taken by another program\. Set PORT/);
    const ready = await answering((_, response) => void response.end('{"ready":true,"database":"ok"}'));
    expect((await examine(portOf(ready))).line('port')).toMatch(/^✓ .*a Yibo is running on port \d+, and is ready/);
    const ill = await answering((_, response) => void response.end('{"ready":false,"database":"does not answer"}'));
    expect((await examine(portOf(ill))).line('port')).toMatch(/^! .*not ready: the database does not answer\. Look/);
  });

  test('a public address that does not lead here', async () => {
    const told = async (PUBLIC_BASE_URL: string) => (await examine({ PUBLIC_BASE_URL })).line('address');
    expect(await told(await answering(healthy))).toMatch(/^✓/);
    expect(await told('http://yibo.invalid')).toMatch(/^✗ .*\/healthz: (the name does not resolve|no answer)/);
    expect(await told(await deserted())).toMatch(/^✗ .*nothing listens there\. Start the service.*ECONNREFUSED/);
    const moved = await answering(
      (_, response) => void response.writeHead(301, { location: 'https://x.example/' }).end(),
    );
    expect(await told(moved)).toMatch(/^✗ .*sends us on to https:\/\/x\.example\/.* Set PUBLIC_BASE_URL/);
    const down = await answering((_, response) => void response.writeHead(502).end());
    expect(await told(down)).toMatch(/^✗ .*answers 502: the proxy is there, the service behind it is not/);
    const other = await answering((_, response) => void response.end('<h1>Welcome to nginx</h1>'));
    expect(await told(other)).toMatch(/^✗ .*answers 200, but not as Yibo does/);
    const silent = await answering(() => undefined);
    expect(await told(silent)).toMatch(/^✗ .*no answer within 3 s\. Look at the firewall/);
  });

  test('channels without secrets: in production a warning, half of them always', async () => {
    const env = { NODE_ENV: 'production', PUBLIC_BASE_URL: 'https://yibo.invalid' };
    const { line } = await examine({ ...env, TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 't' });
    expect(line('secrets')).toMatch(/^! .*WeChat has none, and refuses everyone\. Set WECHAT_APP_ID, /);
    expect((await examine({ WECHAT_TOKEN: 't' })).line('secrets')).toMatch(
      /^! .*WeChat lacks WECHAT_APP_ID and WECHAT_ENC/,
    );
    expect((await examine({})).line('secrets')).toMatch(/^- .*local mode/);
  });
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
