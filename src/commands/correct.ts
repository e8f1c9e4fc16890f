import type { Command } from 'commander';
import { changePlan, planCorrection, planRemoval } from '../disclosure/publishing/change-record.js';
import { draftChanges, type PlannedChange } from '../disclosure/publishing/draft-changes.js';
import { makePublic } from '../disclosure/publishing/make-public.js';
import { loadPublicationTerms } from '../disclosure/publishing/publication-terms.js';
import { type DatasetSchema, loadDatasets } from '../disclosure/schemas/schema.js';
import { isTombstone } from '../domain/disclosure/release.js';
import type { Store } from '../domain/store.js';
import { installation } from '../service/installation.js';
import { operator, personNamed, textNamed } from './given-text.js';
import { datasetNamed, UsageError, withStore } from './with-store.js';

interface ChangeFlags {
  readonly by?: string;
  readonly approvedBy?: string;
  readonly reason: string;
  readonly legalBasis?: string;
  readonly draft?: boolean;
  readonly dryRun?: boolean;
}

/** Adds `yibo correct` and `yibo withdraw`: changes to single records, by name. */
export function addCorrectCommands(program: Command): void {
  withFlags(program.command('correct'))
    .description('publish a correction of one record; what it said before stays on record')
    .argument('<dataset>', 'such as vehicles')
    .argument('<id>', 'the id of the record')
    .argument('<changes...>', 'FIELD=VALUE, such as result=不合格')
    .action(async (name: string, id: string, changes: string[], flags: ChangeFlags) => {
      const work = (store: Store, now: () => number) => correct(store, name, id, changes, flags, now());
      process.exitCode = await withStore('correct', work, { mustExist: true });
    });
  withFlags(program.command('withdraw'))
    .description('withdraw records (撤回); whoever asks is told so, with the reason')
    .argument('<dataset>', 'such as vehicles')
    .argument('<ids...>', 'the ids of the records')
    .action(async (name: string, ids: string[], flags: ChangeFlags) => {
      const work = (store: Store, now: () => number) => withdraw(store, name, ids, flags, now());
      process.exitCode = await withStore('withdraw', work, { mustExist: true });
    });
}

async function correct(
  store: Store,
  name: string,
  id: string,
  changes: readonly string[],
  flags: ChangeFlags,
  now: number,
): Promise<number> {
  const dataset = datasetNamed(name);
  const terms = termsOf(flags);
  const texts = parsed(changes, dataset);
  const { change, differences } = await planCorrection(store.publications, dataset, id, texts, store.records);
  if (differences.length === 0 && !isTombstone(change.before.change)) {
    process.stdout.write(`${dataset.name} "${id}" says so already; nothing was changed\n`);
    return 0;
  }
  for (const { field, from, to } of differences) process.stdout.write(`${field}: "${from}" → "${to}"\n`);
  return publish(store, dataset, [change], terms, now);
}

async function withdraw(
  store: Store,
  name: string,
  ids: readonly string[],
  flags: ChangeFlags,
  now: number,
): Promise<number> {
  const dataset = datasetNamed(name);
  const terms = termsOf(flags);
  const changes: PlannedChange[] = [];
  for (const id of new Set(ids)) {
    changes.push(await planRemoval(store.publications, dataset, id, 'withdrawn'));
    process.stdout.write(`${dataset.name} "${id}" is to be withdrawn\n`);
    tellOfFiles(dataset, changes.at(-1));
  }
  return publish(store, dataset, changes, terms, now);
}

/** Files that a record names are not part of it: they stay until somebody deletes them. */
function tellOfFiles({ fields, folder }: DatasetSchema, change: PlannedChange | undefined): void {
  if (!change) return;
  const { columns, values } = change.before;
  const texts = JSON.parse(values) as readonly string[];
  for (const { name, type, delimiter } of fields) {
    const text = type === 'list' ? (texts[columns.indexOf(name)] ?? '') : '';
    if (text === '') continue;
    const files = text.split(delimiter).join(', ');
    process.stdout.write(`its ${name} stay in ${folder} until you delete those that no other record names: ${files}\n`);
  }
}

function withFlags(command: Command): Command {
  return command
    .requiredOption('--reason <text>', 'why; it is made public')
    .option('--legal-basis <text>', 'on what legal basis (else that of data/publication.yaml)')
    .option('--by <name>', 'who makes this release (else YIBO_OPERATOR, else your user name)')
    .option('--approved-by <name>', 'who approved it: somebody else; without it, it waits as a draft')
    .option('--draft', 'leave it as a draft even so')
    .option('--dry-run', 'show what would change; change nothing');
}

/** Who changes records, why, and what is to become of it. */
interface ChangeTerms {
  readonly madeBy: string;
  /** Null: it waits as a draft. */
  readonly approvedBy: string | null;
  readonly reason: string;
  readonly legalBasis: string;
  readonly dryRun: boolean;
}

/** @throws UsageError when a name or a reason says nothing */
function termsOf({ by, approvedBy, reason, legalBasis, draft, dryRun = false }: ChangeFlags): ChangeTerms {
  const approver = approvedBy === undefined ? null : personNamed('--approved-by', approvedBy);
  const { standing } = loadPublicationTerms(loadDatasets(installation().data), installation().data);
  return {
    madeBy: by === undefined ? operator('--by') : personNamed('--by', by),
    approvedBy: draft ? null : approver,
    reason: textNamed('--reason', reason),
    legalBasis: legalBasis === undefined ? standing.legalBasis : textNamed('--legal-basis', legalBasis),
    dryRun,
  };
}

async function publish(
  { publications }: Store,
  dataset: DatasetSchema,
  changes: readonly PlannedChange[],
  { madeBy, approvedBy, reason, legalBasis, dryRun }: ChangeTerms,
  now: number,
): Promise<number> {
  if (dryRun) {
    process.stdout.write('dry run: nothing was changed\n');
    return 0;
  }
  const why = { madeBy, reason, legalBasis, source: madeBy, fetchedAt: now };
  const plan = changePlan(dataset, why, { sample: changes.every(({ before }) => before.sample), now });
  const no = await draftChanges(publications, plan, changes);
  if (approvedBy === null) {
    process.stdout.write(
      `draft ${no} is waiting: somebody else publishes it with yibo publish ${no} --approved-by NAME\n`,
    );
    return 0;
  }
  const { position } = await makePublic(publications, no, approvedBy, now);
  process.stdout.write(`published as release ${no}, number ${position} of the chain\n`);
  return 0;
}

/** @throws UsageError for what is no change, and for a field that is given two values, by its name or by its title */
function parsed(changes: readonly string[], { fields }: DatasetSchema): Record<string, string> {
  const texts = new Map<string, string>();
  for (const one of changes) {
    const [, given, value] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
    if (given === undefined || value === undefined) throw new UsageError(`"${one}" is no change. Write FIELD=VALUE.`);
    const name = fields.find((field) => field.name === given || field.title === given)?.name ?? given;
    if (texts.has(name)) {
      throw new UsageError(`"${name}" is given twice: "${texts.get(name)}" and "${value}". Say which it is.`);
    }
    texts.set(name, value);
  }
  return Object.fromEntries(texts);
}
