import { randomBytes } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import type { Json } from '../domain/proofs/canonical-json.js';
import type { Store } from '../domain/store.js';
import { dueOf } from '../draws/beacon/sealed-beacon.js';
import { type PlannedSeal, planSeal, type SealRequest, sealDraw } from '../draws/protocol/seal-draw.js';
import type { RegisterRow } from '../draws/register/register.js';
import type { RegisterRelease } from '../draws/register/register-release.js';
import type { Seal } from '../draws/seal/seal.js';
import { loadDatasets } from '../schemas/schema.js';
import { installation } from '../service/installation.js';
import { type BeaconFlags, beaconGiven } from './draw-beacon.js';
import { factsGiven, type NamedFields, registerFrom } from './draw-from.js';
import { registerIn } from './draw-register.js';
import { ruleNamed } from './draw-rule-named.js';
import { doneBy } from './given-text.js';
import { explain, shownTime, UsageError, withStore } from './with-store.js';

interface Flags extends BeaconFlags {
  readonly register?: string;
  readonly from?: string;
  readonly facts?: NamedFields;
  readonly where: Readonly<Record<string, Json>>;
  readonly people?: string;
  readonly set: Readonly<Record<string, Json>>;
  readonly tokensOf?: string;
  readonly another?: boolean;
  readonly dryRun?: boolean;
  readonly by?: string;
  readonly json?: boolean;
}

/** Adds `yibo draw seal`. */
export function addSealCommand(draw: Command): void {
  draw
    .command('seal')
    .description('promise a draw: number, rule, register and the beacon that nobody knows yet, in public from now on')
    .argument('<rule>', 'a name of data/draws/, such as storage-sites, or a YAML or JSON file')
    .option('--register <file>', 'CSV with a column id, and the facts that the rule looks at')
    .option('--from <dataset>', 'in place of a file: the records of an open dataset, as the newest release has them')
    .option(
      '--facts <names>',
      'of --from: the facts that the rule looks at, each with its field: risk=risk_class,credit',
      factsGiven,
    )
    .option('--where <field=value>', 'of --from: only records that say this; may be said again', fieldGiven, {})
    .option(
      '--people <file>',
      'CSV of inspectors, id their 执法证号: wherever such a number stands, the seal holds its token',
    )
    .option(
      '--set <name=value>',
      'a field for this draw alone, its value as JSON or text; may be said again',
      fieldGiven,
      {},
    )
    .option(
      '--beacon <source>',
      'quicknet (usual), numbers that two accounts type, or codes of the day (frozen meat without a network, 弱证明)',
    )
    .option('--what <words>', 'of numbers: which, such as "福彩双色球 第2026132、2026133、2026134期"')
    .option(
      '--shape <groups>',
      'of numbers: 20x1-6 as they come, 6of1-33 different ones, commas between, 3*(…) three times',
    )
    .option('--due <time>', 'of numbers: before which nobody knows any of them')
    .option('--round <n>', 'a round that comes later than the first after the lead of 120 s', roundGiven)
    .option('--tokens-of <number>', 'the second round of this draw: its teams, and persons keep their tokens')
    .option('--another', 'seal even where the same waits for its round already')
    .option('--dry-run', 'only show what would be sealed; write nothing')
    .option('--by <name>', 'who seals it (else YIBO_OPERATOR, else your user name)')
    .option('--json', 'for machines')
    .action(async (named: string, flags: Flags) => {
      process.exitCode = await seal(named, flags).catch((error: unknown) => explain('draw seal', error));
    });
}

async function seal(named: string, flags: Flags): Promise<number> {
  const { json = false, dryRun = false, another = false, round = null, tokensOf = null } = flags;
  const beacon = beaconGiven(flags);
  const people = flags.people === undefined ? null : await registerIn(flags.people);
  const asked = {
    ...(beacon && { beacon }),
    rule: ruleNamed(named),
    ...{ people, fields: flags.set, round, tokensOf, by: doneBy(flags.by), isAnother: another, isSample: false },
  };
  if ((flags.register === undefined) === (flags.from === undefined))
    throw new UsageError('name what is drawn from: --register FILE, or --from DATASET.');
  return withStore(
    'draw seal',
    async (store, now) => {
      const { draws } = store;
      const { rows, release } = await registerOf(flags, store);
      const request: SealRequest = { ...asked, register: rows, ...(release && { releases: { register: release } }) };
      const parts = { draws, now, newSecret: () => randomBytes(32).toString('hex') };
      const sealed = dryRun ? { ...(await planSeal(request, parts)), isNew: true } : await sealDraw(request, parts);
      if (json)
        process.stdout.write(
          `${JSON.stringify({ kept: !dryRun, new: sealed.isNew, hash: sealed.draw.hash, seal: sealed.seal }, null, 2)}\n`,
        );
      else process.stdout.write(`${shown(sealed, dryRun, sealed.isNew)}\n`);
      return 0;
    },
    { mustExist: true },
  );
}

async function registerOf(
  { register, from, facts = {}, where }: Flags,
  store: Pick<Store, 'records' | 'publications'>,
): Promise<{ readonly rows: readonly RegisterRow[]; readonly release?: RegisterRelease }> {
  if (from === undefined) return { rows: await registerIn(register ?? '') };
  const wanted = Object.fromEntries(Object.entries(where).map(([field, value]) => [field, String(value)]));
  return registerFrom({ dataset: from, facts, where: wanted }, loadDatasets(installation().data), store);
}

function shown({ draw, seal }: PlannedSeal, isDry: boolean, isNew: boolean): string {
  const head = isDry
    ? `Would seal ${draw.no}`
    : isNew
      ? `Sealed ${draw.no}`
      : `${draw.no} was sealed before, and waits`;
  return [
    `${head}: ${seal.register.size} rows, root ${seal.register.root}`,
    `hash ${draw.hash}`,
    awaited(seal),
    ...(draw.revealBy === null
      ? []
      : [`to be revealed by ${shownTime(draw.revealBy * 1000)}, else it is void and counted`]),
    isDry ? 'Nothing was written.' : `Then: npx yibo draw ${next(seal)}`,
  ].join('\n');
}

function awaited({ beacon }: Seal): string {
  const due = shownTime((dueOf(beacon) ?? 0) * 1000);
  if ('round' in beacon) return `round ${beacon.round} of quicknet comes at ${due}`;
  if (beacon.source === 'numbers') return `${beacon.what} comes at ${due}, and is typed by two accounts`;
  return 'no beacon: its own codes stand in for it, which is a weak proof (弱证明)';
}

function next({ draw, beacon }: Seal): string {
  return 'source' in beacon && beacon.source === 'numbers' ? `numbers ${draw} --by ACCOUNT …` : `run ${draw}`;
}

function roundGiven(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('Write the number of a round.');
  return Number(text);
}

/** `shift=早班`, `teams=[["a","b"]]`. */
export function fieldGiven(text: string, before: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const [, name, value] = /^([a-z_]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Write name=value.');
  return { ...before, [name]: factIn(value) };
}

/** Lists and objects are JSON; all else is the text that it is: a number of a declaration is no number. */
function factIn(text: string): Json {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new InvalidArgumentError(`${text} is no JSON.`);
  }
}
