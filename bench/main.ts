import { Argument, Command, Option } from 'commander';
import { copyAssets } from './copy-assets.js';

/** `npm run bench`: measures the service against bare servers and tools, as ratios within one run. Exit 1: a bar was missed. */
interface Flags {
  readonly connections: number;
  readonly turns: number;
  readonly rounds: number;
  readonly rows: number;
  readonly records: number;
  readonly memoryTurns: number;
  readonly kills: number;
  readonly forgeries: number;
  readonly malformed: number;
  readonly seconds: number;
  readonly atOnce: number;
  readonly perSecond: number;
  readonly callSeconds: number;
  readonly large?: boolean;
  readonly profile?: boolean;
  readonly only?: string;
}

/** Connections of the friendly rows, as they always had. */
const friendlyConnections = 32;

/** What is measured, in this order; each is loaded when it is asked for, and says whether its bars are met. */
const parts: Readonly<Record<string, (flags: Flags) => Promise<boolean>>> = {
  turns: async ({ connections, turns, rounds }) =>
    (await import('./new-people-bench.js')).newPeopleBench({ connections, turns, rounds: rounds + 1 }),
  calls: async ({ atOnce, perSecond, callSeconds }) =>
    (await import('./calls-bench.js')).callsBench({ atOnce, perSecond, seconds: callSeconds }),
  friendly: async ({ turns, rounds }) =>
    (await import('./friendly-bench.js')).friendlyBench({
      connections: friendlyConnections,
      turns,
      rounds: rounds + 1,
    }),
  memory: async ({ connections, memoryTurns }) =>
    (await import('./memory-bench.js')).memoryBench(connections, memoryTurns),
  start: async () => (await import('./start-bench.js')).startBench(),
  import: async ({ rows, rounds }) => (await import('./import-bench.js')).importBench(rows, rounds),
  understanding: async () => (await import('./understanding-bench.js')).understandingBench(),
  lookups: async ({ large }) => (await import('./lookup-bench.js')).lookupBench(10_000, large ? 10_000_000 : 200_000),
  listings: async ({ large }) =>
    (await import('./listings-bench.js')).listingsBench(10_000, large ? 1_000_000 : 100_000),
  root: async ({ records }) => (await import('./root-bench.js')).rootBench(records),
  beside: async ({ connections }) => (await import('./beside-bench.js')).besideBench(connections),
  kills: async ({ kills }) => (await import('./kills-bench.js')).killsBench(kills),
  faults: async ({ seconds }) => (await import('./faults-bench.js')).faultsBench(seconds),
  forged: async ({ forgeries }) => (await import('./forged-bench.js')).forgedBench(forgeries),
  pairs: async () => (await import('./pairs-bench.js')).pairsBench(),
  codes: async () => (await import('./codes-bench.js')).codesBench(),
  draws: async () => (await import('./draws-bench.js')).drawsBench(),
  malformed: async ({ malformed }) => (await import('./malformed-bench.js')).malformedBench(malformed),
};

/** What takes long, or measures no speed: only when it is asked for. */
const onlyAsked: ReadonlySet<string> = new Set([
  'lookups',
  'listings',
  'faults',
  'forged',
  'malformed',
  'pairs',
  'codes',
  'draws',
]);

async function run(flags: Flags): Promise<boolean> {
  copyAssets();
  if (flags.profile) return (await import('./profile-bench.js')).profileBench(flags.connections, flags.turns);
  const results: boolean[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    const isWanted =
      flags.only === undefined
        ? !onlyAsked.has(name) || ((name === 'lookups' || name === 'listings') && flags.large)
        : flags.only === name;
    if (isWanted) results.push(await measure(flags));
  }
  return results.every((isMet) => isMet);
}

await new Command('bench')
  .description('measure turns and imports against bare ones, as ratios within one run, memory, start and understanding')
  .option('--connections <n>', 'turns, memory, profile: how many at once', Number, 16)
  .option('--turns <n>', 'turns, friendly, profile: requests on each connection in a round', Number, 300)
  .option('--rounds <n>', 'rounds of each, besides those that warm up', Number, 5)
  .option('--rows <n>', 'import: how many rows', Number, 1_000_000)
  .option('--records <n>', 'root: how many records', Number, 100_000)
  .option('--memory-turns <n>', 'memory: turns of all people together', Number, 50_000)
  .option('--forgeries <n>', 'forged: how many deliveries', Number, 100_000)
  .option('--malformed <n>', 'malformed: how many requests', Number, 1_000_000)
  .option('--seconds <n>', 'faults: how long the database is gone each time', Number, 20)
  .option('--kills <n>', 'kills: how often the service is killed', Number, 1_000)
  .option('--at-once <n>', 'calls: how many are on at once', Number, 500)
  .option('--per-second <n>', 'calls: how many begin in a second', Number, 30)
  .option('--call-seconds <n>', 'calls: for how long, once all are on', Number, 60)
  .option(
    '--large',
    'also lookups among ten million consignments and pages of a million records, on both databases (ten minutes or more, 20 GB of disk)',
  )
  .option('--profile', 'instead of all that: where the time of a turn goes')
  .addOption(new Option('--only <part>', 'only this').choices(Object.keys(parts)))
  .addArgument(new Argument('[part]', 'the same').choices(Object.keys(parts)))
  .action(async (part: string | undefined, flags: Flags) => {
    process.exitCode = (await run(part === undefined ? flags : { ...flags, only: part })) ? 0 : 1;
  })
  .parseAsync();
