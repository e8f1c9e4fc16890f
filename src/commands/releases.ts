import { type Command, Option } from 'commander';
import { discardDraft } from '../disclosure/publishing/discard-draft.js';
import { publishDraft } from '../disclosure/publishing/publish-draft.js';
import type { Release, ReleaseState } from '../domain/disclosure/release.js';
import type { Store } from '../domain/store.js';
import { loadDatasets } from '../schemas/schema.js';
import { installation } from '../service/installation.js';
import { operator } from './given-text.js';
import { datasetNamed, releaseNamed, shownTime, table, UsageError, withStore } from './with-store.js';

interface ListFlags {
  readonly dataset?: string;
  readonly state?: ReleaseState;
  readonly limit: string;
}

/** Adds `yibo releases`: what was published, and what waits. */
export function addReleasesCommand(program: Command): void {
  program
    .command('releases')
    .description('list releases (发布批次), the newest first')
    .option('--dataset <name>', 'only of this dataset')
    .addOption(
      new Option('--state <state>', 'only in this state').choices(['draft', 'approved', 'published', 'discarded']),
    )
    .option('--limit <n>', 'how many', '20')
    .action(async (flags: ListFlags) => {
      process.exitCode = await withStore('releases', (store) => list(store, flags), { mustExist: true });
    });
}

async function list({ publications }: Store, { dataset, state, limit }: ListFlags): Promise<number> {
  const filter = { ...(dataset && { dataset: datasetNamed(dataset).name }), ...(state && { state }) };
  const releases = await publications.list({ ...filter, limit: countNamed(limit) });
  const head = ['no', 'state', 'dataset', 'versions', 'made by', 'approved by', 'published', 'reason', 'file'];
  process.stdout.write(releases.length === 0 ? 'There are none.\n' : table([head, ...releases.map(shown)]));
  return 0;
}

function shown(release: Release): string[] {
  const { no, state, dataset, versions, madeBy, approvedBy, publishedAt, reason, file, sample } = release;
  const name = sample ? `${dataset}（示例）` : dataset;
  return [String(no), state, name, String(versions), madeBy, approvedBy ?? '', shownTime(publishedAt), reason, file];
}

function countNamed(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`--limit "${text}" is no number from 1 to 99999.`);
}

/** Adds `yibo publish` and `yibo discard`: what becomes of a draft. */
export function addPublishCommands(program: Command): void {
  program
    .command('publish')
    .description('approve a draft and make it public; whoever made it cannot')
    .argument('<release>', 'its number, as yibo releases lists it')
    .option('--approved-by <name>', 'who approves it (else YIBO_OPERATOR, else your user name)')
    .action(async (release: string, flags: { approvedBy?: string }) => {
      const work = (store: Store, now: () => number) => publish(store, release, flags.approvedBy, now());
      process.exitCode = await withStore('publish', work, { mustExist: true });
    });
  program
    .command('discard')
    .description('give up a draft; it stays on record as discarded')
    .argument('<release>', 'its number, as yibo releases lists it')
    .action(async (release: string) => {
      const work = (store: Store) => discard(store, release);
      process.exitCode = await withStore('discard', work, { mustExist: true });
    });
}

async function publish(store: Store, named: string, approvedBy: string | undefined, now: number): Promise<number> {
  const release = releaseNamed(named);
  const by = approvedBy ?? operator('--approved-by');
  const datasets = loadDatasets(installation().data);
  const { dataset, versions, position } = await publishDraft({ store, datasets, release, by, now });
  process.stdout.write(`${dataset}: ${versions} published as release ${release}, number ${position} of the chain\n`);
  return 0;
}

async function discard(store: Store, release: string): Promise<number> {
  await discardDraft({ store, release: releaseNamed(release) });
  process.stdout.write(`release ${release} is discarded\n`);
  return 0;
}
