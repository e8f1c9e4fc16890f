import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { importFile } from '../../src/importing/import-file.js';
import { openStore } from '../../src/store/open.js';
import { Room } from '../../src/store/sqlite/room.js';
import { outcome } from '../contracts/postgres-fixtures.js';
import { dataset, terms } from './fixtures.js';

const disk = (total: number, free: number) => async () => ({ bsize: 1000, blocks: total / 1000, bavail: free / 1000 });

test.each([
  ['a large disk with room', 500e9, 101e6, 0, true],
  ['a large disk that has less than callers need', 500e9, 99e6, 0, false],
  ['a file that does not fit beside what callers need', 500e9, 1e9, 0.95e9, false],
  ['a file that fits', 500e9, 1e9, 0.8e9, true],
  ['a small disk, of which a quarter is left to callers', 100e6, 26e6, 0, true],
  ['a small disk with less', 100e6, 24e6, 0, false],
])('%s', async (_, total, free, bytes, isRoom) => {
  const asked = new Room('/srv/yibo.db', disk(total, free)).require(bytes);
  if (isRoom) await asked;
  else
    await expect(asked).rejects.toThrow(/are free at \/srv.* must be left for callers\. Nothing is public; make room/);
});

const diskBytes = 40e6;
/** A folder that is told of as a disk of its own, which holds so much and what the folder holds already. */
const toldOf = vi.hoisted(() => ({ folder: null as string | null }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const statfs = (path: string) => {
    if (toldOf.folder === null || !path.startsWith(toldOf.folder)) return real.statfs(path);
    const held = readdirSync(toldOf.folder).map((name) => statSync(join(`${toldOf.folder}`, name)).size);
    const free = diskBytes - held.reduce((sum, one) => sum + one, 0);
    return disk(diskBytes, free)();
  };
  return { ...real, statfs };
});

interface SmallDisk {
  readonly name: string;
  readonly folder: string;
  end(): void;
}

/** Disks of 40 MB: one that is told of, and where this user may mount one, a true one. */
function smallDisks(): readonly SmallDisk[] {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'yibo-room-')));
  const [told = '', mounted = ''] = folders;
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', mounted]).status === 0;
  const remove = (folder: string) => rmSync(folder, { recursive: true, force: true });
  const end = (): void => {
    execFileSync('umount', [mounted]);
    remove(mounted);
  };
  if (!isMounted) remove(mounted);
  return [
    { name: 'a disk that is told of', folder: told, end: () => remove(told) },
    ...(isMounted ? [{ name: 'a disk of its own', folder: mounted, end }] : []),
  ];
}

function vehicles(rows: number): string {
  const heading = 'vin,sticker_code,brand_model,inspected_at,result';
  const row = (n: number) =>
    `${String(n).padStart(17, 'A')},${String(n).padStart(6, '0')},${'宾利慕尚'.repeat(8)},2016-08-12,合格`;
  return `${heading}\n${Array.from({ length: rows }, (_, n) => row(n)).join('\n')}\n`;
}

test.each(smallDisks())(
  'an import that runs out of room leaves nothing of itself, gives its log back, and callers go on: $name',
  async ({ name, folder, end }) => {
    toldOf.folder = name === 'a disk that is told of' ? folder : null;
    onTestFinished(end);
    const file = join(tmpdir(), `yibo-room-${process.pid}.csv`);
    onTestFinished(() => rmSync(file));
    writeFileSync(file, vehicles(120_000));
    const database = join(folder, 'yibo.db');
    const store = await openStore(`sqlite:${database}`);
    onTestFinished(() => store.close());
    await store.migrate();
    const request = { dataset: dataset('vehicles'), file, store: store.publications, terms, now: () => 1 };
    await expect(importFile(request)).rejects.toThrow(/must be left for callers/);
    expect(await store.publications.list({ limit: 10 })).toEqual([]);
    expect(statSync(`${database}-wal`).size).toBe(0);
    expect(await store.conversations.commit(outcome('call:1', 1, 'a'))).toBe('committed');
  },
);
