import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { tables } from '../../src/database/tables.js';
import type { TableChunk } from '../../src/domain/care/stores.js';
import type { Store } from '../../src/domain/store.js';
import type { BackupRefused } from '../../src/operations/backup/format.js';
import { BackupReader } from '../../src/operations/backup/read.js';
import { writeBackup } from '../../src/operations/backup/write.js';
import { everything, fill, migrations, now, openedStore, temporaryFolder, turn } from './fixtures.js';

let folder: string;
let file: string;
let store: Store;
beforeEach(async () => {
  folder = temporaryFolder();
  file = join(folder, 'backup.jsonl.gz');
  store = await openedStore(join(folder, 'yibo.db'));
  await fill(store);
});

function write(chunks: AsyncIterable<TableChunk> = store.archive.dump()) {
  return writeBackup({ file, chunks, createdAt: now, migrations });
}

async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = (await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )) as BackupRefused | null;
  return { code: error?.code ?? 'none', message: error?.message ?? '' };
}

describe('a backup', () => {
  test('restored into a new database holds every row of every table', async () => {
    const { footer } = await write();
    const restored = await openedStore(join(folder, 'restored.db'));
    await restored.archive.load(new BackupReader(file).chunks());
    const before = await everything(store.archive);
    expect(await everything(restored.archive)).toEqual(before);
    // A table that the fixtures leave empty would not be tested here.
    expect(Object.keys(before)).toEqual(Object.keys(tables));
    expect(footer.rows).toEqual(
      Object.fromEntries(Object.entries(before).map(([table, rows]) => [table, rows.length])),
    );
  });

  test('is for its owner only, and stands under its name when it is whole', async () => {
    await write();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.jsonl.gz']);
  });

  test('says what it is in its first line, and seals every line before its last', async () => {
    await write();
    const lines = gunzipSync(readFileSync(file)).toString('utf8').trimEnd().split('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      format: 'yibo-backup',
      version: 1,
      createdAt: '2016-10-21T02:00:00.000Z',
      migrations,
    });
    const sealed = lines.slice(0, -1).map((line) => `${line}\n`);
    const sha256 = createHash('sha256').update(sealed.join('')).digest('hex');
    expect(JSON.parse(lines.at(-1) ?? '').sha256).toBe(sha256);
  });

  test('made while turns are committed is of one moment: no case without its turn', async () => {
    let n = 100;
    async function* meanwhile() {
      for await (const chunk of store.archive.dump()) {
        yield chunk;
        for (const end = n + 5; n < end; n++) await store.conversations.commit(turn(`call:${n}`, 1, now, true));
      }
    }
    const { footer } = await write(meanwhile());
    expect(n).toBeGreaterThan(120);
    // Turns were read before the first of these, cases after many of them.
    expect(footer.rows).toMatchObject({ turn: 3, case_file: 1 });
    expect((await everything(store.archive)).case_file?.length).toBe(1 + n - 100);
  });

  test('writes long rows in lines of about a megabyte', async () => {
    const text = 'x'.repeat(400_000);
    async function* long() {
      yield { table: 'content_version', columns: ['version', 'files'], rows: [1, 2, 3, 4, 5].map((n) => [n, text]) };
    }
    const { footer } = await write(long());
    const lines = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
    expect(lines.slice(1, -2).map((line) => JSON.parse(line).rows.length)).toEqual([3, 2]);
    expect(footer.rows).toEqual({ content_version: 5 });
  });

  test('overwrites nothing, neither a file that is there nor one that comes meanwhile', async () => {
    writeFileSync(file, 'precious');
    expect(await refusal(write())).toMatchObject({
      code: 'backup-exists',
      message: expect.stringContaining('another name'),
    });
    expect(readFileSync(file, 'utf8')).toBe('precious');

    const late = join(folder, 'late.jsonl.gz');
    async function* meanwhile() {
      yield* store.archive.dump();
      writeFileSync(late, 'precious too');
    }
    const plan = { file: late, chunks: meanwhile(), createdAt: now, migrations };
    expect((await refusal(writeBackup(plan))).code).toBe('backup-exists');
    expect(readFileSync(late, 'utf8')).toBe('precious too');
    expect(existsSync(`${late}.part`)).toBe(false);
  });

  test('does not touch the unfinished file of another backup', async () => {
    writeFileSync(`${file}.part`, 'half');
    expect(await refusal(write())).toMatchObject({
      code: 'backup-exists',
      message: expect.stringContaining('delete it'),
    });
    expect(readFileSync(`${file}.part`, 'utf8')).toBe('half');
  });

  test('that is broken off, or fails, leaves nothing', async () => {
    const breakOff = new AbortController();
    async function* stopped() {
      for await (const chunk of store.archive.dump()) {
        yield chunk;
        breakOff.abort();
      }
    }
    const plan = { file, createdAt: now, migrations };
    await expect(writeBackup({ ...plan, chunks: stopped(), signal: breakOff.signal })).rejects.toThrow();
    async function* failing() {
      yield* store.archive.dump();
      throw new Error('the database went away');
    }
    await expect(writeBackup({ ...plan, chunks: failing() })).rejects.toThrow('the database went away');
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual([]);
  });
});
