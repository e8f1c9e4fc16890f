import { chmodSync, cpSync, readFileSync, statSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sqlite3 from 'sqlite3';
import { onTestFinished } from 'vitest';
import { subjectOf } from '../../src/commands/doctor-subject.js';
import { type Checked, lookOver } from '../../src/operations/doctor/look-over.js';
import { reportLine } from '../../src/operations/doctor/report.js';
import type { Subject } from '../../src/operations/doctor/subject.js';
import { openStore } from '../../src/store/open.js';
import { folderOfFile } from '../left-behind.js';
import { fill, temporaryFolder } from './fixtures.js';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const [, newestChange = ''] = /^## (\d{4}-\d\d-\d\d)/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')) ?? [];
/** Whenever the tests run, this service was made the day before. */
export const now = Date.parse(`${newestChange}T12:00:00+08:00`) + 86_400_000;
export const secrets = {
  ...{ TWILIO_ACCOUNT_SID: `AC${'0123456789abcdef'.repeat(2)}`, TWILIO_AUTH_TOKEN: 'fedcba9876543210'.repeat(2) },
  ...{ WECHAT_APP_ID: 'wx0123456789abcdef', WECHAT_TOKEN: 'a1b2c3d4e5f6g7h8' },
  WECHAT_ENCODING_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};
/** Production as it should be, but for what a test says. */
export const production = {
  ...{ NODE_ENV: 'production', PUBLIC_BASE_URL: 'https://hotline.tj.gov.cn', ...secrets },
  ...{ TRUSTED_PROXIES: '1', HOST: '127.0.0.1' },
};

/** A database in one file, with something in every table and nobody at it. */
export async function database(folder = temporaryFolder()): Promise<string> {
  const made = join(folderOfFile('yibo-doctor-'), 'made.db');
  if (!statSync(made, { throwIfNoEntry: false })) {
    const store = await openStore(`sqlite:${made}`);
    await store.migrate();
    await fill(store);
    await store.contents.save('long', 'x'.repeat(200_000), 1000);
    await store.close();
    // Migrations are applied by the real clock, which may be anything.
    await change(made, 'UPDATE migration SET applied_at = 1');
    await change(made, `UPDATE release SET made_at = ${now} WHERE state = 'draft'`);
  }
  const file = join(folder, 'yibo.db');
  cpSync(made, file);
  chmodSync(file, 0o600);
  return file;
}

/** Runs SQL on a file; the last to close it leaves one file without a log. */
export async function change(file: string, sql: string): Promise<void> {
  const opened = new sqlite3.Database(file);
  await new Promise<void>((done, fail) => void opened.exec(sql, (error) => (error ? fail(error) : done())));
  await new Promise<void>((done) => opened.close(() => done()));
}

/**
 * Looks over a project as `yibo doctor` does.
 * @param only these checks; all when null
 * @returns what was found; the line of a check; the mark of each
 */
export async function examine(
  env: NodeJS.ProcessEnv,
  change: Partial<Subject> = {},
  folder = root,
  only: readonly string[] | null = null,
) {
  const subject = {
    ...subjectOf(
      { PORT: '0', DATABASE_URL: `sqlite:${join(folderOfFile('yibo-doctor-'), 'none', 'none.db')}`, ...env },
      folder,
    ),
    now: () => now,
    freeBytes: async () => 50e9,
    ...change,
  };
  const checked: Checked[] = [];
  for await (const one of lookOver(subject, (check) => only?.includes(check) ?? true)) checked.push(one);
  const line = (name: string): string =>
    checked
      .filter(({ check }) => check === name)
      .map((one) => reportLine(one, 'en'))
      .join('\n');
  return { checked, line, marks: Object.fromEntries(checked.map(({ check, mark }) => [check, mark])) };
}

/** Something that answers HTTP on this machine. */
export async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Where nothing listens: the port is nobody's, and below those that are given to whoever asks for any. */
export const deserted = 'http://127.0.0.1:4';

/** What a public address as it should be says, without asking it. */
export const reachedWell: Subject['reach'] = async (path) => ({
  ...{ failed: null, location: null, date: now },
  ...(path === '/healthz' ? { status: 200, body: 'ok\n' } : { status: 404, body: '' }),
});

/** A public address as it should be. */
export const healthy: RequestListener = (request, response) => {
  response.setHeader('Date', new Date(now).toUTCString());
  response.statusCode = request.url === '/healthz' ? 200 : 404;
  response.end('ok\n');
};
