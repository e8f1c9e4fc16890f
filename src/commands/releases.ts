import { type Command, Option } from 'commander';
import { clonesInDraft } from '../disclosure/publishing/cloned-draft.js';
import { makePublic } from '../disclosure/publishing/make-public.js';
import { loadDatasets } from '../disclosure/schemas/schema.js';
import { PublicationRefused, type Release, type ReleaseState } from '../domain/disclosure/release.js';
import type { Store } from '../domain/store.js';
import { installation } from '../service/installation.js';
import { operator, personNamed } from './given-text.js';
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

async function publish(
  { publications, records }: Store,
  release: string,
  approvedBy: string | undefined,
  at: number,
): Promise<number> {
  const no = releaseNamed(release);
  const by = approvedBy === undefined ? operator('--approved-by') : personNamed('--approved-by', approvedBy);
  const draft = await publications.get(no);
  if (draft) await refuseClones({ publications, records }, draft);
  const isApproved = draft?.state === 'approved';
  const { dataset, versions, position } = isApproved
    ? await publications.publish(no, at)
    : await makePublic(publications, no, by, at, 'keep-draft');
  process.stdout.write(`${dataset}: ${versions} published as release ${no}, number ${position} of the chain\n`);
  return 0;
}

/** @throws PublicationRefused when a record would get what may not repeat, and another has got since */
async function refuseClones(store: Pick<Store, 'publications' | 'records'>, draft: Release): Promise<void> {
  const dataset = loadDatasets(installation().data).get(draft.dataset);
  const clones = dataset && draft.state !== 'published' ? await clonesInDraft(store, dataset, draft.no) : [];
  const [first] = clones;
  if (!first) return;
  const more = clones.length > 1 ? `, and ${clones.length - 1} more like it` : '';
  const what = `line ${first.line} has the ${first.name} "${first.value}" that "${first.other}" has got since${more}`;
  throw new PublicationRefused('outdated', `Release ${draft.no}: ${what}. Discard it, and import the file again.`);
}

async function discard({ publications }: Store, release: string): Promise<number> {
  await publications.discard(releaseNamed(release));
  process.stdout.write(`release ${release} is discarded\n`);
  return 0;
}
