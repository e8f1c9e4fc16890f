import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/domain/store.js';
import { openStore } from '../../src/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';

/** Two openings of one database: two processes, as far as it can tell. */
export interface TwoOpenings {
  store: Store;
  other: Store;
}

/** Runs the same tests on both databases. */
export function onEachDatabase(tests: (db: TwoOpenings) => void): void {
  describe('on SQLite', () => {
    const folder = mkdtempSync(join(tmpdir(), 'yibo-duties-'));
    let databases = 0;
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
    tests(opened(async () => `sqlite:${join(folder, `${++databases}.db`)}`));
  });
  describe('on PostgreSQL', () => {
    let server: PostgresServer;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server.stop());
    tests(opened(() => server.createDatabase()));
  });
}

function opened(create: () => Promise<string>): TwoOpenings {
  const db = {} as TwoOpenings;
  beforeEach(async () => {
    const url = await create();
    db.store = await openStore(url);
    await db.store.migrate();
    db.other = await openStore(url);
  });
  afterEach(async () => {
    await db.store.close();
    await db.other.close();
  });
  return db;
}
