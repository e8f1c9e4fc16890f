import pg from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { type PostgresServer, startPostgres } from '../postgres-server.js';
import { describeForgetful } from './forgetful-contract.js';
import { describePublication } from './publication-contract.js';
import { type Column, type Database, describeStore } from './store-contract.js';

let server: PostgresServer | undefined;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server?.stop());

const columnsSql = `
  SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
  WHERE table_schema = current_schema()`;

async function columnsIn(url: string): Promise<readonly Column[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<Column>(columnsSql);
  await client.end();
  return rows;
}

async function create(): Promise<Database> {
  if (!server) throw new Error('PostgreSQL did not start');
  const { createDatabase, dropDatabase } = server;
  const url = await createDatabase();
  return {
    open: () => openStore(url),
    columns: () => columnsIn(url),
    remove: () => dropDatabase(url),
  };
}

describeStore('PostgreSQL', create);
describePublication('PostgreSQL', create);
describeForgetful('PostgreSQL', create);
