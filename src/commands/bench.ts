import { type Command, Option } from 'commander';

interface BenchFlags {
  readonly connections: number;
  readonly turns: number;
  readonly rounds: number;
  readonly rows: number;
  readonly large?: boolean;
  readonly only?: 'turns' | 'import' | 'lookups' | 'understanding';
}

export function addBenchCommand(program: Command): void {
  program
    .command('bench')
    .description(
      'measure turns and imports against bare ones, as ratios within one run, and understanding (npm run bench does the same)',
    )
    .option('--connections <n>', 'turns: how many at once', Number, 32)
    .option('--turns <n>', 'turns: requests on each connection in a round', Number, 800)
    .option('--rounds <n>', 'rounds of each, besides those that warm up', Number, 3)
    .option('--rows <n>', 'import: how many rows', Number, 1_000_000)
    .option(
      '--large',
      'also lookups among ten million consignments, on both databases (ten minutes or more, 20 GB of disk)',
    )
    .addOption(new Option('--only <part>', 'only these').choices(['turns', 'import', 'understanding', 'lookups']))
    .action(async (flags: BenchFlags) => {
      process.exitCode = (await runParts(flags)) ? 0 : 1;
    });
}

async function runParts({ connections, turns, rounds, rows, large, only }: BenchFlags): Promise<boolean> {
  const results: boolean[] = [];
  if (only === undefined || only === 'turns') {
    const { runBench } = await import('../bench/run.js');
    results.push(await runBench({ connections, turns, rounds: rounds + 1 }));
  }
  if (only === undefined || only === 'import') {
    const { importBench } = await import('../bench/import-bench.js');
    results.push(await importBench(rows, rounds));
  }
  if (only === undefined || only === 'understanding') {
    const { understandingBench } = await import('../bench/understanding-bench.js');
    results.push(await understandingBench());
  }
  if (only === 'lookups' || (large && only === undefined)) {
    const { lookupBench } = await import('../bench/lookup-bench.js');
    results.push(await lookupBench(10_000, large ? 10_000_000 : 200_000));
  }
  return results.every((isMet) => isMet);
}
