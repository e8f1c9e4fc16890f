import type { Command } from 'commander';
import { changePlan, planCorrection, planRemoval } from '../datasets/change-record.js';
import { loadPublicationTerms } from '../datasets/publication-terms.js';
import { type DatasetSchema, loadDatasets } from '../datasets/schema.js';
import type { Store } from '../domain/ports.js';
import { draftChanges, type PlannedChange } from '../services/publications/draft-changes.js';
import { makePublic } from '../services/publications/make-public.js';
import { datasetNamed, operator, UsageError, withStore } from './with-store.js';

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
      process.exitCode = await withStore('correct', async (store, now) => {
        const dataset = datasetNamed(name);
        const { change, differences } = await planCorrection(store.publications, dataset, id, parsed(changes));
        if (differences.length === 0 && change.before.change !== 'withdrawn' && change.before.change !== 'expired') {
          process.stdout.write(`${dataset.name} "${id}" says so already; nothing was changed\n`);
          return 0;
        }
        for (const { field, from, to } of differences) process.stdout.write(`${field}: "${from}" → "${to}"\n`);
        return publish(store, dataset, [change], flags, now());
      });
    });
  withFlags(program.command('withdraw'))
    .description('withdraw records (撤回); whoever asks is told so, with the reason')
    .argument('<dataset>', 'such as vehicles')
    .argument('<ids...>', 'the ids of the records')
    .action(async (name: string, ids: string[], flags: ChangeFlags) => {
      process.exitCode = await withStore('withdraw', async (store, now) => {
        const dataset = datasetNamed(name);
        const changes: PlannedChange[] = [];
        for (const id of new Set(ids)) {
          changes.push(await planRemoval(store.publications, dataset, id, 'withdrawn'));
          process.stdout.write(`${dataset.name} "${id}" is to be withdrawn\n`);
          tellOfFiles(dataset, changes.at(-1));
        }
        return publish(store, dataset, changes, flags, now());
      });
    });
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

async function publish(
  { publications }: Store,
  dataset: DatasetSchema,
  changes: readonly PlannedChange[],
  { by = operator(), approvedBy, reason, legalBasis, draft, dryRun }: ChangeFlags,
  now: number,
): Promise<number> {
  if (dryRun) {
    process.stdout.write('dry run: nothing was changed\n');
    return 0;
  }
  const { standing } = loadPublicationTerms(loadDatasets());
  const why = { madeBy: by, reason, legalBasis: legalBasis ?? standing.legalBasis, source: by, fetchedAt: now };
  const plan = changePlan(dataset, why, { sample: changes.every(({ before }) => before.sample), now });
  const no = await draftChanges(publications, plan, changes);
  if (approvedBy === undefined || draft) {
    process.stdout.write(
      `draft ${no} is waiting: somebody else publishes it with yibo publish ${no} --approved-by NAME\n`,
    );
    return 0;
  }
  const { position } = await makePublic(publications, no, approvedBy, now);
  process.stdout.write(`published as release ${no}, number ${position} of the chain\n`);
  return 0;
}

function parsed(changes: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    changes.map((one) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
      if (name === undefined || value === undefined) throw new UsageError(`"${one}" is no change. Write FIELD=VALUE.`);
      return [name, value];
    }),
  );
}
