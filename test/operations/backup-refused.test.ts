import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { inspectDatabase } from '../../src/database/inspect.js';
import type { TableChunk } from '../../src/domain/care/stores.js';
import type { Store } from '../../src/domain/store.js';
import type { BackupRefused } from '../../src/operations/backup/format.js';
import { checkBackup } from '../../src/operations/backup/read.js';
import { refuseTarget } from '../../src/operations/backup/refuse-target.js';
import { writeBackup } from '../../src/operations/backup/write.js';
import { fill, migrations, now, openedStore, temporaryFolder } from './fixtures.js';

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
    ['a file that is not there', 'backup-missing', () => undefined, /is not there\. Look at its name/],
    ['a text', 'backup-foreign', () => writeFileSync(file, 'hello, world'), /not compressed.*`npx yibo backup` wrote/],
    ['an empty file', 'backup-cut-short', () => writeFileSync(file, ''), /cut short.*take another backup/],
    [
      'something else in gzip',
      'backup-foreign',
      () => writeFileSync(file, gzipSync('{"a":1}\n')),
      /does not begin as one/,
    ],
    [
      'a newer format',
      'backup-newer',
      () => forge([JSON.stringify({ ...header, version: 2 }), row]),
      /newer Yibo.*Update/,
    ],
    [
      'no end',
      'backup-cut-short',
      () => writeFileSync(file, gzipSync(`${JSON.stringify(header)}\n${row}\n`)),
      /cut short/,
    ],
    [
      'a line that is no rows',
      'backup-damaged',
      () => forge([JSON.stringify(header), '{"table":"turn"}']),
      /line 2 cannot/,
    ],
    [
      'rows that do not fit their columns',
      'backup-damaged',
      () => forge([JSON.stringify(header), row.replace('[1]', '[1,2]')]),
      /line 2/,
    ],
    [
      'other counts',
      'backup-damaged',
      () => forge([JSON.stringify(header), row], { rows: { turn: 2 } }),
      /1 rows of turn, and says 2/,
    ],
    [
      'a table less',
      'backup-damaged',
      () => forge([JSON.stringify(header), row], { rows: { turn: 1, release: 9 } }),
      /0 rows of release/,
    ],
    [
      'more behind the end',
      'backup-damaged',
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
    expect([code, message]).toEqual(['backup-damaged', expect.stringContaining('checksum does not fit')]);
  });

  test.each<[string, (whole: Buffer) => Buffer]>([
    ['a line of text', () => Buffer.from('and so on\n')],
    ['zeros, as a disk pads', () => Buffer.alloc(512)],
    ['an empty piece of gzip', () => gzipSync('')],
    ['another piece of gzip', () => gzipSync('and so on\n')],
    ['the same backup again', (whole) => whole],
    ['more than is read at once', () => Buffer.alloc(300_000)],
  ])('a whole backup with %s behind it', async (_, made) => {
    // The files are longer than one piece that is read, and end in the middle of one.
    for (const name of ['small', 'large']) {
      if (name === 'large') await store.contents.save('noise', randomBytes(200_000).toString('base64'), 1000);
      file = join(folder, `${name}.jsonl.gz`);
      await write();
      const whole = readFileSync(file);
      writeFileSync(file, Buffer.concat([whole, made(whole)]));
      const { code, message } = await refusal(checkBackup(file));
      expect([code, message], name).toEqual([
        'backup-damaged',
        expect.stringContaining('something stands behind its end'),
      ]);
      writeFileSync(file, whole);
      expect((await checkBackup(file)).footer.sha256, name).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  test('a single byte behind it, which may be the beginning of more', async () => {
    await write();
    appendFileSync(file, 'x');
    expect((await refusal(checkBackup(file))).code).toBe('backup-cut-short');
  });

  test('something that is no file', async () => {
    expect((await refusal(checkBackup(folder))).message).toContain('it is a folder');
    expect((await refusal(checkBackup('/dev/null'))).message).toContain('it is no file that can be read twice');
  });

  test('a file cut short anywhere', async () => {
    await write();
    const whole = readFileSync(file);
    for (let length = whole.length - 1; length > 0; length -= 1 + Math.floor(whole.length / 200)) {
      truncateSync(file, length);
      expect((await refusal(checkBackup(file))).code, `${length} bytes`).toMatch(
        /^backup-(cut-short|foreign|damaged)$/,
      );
    }
  });

  test('a file with any one bit turned over, unless the bit says nothing', async () => {
    const { footer } = await write();
    const whole = readFileSync(file);
    const end = whole.length - 8;
    // In the header of gzip a time, a level and a system; before its checksum what fills up the last byte.
    const meaningless = [4, 5, 6, 7, 8, 9, end - 1];
    const silent: number[] = [];
    for (let place = 0; place < whole.length; place += place < 64 || place > end - 64 ? 1 : 7) {
      const flipped = Buffer.from(whole);
      flipped.writeUInt8(whole.readUInt8(place) ^ (1 << (place % 8)), place);
      writeFileSync(file, flipped);
      const outcome = await checkBackup(file).then(
        (backup) => backup.footer.sha256,
        (error: BackupRefused) => error.code,
      );
      if (meaningless.includes(place)) {
        if (place !== end - 1) expect(outcome).toBe(footer.sha256);
      } else if (outcome === footer.sha256) silent.push(place);
      else expect(outcome, `byte ${place}`).toMatch(/^backup-(damaged|foreign|cut-short)$/);
    }
    // A bit of a table of codes may say nothing, too: what is read is the same to the last byte, as its sum says.
    expect(silent.length).toBeLessThanOrEqual(2);
  });
});

describe('a database is refused, before anything is written,', () => {
  const header = { format: 'yibo-backup' as const, version: 1, createdAt: '', migrations };
  const looked = () => inspectDatabase(`sqlite:${join(folder, 'target.db')}`);

  test.each<[string, object, string, RegExp]>([
    ['when it has rows', { isEmpty: false }, 'target-not-empty', /not empty.*Name a new one in DATABASE_URL/],
    [
      'when it has rows, on a server',
      { isEmpty: false, file: null },
      'target-not-empty',
      /not empty.*Make a new one on the server \(CREATE DATABASE .*name that in DATABASE_URL/,
    ],
    ['when it cannot be written to', { readOnly: 'it is a standby.' }, 'target-misfit', /: it is a standby\./],
    ['when it is of another version', { misfit: 'no.' }, 'target-misfit', /no\./],
    [
      'when the backup is older',
      { pending: [...migrations, '9999-more.sql'] },
      'backup-older',
      /before 9999-more\.sql.*version that wrote it/,
    ],
    ['when the backup is newer', { pending: migrations.slice(0, -1) }, 'backup-newer', /which has .*Update this one/],
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
