import { Command, Option } from 'commander';

/** `npm run bench`: measures the service against bare servers and tools, as ratios within one run. Exit 1: a bar was missed. */
interface Flags {
  readonly connections: number;
  readonly turns: number;
  readonly rounds: number;
  readonly rows: number;
  readonly large?: boolean;
  readonly only?: 'turns' | 'import' | 'lookups' | 'understanding';
}

const program = new Command('bench')
  .description('measure turns and imports against bare ones, as ratios within one run, and understanding')
  .option('--connections <n>', 'turns: how many at once', Number, 32)
  .option('--turns <n>', 'turns: requests on each connection in a round', Number, 800)
  .option('--rounds <n>', 'rounds of each, besides those that warm up', Number, 3)
  .option('--rows <n>', 'import: how many rows', Number, 1_000_000)
  .option(
    '--large',
    'also lookups among ten million consignments, on both databases (ten minutes or more, 20 GB of disk)',
  )
  .addOption(new Option('--only <part>', 'only these').choices(['turns', 'import', 'understanding', 'lookups']))
  .action(async (flags: Flags) => {
    process.exitCode = (await runParts(flags)) ? 0 : 1;
  });

async function runParts({ connections, turns, rounds, rows, large, only }: Flags): Promise<boolean> {
  const results: boolean[] = [];
  if (only === undefined || only === 'turns') {
    const { turnsBench } = await import('./turns-bench.js');
    results.push(await turnsBench({ connections, turns, rounds: rounds + 1 }));
  }
  if (only === undefined || only === 'import') {
    const { importBench } = await import('./import-bench.js');
    results.push(await importBench(rows, rounds));
  }
  if (only === undefined || only === 'understanding') {
    const { understandingBench } = await import('./understanding-bench.js');
    results.push(await understandingBench());
  }
  if (only === 'lookups' || (large && only === undefined)) {
    const { lookupBench } = await import('./lookup-bench.js');
    results.push(await lookupBench(10_000, large ? 10_000_000 : 200_000));
  }
  return results.every((isMet) => isMet);
}

await program.parseAsync();
