import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { fill, temporaryFolder } from './fixtures.js';

const yibo = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = temporaryFolder();
  const store = await openStore(`sqlite:${join(folder, 'yibo.db')}`);
  await store.migrate();
  await fill(store);
  await store.close();
});

/**
 * A disk that does not keep what it is given: as soon as the unfinished backup has been written and closed, it is
 * changed, before anybody reads it. Loaded into the process before `yibo` is.
 * @param change statements of JavaScript, with `fs`, and `part`, the path of the unfinished backup
 */
function diskThat(change: string): string {
  const code = `
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const make = fs.createWriteStream;
    fs.createWriteStream = (part, options) => make(part, options).once('close', () => { ${change} });
    syncBuiltinESMExports();`;
  return `--import data:text/javascript,${encodeURIComponent(code)}`;
}

function backup(file: string, NODE_OPTIONS = '') {
  const env = { ...process.env, NODE_ENV: '', NODE_OPTIONS, DATABASE_URL: `sqlite:${join(folder, 'yibo.db')}` };
  const { status, stdout, stderr } = spawnSync(process.execPath, [yibo, 'backup', file], {
    ...{ env, encoding: 'utf8', cwd: folder },
  });
  return { code: status, out: stdout, err: stderr };
}

const backups = () => readdirSync(folder).filter((name) => name.includes('.gz'));

describe('a backup is read again, and is none when the disk', () => {
  test.each([
    ['turned a byte over', "const fd = fs.openSync(part, 'r+'); fs.writeSync(fd, Buffer.from([0x55]), 0, 1, 200)"],
    ['lost the end', 'fs.truncateSync(part, fs.statSync(part).size - 100)'],
    ['lost all of it', 'fs.truncateSync(part, 0)'],
    ['added a sector of zeros', 'fs.appendFileSync(part, Buffer.alloc(512))'],
    ['gives back another backup, which is whole', "fs.copyFileSync('other.jsonl.gz', part)"],
  ])('%s', async (_, change) => {
    expect(backup('other.jsonl.gz').code).toBe(0);
    const store = await openStore(`sqlite:${join(folder, 'yibo.db')}`);
    await store.cases.nextNumber('20161022');
    await store.close();

    const ran = backup('b.jsonl.gz', diskThat(change));
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toBe(
      'yibo backup: the disk does not give back what was written to b.jsonl.gz.part. It was removed: look at the disk, and write the backup to another one.\n',
    );
    expect(backups()).toEqual(['other.jsonl.gz']);
  });

  test('keeps it, it is one: the stand-in changes nothing by itself', () => {
    expect(backup('b.jsonl.gz', diskThat("fs.copyFileSync(part, 'seen.gz')"))).toMatchObject({ code: 0, err: '' });
    expect(existsSync(join(folder, 'seen.gz'))).toBe(true);
    expect(backups().sort()).toEqual(['b.jsonl.gz', 'seen.gz']);
  });
});

test('a backup that cannot grow says so, with its name, and leaves nothing', async () => {
  const store = await openStore(`sqlite:${join(folder, 'yibo.db')}`);
  const noise = Array.from({ length: 200_000 }, (_, n) => Math.sin(n).toString(36)).join('');
  await store.contents.save('noise', noise, 1000);
  await store.close();
  copyFileSync(join(folder, 'yibo.db'), join(folder, 'copy.db'));
  const env = { ...process.env, NODE_ENV: '', DATABASE_URL: `sqlite:${join(folder, 'copy.db')}` };
  const words = ['-c', 'ulimit -f 64; exec "$0" "$@"', process.execPath, yibo, 'backup', 'b.jsonl.gz'];
  const ran = spawnSync('bash', words, { env, encoding: 'utf8', cwd: folder });
  expect([ran.status, ran.stdout]).toEqual([1, '']);
  expect(ran.stderr).toMatch(/^yibo backup: b\.jsonl\.gz became larger than a file may be here\. .* \[EFBIG\]\n$/);
  expect(backups()).toEqual([]);
});
