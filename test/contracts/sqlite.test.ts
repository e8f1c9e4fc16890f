import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sqlite3 from 'sqlite3';
import { test } from 'vitest';
import { openStore } from '../../src/store/open.js';
import { describeForgetful } from './forgetful-contract.js';
import { describePublication } from './publication-contract.js';
import { type Column, type Database, describeStore } from './store-contract.js';

const columnsSql = `
  SELECT m.name AS "table", c.name AS "column" FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
  WHERE m.type = 'table'`;

function columnsIn(file: string): Promise<readonly Column[]> {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY);
    database.all<Column>(columnsSql, (error, rows) => {
      database.close(() => (error ? reject(error) : resolve(rows)));
    });
  });
}

async function create(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'yibo-store-'));
  return {
    open: () => openStore(`sqlite:${join(folder, 'store.db')}`),
    columns: () => columnsIn(join(folder, 'store.db')),
    remove: () => rm(folder, { recursive: true }),
  };
}

test('of several that open a new file at the same moment, none finds it locked', async () => {
  for (let round = 0; round < 8; round++) {
    const fresh = await create();
    const stores = await Promise.all([1, 2, 3, 4].map(() => fresh.open()));
    await Promise.all(stores.map((one) => one.close()));
    await fresh.remove();
  }
});

describeStore('SQLite', create);
describePublication('SQLite', create);
describeForgetful('SQLite', create);
