import type { Command } from 'commander';
import { sealReleases } from '../disclosure/sealing/seal-releases.js';
import { unsealedIn } from '../disclosure/sealing/unsealed.js';
import type { Store } from '../domain/store.js';
import { loadDatasets } from '../schemas/schema.js';
import { newSalt } from '../service/entropy.js';
import { installation } from '../service/installation.js';
import { progressLine } from './progress-line.js';
import { withStore } from './with-store.js';

/** Adds `yibo seal`. Exit: 0 all is sealed, 1 refused. */
export function addSealCommand(program: Command): void {
  program
    .command('seal')
    .description('compute the public roots of releases that have none yet; a running service does so by itself')
    .option('--json', 'for machines')
    .action(async ({ json }: { json?: boolean }) => {
      process.exitCode = await withStore('seal', (store) => seal(store, json === true), { mustExist: true });
    });
}

async function seal(store: Store, json: boolean): Promise<number> {
  const before = await unsealedIn(store);
  await sealAll(store);
  const last = await store.publicSeals.last();
  const done = { releases: before.releases, rows: before.rows, position: last?.position ?? 0, seal: last?.seal ?? '' };
  process.stdout.write(json ? `${JSON.stringify(done)}\n` : worded(done));
  return 0;
}

/** Seals all that is not sealed yet, and shows how far it is. */
export async function sealAll(store: Store): Promise<void> {
  const { rows } = await unsealedIn(store);
  if (rows === 0) return;
  const progress = progressLine('sealing', process.stderr);
  let done = 0;
  const onProgress = (more: number): void => {
    done += more;
    progress.show({ rows: done, share: done / rows });
  };
  const datasets = loadDatasets(installation().data);
  await sealReleases({ store, datasets, salt: newSalt, onProgress }).finally(progress.end);
}

function worded({
  releases,
  rows,
  position,
  seal,
}: {
  releases: number;
  rows: number;
  position: number;
  seal: string;
}): string {
  if (position === 0) return 'Nothing has been published yet.\n';
  const what =
    releases === 0 ? 'All was sealed before' : `Sealed ${releases} releases, ${rows.toLocaleString('en-US')} rows`;
  return `${what}; up to number ${position} of the chain.\nIts public seal is ${seal}\nNote it where nobody here can change it, or publish it: docs/verify-chain.py recomputes it from what is public.\n`;
}
