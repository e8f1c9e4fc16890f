import type { Command } from 'commander';
import type { Difference } from '../disclosure/publishing/change-record.js';
import { correctRecord } from '../disclosure/publishing/correct-record.js';
import { loadPublicationTerms } from '../disclosure/publishing/publication-terms.js';
import type { ChangeOutcome } from '../disclosure/publishing/publish-changes.js';
import { type Withdrawal, withdrawRecords } from '../disclosure/publishing/withdraw-records.js';
import type { Store } from '../domain/store.js';
import { type DatasetSchema, loadDatasets } from '../schemas/schema.js';
import { installation } from '../service/installation.js';
import { givenTerms, type TermFlags } from './given-text.js';
import { datasetNamed, UsageError, withStore } from './with-store.js';

interface ChangeFlags extends TermFlags {
  readonly reason: string;
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
  const what = termsAndDataset(name, flags);
  const { dataset } = what;
  const onPlanned = (differences: readonly Difference[]) => {
    for (const { field, from, to } of differences) tell(`${field}: "${from}" → "${to}"`);
  };
  const { outcome } = await correctRecord({ ...what, store, now, id, changes: parsed(changes, dataset), onPlanned });
  const isSaid = outcome.kind === 'unchanged';
  tell(isSaid ? `${dataset.name} "${id}" says so already; nothing was changed` : wordsOf(outcome));
  return 0;
}

async function withdraw(
  store: Store,
  name: string,
  ids: readonly string[],
  flags: ChangeFlags,
  now: number,
): Promise<number> {
  const what = termsAndDataset(name, flags);
  const onPlanned = (withdrawal: Withdrawal) => tellWithdrawal(what.dataset, withdrawal);
  const { outcome } = await withdrawRecords({ ...what, store, now, ids, onPlanned });
  tell(wordsOf(outcome));
  return 0;
}

/** @throws UsageError when there is no such dataset, or nobody can be named who makes the release */
function termsAndDataset(name: string, { dryRun = false, ...flags }: ChangeFlags) {
  const datasets = loadDatasets(installation().data);
  const dataset = datasetNamed(name, datasets);
  const terms = loadPublicationTerms(datasets, installation().data);
  return { datasets, dataset, terms, given: { ...givenTerms(flags), reason: flags.reason }, dryRun };
}

function tellWithdrawal({ name, folder }: DatasetSchema, { id, files }: Withdrawal): void {
  tell(`${name} "${id}" is to be withdrawn`);
  for (const { field, names } of files) {
    const list = names.join(', ');
    tell(`its ${field} stay in ${folder} until you delete those that no other record names: ${list}`);
  }
}

function wordsOf(outcome: ChangeOutcome): string {
  if (outcome.kind === 'dry-run') return 'dry run: nothing was changed';
  if (outcome.kind === 'draft') {
    const { no } = outcome;
    return `draft ${no} is waiting: somebody else publishes it with yibo publish ${no} --approved-by NAME`;
  }
  const { no, position } = outcome.release;
  return `published as release ${no}, number ${position} of the chain`;
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
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
