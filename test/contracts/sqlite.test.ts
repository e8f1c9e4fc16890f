import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open.js';
import { describePublication } from './publication-contract.js';
import { type Database, describeStore } from './store-contract.js';

async function create(): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'yibo-store-'));
  return {
    open: () => openStore(`sqlite:${join(folder, 'store.db')}`),
    remove: () => rm(folder, { recursive: true }),
  };
}

describeStore('SQLite', create);
describePublication('SQLite', create);
