import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { TableChunk } from '../../src/domain/care/stores.js';
import { writeBackup } from '../../src/operations/backup/write.js';
import { openStore } from '../../src/store/open.js';
import { allCases } from '../all-cases.js';
import { dayMs, everything, fill, migrations, now, turn } from '../operations/fixtures.js';
import { until } from '../until.js';
import { newCall, startTestService } from './running.js';

const yibo = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'yibo-operations-'));
afterAll(() => rmSync(folder, { recursive: true }));

let n = 0;
let file: string;
beforeEach(() => {
  n += 1;
  file = join(folder, `yibo-${n}.db`);
});

function environment(database: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: '', PORT: '0', DATABASE_URL: `sqlite:${database}`, ...more };
}

function run(words: readonly string[], database = file, more: NodeJS.ProcessEnv = {}) {
  const env = environment(database, more);
  const { status, stdout, stderr } = spawnSync(process.execPath, [yibo, ...words], {
    env,
    encoding: 'utf8',
    cwd: folder,
  });
  expect(stdout + stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  return { code: status, out: stdout, err: stderr };
}

async function filled(): Promise<void> {
  const store = await openStore(`sqlite:${file}`);
  await store.migrate();
  await fill(store);
  await store.close();
}

async function rowsOf(database: string): Promise<Record<string, TableChunk['rows'][number][]>> {
  const store = await openStore(`sqlite:${database}`);
  const rows = await everything(store.archive);
  await store.close();
  return rows;
}

describe('backup and restore', () => {
  test('bring everything back into a new database, and say what it was', async () => {
    await filled();
    const backedUp = run(['backup', 'b.jsonl.gz']);
    expect(backedUp).toMatchObject({ code: 0, err: '' });
    expect(backedUp.out).toMatch(/^b\.jsonl\.gz: [\d,]+ bytes, everything as of .*\n {2}release +2\n {2}version +2\n/);
    expect(backedUp.out).toMatch(/SHA-256 of the contents {2}[0-9a-f]{64}\nIt was read again and is whole\./);

    const fresh = join(folder, 'new', 'yibo.db');
    const dry = run(['restore', 'b.jsonl.gz', '--dry-run'], fresh);
    expect([dry.code, existsSync(fresh)]).toEqual([0, false]);
    expect(dry.out).toContain('Nothing was written (dry run)');
    const restored = run(['restore', 'b.jsonl.gz'], fresh);
    expect(restored.code).toBe(0);
    expect(restored.out).toContain('npx yibo audit');
    expect(await rowsOf(fresh)).toEqual(await rowsOf(file));

    const again = run(['restore', 'b.jsonl.gz'], fresh);
    expect([again.code, again.out]).toEqual([1, '']);
    expect(again.err).toMatch(/^yibo restore: the database at .* is not empty.*Name a new one in DATABASE_URL/);
  });

  test('without a name, the backup goes to var/backups under its time', async () => {
    await filled();
    expect(run(['backup']).code).toBe(0);
    expect(readdirSync(join(folder, 'var/backups')).join()).toMatch(/^yibo-\d{4}-\d\d-\d\d-\d{6}\.jsonl\.gz$/);
    expect(statSync(join(folder, 'var/backups')).mode & 0o777).toBe(0o700);
  });

  test('of a database that is not there, nothing is made', () => {
    const ran = run(['backup', 'none.jsonl.gz']);
    expect([ran.code, ran.err]).toEqual([1, expect.stringMatching(/there is no database at .* Look at DATABASE_URL/)]);
    expect([existsSync(file), existsSync(join(folder, 'none.jsonl.gz'))]).toEqual([false, false]);
  });

  test('a file that is no backup is refused, and no database is made for it', () => {
    writeFileSync(join(folder, 'letter.txt'), 'Dear colleague');
    const ran = run(['restore', 'letter.txt']);
    expect([ran.code, ran.err]).toEqual([1, expect.stringMatching(/letter\.txt is no backup of Yibo: .*\n$/)]);
    expect(existsSync(file)).toBe(false);
  });
});

describe('a process that is ended in the middle', () => {
  /** Many long turns, whose first pages SQLite writes long before the last is read. */
  async function* manyTurns(rows: number): AsyncGenerator<TableChunk> {
    const columns = ['conversation_id', 'revision', 'delivery_id', 'at', 'content_type', 'body', 'state'];
    for (let from = 0; from < rows; from += 1000) {
      const made = Array.from({ length: 1000 }, (_, place) => from + place);
      yield {
        table: 'turn',
        columns,
        rows: made.map((id) => [`c${id}`, 1, `d${id}`, now, 't', 'x'.repeat(3000), '{}']),
      };
    }
  }

  const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

  /**
   * Ends a command as soon as something can be seen of its work; one that was done before that is made undone, and begun
   * again.
   * @returns its exit code and signal
   */
  async function ended(words: readonly string[], signal: NodeJS.Signals, isAtWork: () => boolean, undo: () => void) {
    for (;;) {
      const child = spawn(process.execPath, [yibo, ...words], { env: environment(file), cwd: folder, stdio: 'ignore' });
      const exit = once(child, 'exit');
      onTestFinished(async () => {
        child.kill('SIGKILL');
        await exit;
      });
      await until(() => isAtWork() || child.exitCode !== null);
      child.kill(signal);
      const [code, by] = await exit;
      if (code !== 0) return [code, by];
      undo();
    }
  }

  test('by kill -9, restoring: the database is empty, and can be restored into', async () => {
    const backup = join(folder, 'large.jsonl.gz');
    await writeBackup({ file: backup, chunks: manyTurns(20_000), createdAt: now, migrations });
    // The tables alone are smaller by far: rows have been written, and are not yet to be seen.
    const isAtWork = () => sizeOf(`${file}-wal`) > 8e6;
    expect(await ended(['restore', backup], 'SIGKILL', isAtWork, () => rmSync(file))).toEqual([null, 'SIGKILL']);
    expect(Object.keys(await rowsOf(file))).toEqual([]);
    expect(run(['restore', backup]).code).toBe(0);
    expect((await rowsOf(file)).turn).toHaveLength(20_000);
  });

  test('by Ctrl-C, backing up: neither the backup nor a part of it is left', async () => {
    const large = join(folder, 'large.jsonl.gz');
    if (!existsSync(large)) await writeBackup({ file: large, chunks: manyTurns(20_000), createdAt: now, migrations });
    expect(run(['restore', large]).code).toBe(0);
    const target = join(folder, 'stopped.jsonl.gz');
    const isAtWork = () => existsSync(`${target}.part`);
    expect(await ended(['backup', target], 'SIGINT', isAtWork, () => rmSync(target))).toEqual([1, null]);
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([]);
  });
});

describe('doctor', () => {
  test('ends with 0 and changes nothing where there is only something to look at', async () => {
    const ran = run(['doctor']);
    const failed = ran.out.split('\n').filter((line) => line.startsWith('✗'));
    expect([ran.code, failed]).toEqual([0, []]);
    expect(ran.out).toMatch(/^✓ settings/);
    expect(ran.out).toMatch(/\n! database .*\n/);
    expect(existsSync(file)).toBe(false);
  });

  test('ends with 1 and says all that is wrong, to people and to machines', () => {
    const ran = run(['doctor'], file, { PORT: 'eighty' });
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/^✗ settings [\s\S]*\n {15}· PORT must be a number/);
    expect(ran.out).toMatch(/\n\n1 处要改（✗）：settings；.*\n1 to mend \(✗\): settings; /);
    const json = run(['doctor', '--json'], file, { PORT: 'eighty' });
    expect([json.code, JSON.parse(json.out).ok]).toEqual([1, false]);
  });
});

