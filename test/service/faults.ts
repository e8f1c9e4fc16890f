import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import sqlite3 from 'sqlite3';
import type { PostgresServer } from '../postgres-server.js';

/** A database that something can befall while it is served from, and that comes back from it. */
export interface Fault {
  readonly databaseUrl: string;
  begin(): Promise<void>;
  end(): Promise<void>;
  /** Leaves nothing of it. */
  remove(): Promise<void>;
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'yibo-fault-'));

/** Somebody holds the write lock of a SQLite file, as a forgotten `sqlite3` at a terminal does. */
export async function lockedSqlite(): Promise<Fault> {
  const folder = newFolder();
  const file = join(folder, 'yibo.db');
  let holder: sqlite3.Database | null = null;
  const run = (sql: string) =>
    new Promise<void>((resolve, reject) => holder?.exec(sql, (error) => (error ? reject(error) : resolve())));
  return {
    databaseUrl: `sqlite:${file}`,
    async begin() {
      holder = new sqlite3.Database(file);
      holder.configure('busyTimeout', 5_000);
      await run('BEGIN IMMEDIATE');
    },
    async end() {
      await run('ROLLBACK');
      await new Promise((resolve) => holder?.close(resolve));
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

const parts = ['', '-wal', '-shm'];

/** Somebody moves the file away and, later, back. */
export async function movedSqlite(which: readonly string[] = parts): Promise<Fault> {
  const folder = newFolder();
  const file = join(folder, 'yibo.db');
  return {
    databaseUrl: `sqlite:${file}`,
    async begin() {
      for (const part of which) renameSync(`${file}${part}`, `${file}${part}.away`);
    },
    async end() {
      for (const part of which) renameSync(`${file}${part}.away`, `${file}${part}`);
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A disk that something else fills to the last byte: a small one of memory; where this user may mount none, a file that may not grow. */
export async function fullDisk(): Promise<Fault> {
  const folder = newFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return noGrowth();
  }
  const filler = join(folder, 'filler');
  return {
    databaseUrl: `sqlite:${join(folder, 'yibo.db')}`,
    async begin() {
      fill(filler);
    },
    end: async () => rmSync(filler),
    async remove() {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Writes until there is no room. */
function fill(file: string): void {
  for (const bytes of [1 << 20, 1 << 14, 1 << 10, 1]) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(bytes, 1), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
  }
}

/** No file of this process may grow beyond the log of its SQLite database, as under `ulimit -f`. */
export async function noGrowth(): Promise<Fault> {
  const folder = newFolder();
  const file = join(folder, 'yibo.db');
  const limit = (bytes: string) => execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes}:`]);
  return {
    databaseUrl: `sqlite:${file}`,
    begin: async () => void limit(String(statSync(`${file}-wal`).size)),
    end: async () => void limit('unlimited'),
    async remove() {
      limit('unlimited');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Somebody holds every table of a PostgreSQL database, as a forgotten migration does. */
export async function lockedPostgres(server: PostgresServer): Promise<Fault> {
  const databaseUrl = await server.createDatabase();
  let holder: pg.Client | null = null;
  return {
    databaseUrl,
    async begin() {
      holder = new pg.Client(databaseUrl);
      holder.on('error', () => undefined);
      await holder.connect();
      const { rows } = await holder.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
      await holder.query(`BEGIN; LOCK TABLE ${rows.map(({ tablename }) => tablename).join(', ')}`);
    },
    end: async () => holder?.end(),
    remove: () => server.dropDatabase(databaseUrl),
  };
}

/** The server is stopped, and started again. */
export async function stoppedPostgres(server: PostgresServer): Promise<Fault> {
  const databaseUrl = await server.createDatabase();
  return {
    databaseUrl,
    begin: () => server.halt(),
    end: () => server.goOn(),
    remove: () => server.dropDatabase(databaseUrl),
  };
}
