import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/store/open.js';
import { describeStore } from './store-contract.js';

describeStore('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yibo-store-'));
  return {
    open: () => openStore(`sqlite:${join(folder, 'store.db')}`),
    remove: () => rm(folder, { recursive: true }),
  };
});
