import { afterEach, beforeEach } from 'vitest';
import type { Forgetful } from '../../src/domain/care/forgetful.js';
import type { Store } from '../../src/domain/store.js';
import type { Database } from './store-contract.js';

/** Gives each test of a suite a new database with a store that is open, and takes both away after it. */
export function eachWithNewStore(
  create: () => Promise<Database>,
  begin: (store: Store, database: Database) => void,
): void {
  let database: Database;
  let store: Store;
  beforeEach(async () => {
    database = await create();
    store = await database.open();
    await store.migrate();
    begin(store, database);
  });
  afterEach(async () => {
    await store.close();
    await database.remove();
  });
}

/** Finds who keeps one kind of data about persons. */
export function keeperOf(store: Store, kind: string): Forgetful {
  const found = store.forgetful.find((one) => one.kind === kind);
  if (!found) throw new Error(`nobody keeps ${kind}`);
  return found;
}
