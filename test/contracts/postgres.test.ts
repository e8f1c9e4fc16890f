import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { describePublication } from './publication-contract.js';
import { type Database, describeStore } from './store-contract.js';

let server: PostgresServer | undefined;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

async function create(): Promise<Database> {
  if (!server) throw new Error('PostgreSQL did not start');
  const { createDatabase, dropDatabase } = server;
  const url = await createDatabase();
  return {
    open: () => openStore(url),
    remove: () => dropDatabase(url),
  };
}

describeStore('PostgreSQL', create);
describePublication('PostgreSQL', create);