describe('retention', () => {
  test('as a command counts first, removes then, and shows what it removed', async () => {
    const store = await openStore(`sqlite:${file}`);
    await store.migrate();
    for (const revision of [1, 2]) await store.conversations.commit(turn('call:1', revision, now - 40 * dayMs));
    await store.close();
    const clock = { YIBO_CLOCK: '2016-10-21T10:00:00+08:00' };
    const dry = run(['retention', '--dry-run'], file, clock);
    expect(dry.code).toBe(0);
    expect(dry.out).toMatch(
      /✓ answers \(answers, P1D\): would remove 1 from before 2016-10-20 10:0\d:\d\d\n {2}应答副本/,
    );
    expect(dry.out).toMatch(/conversations, P30D\): would remove 1 /);
    expect(dry.out).toContain('Nothing has been removed so far.');
    const ran = run(['retention'], file, clock);
    expect(ran.out).toMatch(/conversations, P30D\): removed 1 /);
    expect(ran.out).toMatch(
      /Removed last:\n {2}2016-10-21 10:0\d:\d\d {2}conversations {2}1 older than 2016-09-21 10:0\d:\d\d/,
    );
    expect(await rowsOf(file)).not.toHaveProperty('turn');
  });

  test('is kept by the running service itself, by its own clock', async () => {
    const DATABASE_URL = `sqlite:${file}`;
    const before = await startTestService({ DATABASE_URL });
    const call = newCall(before);
    await call.ring();
    await call.press('9');
    await call.staff('no-answer');
    await call.press('2');
    await call.leaveMessage(6);
    expect((await allCases(before.store))[0]?.personId).toMatch(/^\+/);
    await before.close();
    // It was done the day before: after a longer pause a clock is believed only a day later.
    const between = await openStore(DATABASE_URL);
    const dayBefore = Date.parse('2018-12-31T10:00:00+08:00');
    const claim = { name: 'retention', holder: 'test', leaseMs: 1, now: dayBefore, farAt: dayBefore };
    await between.duties.begin(claim);
    await between.duties.end('retention', 'test', { endedAt: dayBefore, dueAt: dayBefore, failures: 0 });
    await between.close();
    const service = await startTestService({ DATABASE_URL, YIBO_CLOCK: '2019-01-01T10:00:00+08:00' });
    onTestFinished(() => service.close());
    const { store } = service;
    await until(async () => (await store.retention.list(10)).length >= 3);
    expect(await store.retention.list(10)).toHaveLength(3);
    expect((await allCases(store)).map(({ personId }) => personId)).toEqual([null]);
    const rules = (await store.retention.list(10)).map(({ rule, cutoff }) => [
      rule,
      new Date(cutoff).toISOString().slice(0, 10),
    ]);
    expect(Object.fromEntries(rules)).toEqual({
      answers: '2018-12-31',
      conversations: '2018-12-02',
      'case-persons': '2017-01-01',
    });
    expect(await everything(store.archive)).not.toHaveProperty('turn');
  });
});
