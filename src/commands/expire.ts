import type { Command } from 'commander';
import { expireRecords } from '../disclosure/publishing/expire-records.js';
import { loadPublicationTerms } from '../disclosure/publishing/publication-terms.js';
import type { Store } from '../domain/store.js';
import { loadDatasets } from '../schemas/schema.js';
import { installation } from '../service/installation.js';
import { withStore } from './with-store.js';

/** Adds `yibo expire`: what the service does by itself every hour. */
export function addExpireCommand(program: Command): void {
  program
    .command('expire')
    .description('end the publication of records whose term (公示期限, data/publication.yaml) is over')
    .option('--dry-run', 'show what would end; change nothing')
    .action(async ({ dryRun = false }: { dryRun?: boolean }) => {
      const work = (store: Store, now: () => number) => expire(store, now(), dryRun);
      process.exitCode = await withStore('expire', work, { mustExist: true });
    });
}

async function expire(store: Store, now: number, dryRun: boolean): Promise<number> {
  const datasets = loadDatasets(installation().data);
  const terms = loadPublicationTerms(datasets, installation().data);
  let count = 0;
  for await (const { rule, ids } of expireRecords({ store, datasets, terms, now, dryRun })) {
    count += ids.length;
    for (const id of ids) process.stdout.write(`${rule.dataset} "${id}": ${rule.reason} (${rule.id})\n`);
  }
  process.stdout.write(`${count} ${dryRun ? 'would expire; nothing was changed' : 'expired'}\n`);
  return 0;
}
