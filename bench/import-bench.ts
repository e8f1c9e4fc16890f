import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installation } from '../src/service/installation.js';
import { writeConsignments } from './made-up-files.js';
import { median } from './median.js';

const command = join(installation().root, 'src/yibo.js');
const bars = { ratio: 0.25, memoryMb: 250 };

/**
 * Imports a million consignments with the `yibo` command and with the `sqlite3` shell, in turn, several rounds: whole
 * processes, from start to end.
 * @returns whether the bars are met
 */
export async function importBench(rows: number, rounds: number): Promise<boolean> {
  if (spawnSync('sqlite3', ['--version']).error) {
    console.log('import: not measured, for there is no sqlite3 to compare with (Debian: apt install sqlite3)\n');
    return false;
  }
  const folder = mkdtempSync(join(tmpdir(), 'yibo-bench-'));
  try {
    const file = join(folder, 'consignments.csv');
    await writeConsignments(file, rows);
    const shell: number[] = [];
    const ours: number[] = [];
    const memory: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const target = emptyFolder(folder);
      shell.push((await measure('sqlite3', [target, `.import --csv ${file} consignments`])).seconds);
      const env = { ...process.env, DATABASE_URL: `sqlite:${emptyFolder(folder)}`, NODE_ENV: '' };
      const { seconds, memoryMb } = await measure(process.execPath, [command, 'import', 'consignments', file], { env });
      ours.push(seconds);
      memory.push(memoryMb);
    }
    return print(rows, rounds, median(shell), median(ours), Math.max(...memory));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Each begins with an empty folder, and with a disk that has nothing left to write. @returns where the database goes */
function emptyFolder(folder: string): string {
  const inside = join(folder, 'database');
  rmSync(inside, { recursive: true, force: true });
  mkdirSync(inside);
  spawnSync('sync');
  return join(inside, 'bench.db');
}

/** Runs a process to its end. @returns how long it took and how much memory it had at most (0 where that is unknown) */
async function measure(program: string, words: string[], options: SpawnOptions = {}) {
  const startedAt = performance.now();
  const child = spawn(program, words, { ...options, stdio: ['ignore', 'ignore', 'inherit'] });
  let memoryMb = 0;
  const watching = setInterval(() => {
    memoryMb = Math.max(memoryMb, peakMemoryMb(child.pid));
  }, 50);
  const [code] = await once(child, 'exit');
  clearInterval(watching);
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return { seconds: (performance.now() - startedAt) / 1000, memoryMb };
}

/** The highest resident memory so far, as Linux knows it. */
function peakMemoryMb(pid: number | undefined): number {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}

function print(rows: number, rounds: number, shell: number, ours: number, memoryMb: number): boolean {
  const rate = (seconds: number) => Math.round(rows / seconds).toLocaleString('en-US');
  const ratio = shell / ours;
  const isMet = ratio >= bars.ratio && memoryMb < bars.memoryMb;
  console.log(`import of ${rows.toLocaleString('en-US')} consignments, median of ${rounds} rounds`);
  console.log(`  sqlite3 .import            ${rate(shell).padStart(10)} rows/s`);
  console.log(
    `  yibo import, all validated ${rate(ours).padStart(10)} rows/s, ratio ${ratio.toFixed(2)} (bar ${bars.ratio}), ` +
      `at most ${memoryMb.toFixed(0)} MB (bar ${bars.memoryMb})  ${isMet ? 'met' : 'NOT met'}\n`,
  );
  return isMet;
}
