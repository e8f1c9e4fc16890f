import type { Command } from 'commander';
import { expireRecords } from '../disclosure/publishing/expire-records.js';
import { loadPublicationTerms } from '../disclosure/publishing/publication-terms.js';
import type { Store } from '../domain/store.js';
import { loadDatasets } from '../schemas/schema.js';
import { loadConfig } from '../service/config.js';
import { installation } from '../service/installation.js';
import { shownTime, UsageError, withStore } from './with-store.js';

interface ExpireFlags {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly withClock?: boolean;
}

/** Adds `yibo expire`: what the service does by itself every hour, by hand. Exit: 0 shown or done, 1 refused, 2 wrong usage. */
export function addExpireCommand(program: Command): void {
  program
    .command('expire')
    .description(
      'show the records whose term of publication (公示期限, data/publication.yaml) is over; with --yes, end their publication',
    )
    .option('--yes', 'end it, which cannot be undone: an expired record is public again only by a correction')
    .option('--dry-run', 'only show, as without --yes')
    .option('--with-clock', 'end it by the clock that YIBO_CLOCK sets')
    .action(async (flags: ExpireFlags) => {
      process.exitCode = await withStore('expire', (store, now) => expire(store, now(), flags), { mustExist: true });
    });
}

async function expire(store: Store, now: number, { yes, dryRun, withClock }: ExpireFlags): Promise<number> {
  if (yes && dryRun) throw new UsageError('--yes ends what --dry-run only shows. Give one of them.');
  const isDone = yes === true;
  if (isDone) await refuseDoubtful(store, now, withClock === true);
  const { data } = installation();
  const datasets = loadDatasets(data);
  const terms = loadPublicationTerms(datasets, data);
  let count = 0;
  for await (const { rule, ids } of expireRecords({ store, datasets, terms, now, dryRun: !isDone })) {
    count += ids.length;
    for (const id of ids) process.stdout.write(`${rule.dataset} "${id}": ${rule.reason} (${rule.id})\n`);
  }
  const by = `by the clock, which says ${shownTime(now)}`;
  if (isDone) process.stdout.write(`${count} expired ${by}\n`);
  else {
    const next = count > 0 ? ': npx yibo expire --yes ends their publication' : '';
    process.stdout.write(`${count} would expire ${by}; nothing was changed${next}\n`);
  }
  return 0;
}

/** Ending publication cannot be undone: a clock that was set for trying things out must not do it in passing. */
async function refuseDoubtful(store: Store, now: number, withClock: boolean): Promise<void> {
  if (loadConfig(process.env).clockStartsAt !== null && !withClock) {
    throw new UsageError(
      'YIBO_CLOCK sets another time than the real one, and what is ended stays ended. Unset it, or say --with-clock.',
    );
  }
  const publishedAt = (await store.publications.last())?.publishedAt ?? now;
  if (publishedAt > now) {
    throw new UsageError(
      `the newest release is of ${shownTime(publishedAt)}, and the clock says ${shownTime(now)}. Set the clock of this machine.`,
    );
  }
}
