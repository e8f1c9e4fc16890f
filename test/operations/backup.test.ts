import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Store, TableChunk } from '../../src/domain/ports.js';
import type { BackupRefused } from '../../src/operations/backup/format.js';
import { BackupReader, checkBackup } from '../../src/operations/backup/read.js';
import { refuseTarget } from '../../src/operations/backup/refuse-target.js';
import { writeBackup } from '../../src/operations/backup/write.js';
import { inspectDatabase } from '../../src/store/inspect.js';
import { tables } from '../../src/store/tables.js';
import { everything, fill, now, openedStore, temporaryFolder, turn } from './fixtures.js';

const migrations = ['0001-first.sql', '0002-publication.sql', '0003-retention.sql'];

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
    expect(await refusal(write())).toMatchObject({ code: 'exists', message: expect.stringContaining('another name') });
    expect(readFileSync(file, 'utf8')).toBe('precious');

    const late = join(folder, 'late.jsonl.gz');
    async function* meanwhile() {
      yield* store.archive.dump();
      writeFileSync(late, 'precious too');
    }
    const plan = { file: late, chunks: meanwhile(), createdAt: now, migrations };
    expect((await refusal(writeBackup(plan))).code).toBe('exists');
    expect(readFileSync(late, 'utf8')).toBe('precious too');
    expect(existsSync(`${late}.part`)).toBe(false);
  });

  test('does not touch the unfinished file of another backup', async () => {
    writeFileSync(`${file}.part`, 'half');
    expect(await refusal(write())).toMatchObject({ code: 'exists', message: expect.stringContaining('delete it') });
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

describe('refused, with what to do:', () => {
  /** Packs lines as a backup does, with a seal that fits them. */
  function forge(lines: readonly string[], change: { rows?: Record<string, number>; behind?: string } = {}): void {
    const text = lines.map((line) => `${line}\n`).join('');
    const sha256 = createHash('sha256').update(text).digest('hex');
    const end = `${JSON.stringify({ rows: change.rows ?? { turn: 1 }, sha256 })}\n`;
    writeFileSync(file, gzipSync(text + end + (change.behind ?? '')));
  }
  const header = { format: 'yibo-backup', version: 1, createdAt: '2016-10-21T02:00:00.000Z', migrations };
  const row = '{"table":"turn","columns":["at"],"rows":[[1]]}';

  test('the forger itself makes good backups', async () => {
    forge([JSON.stringify(header), row]);
    expect((await checkBackup(file)).footer.rows).toEqual({ turn: 1 });
  });

  test.each<[string, string, () => void, RegExp]>([
    ['a file that is not there', 'missing', () => undefined, /is not there\. Look at its name/],
    ['a text', 'foreign', () => writeFileSync(file, 'hello, world'), /not compressed.*`npx yibo backup` wrote/],
    ['an empty file', 'cut-short', () => writeFileSync(file, ''), /cut short.*take another backup/],
    ['something else in gzip', 'foreign', () => writeFileSync(file, gzipSync('{"a":1}\n')), /does not begin as one/],
    ['a newer format', 'newer', () => forge([JSON.stringify({ ...header, version: 2 }), row]), /newer Yibo.*Update/],
    ['no end', 'cut-short', () => writeFileSync(file, gzipSync(`${JSON.stringify(header)}\n${row}\n`)), /cut short/],
    ['a line that is no rows', 'damaged', () => forge([JSON.stringify(header), '{"table":"turn"}']), /line 2 cannot/],
    [
      'rows that do not fit their columns',
      'damaged',
      () => forge([JSON.stringify(header), row.replace('[1]', '[1,2]')]),
      /line 2/,
    ],
    [
      'other counts',
      'damaged',
      () => forge([JSON.stringify(header), row], { rows: { turn: 2 } }),
      /1 rows of turn, and says 2/,
    ],
    [
      'a table less',
      'damaged',
      () => forge([JSON.stringify(header), row], { rows: { turn: 1, release: 9 } }),
      /0 rows of release/,
    ],
    [
      'more behind the end',
      'damaged',
      () => forge([JSON.stringify(header), row], { behind: `${row}\n` }),
      /behind its end/,
    ],
  ])('%s', async (_, code, make, words) => {
    make();
    const refused = await refusal(checkBackup(file));
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(words);
  });

  test('a changed line whose compression is sound, by the seal', async () => {
    await write();
    const text = gunzipSync(readFileSync(file)).toString('utf8');
    writeFileSync(file, gzipSync(text.replace('+8613800000000', '+8613800000001')));
    const { code, message } = await refusal(checkBackup(file));
    expect([code, message]).toEqual(['damaged', expect.stringContaining('checksum does not fit')]);
  });

  test('a file cut short anywhere', async () => {
    await write();
    const whole = readFileSync(file);
    for (let length = whole.length - 1; length > 0; length -= 1 + Math.floor(whole.length / 200)) {
      truncateSync(file, length);
      expect((await refusal(checkBackup(file))).code, `${length} bytes`).toMatch(/^(cut-short|foreign|damaged)$/);
    }
  });

  test('a file with any one bit turned over, unless the bit says nothing', async () => {
    const { footer } = await write();
    const whole = readFileSync(file);
    const end = whole.length - 8;
    // In the header of gzip a time, a level and a system; before its checksum what fills up the last byte.
    const meaningless = [4, 5, 6, 7, 8, 9, end - 1];
    for (let place = 0; place < whole.length; place += place < 64 || place > end - 64 ? 1 : 7) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(whole.readUInt8(place) ^ (1 << (place % 8)), place);
      writeFileSync(file, flipped);
      const outcome = await checkBackup(file).then(
        (backup) => backup.footer.sha256,
        (error: BackupRefused) => error.code,
      );
      if (!meaningless.includes(place)) expect(outcome, `byte ${place}`).toMatch(/^(damaged|foreign|cut-short)$/);
      else if (place !== end - 1) expect(outcome).toBe(footer.sha256);
    }
  });
});

describe('a database is refused, before anything is written,', () => {
  const header = { format: 'yibo-backup' as const, version: 1, createdAt: '', migrations };
  const looked = () => inspectDatabase(`sqlite:${join(folder, 'target.db')}`);

  test.each<[string, object, string, RegExp]>([
    ['when it has rows', { isEmpty: false }, 'exists', /not empty.*Name a new one in DATABASE_URL/],
    ['when it is of another version', { misfit: 'no.' }, 'misfit', /no\./],
    [
      'when the backup is older',
      { pending: [...migrations, '0004-more.sql'] },
      'older',
      /before 0004-more\.sql.*version that wrote it/,
    ],
    ['when the backup is newer', { pending: migrations.slice(0, 2) }, 'newer', /which has 0003-retention\.sql.*Update/],
  ])('%s', async (_, change, code, words) => {
    const target = { ...(await looked()), ...change };
    const refused = await refusal((async () => refuseTarget('b.gz', header, target))());
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(words);
  });

  test('but not one that is not there yet, and looking does not make it', async () => {
    const target = await looked();
    expect(target).toMatchObject({ exists: false, isEmpty: true, pending: migrations });
    refuseTarget('b.gz', header, target);
    expect(existsSync(join(folder, 'target.db'))).toBe(false);
  });
});
