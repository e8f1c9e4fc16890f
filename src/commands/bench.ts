import type { Command } from 'commander';

export function addBenchCommand(program: Command): void {
  program
    .command('bench')
    .description('measure turns against bare servers, as ratios within one run (npm run bench does the same)')
    .option('--connections <n>', 'how many at once', Number, 32)
    .option('--turns <n>', 'requests on each connection in a round', Number, 800)
    .option('--rounds <n>', 'rounds after the first, which warms up', Number, 3)
    .action(async (options: { connections: number; turns: number; rounds: number }) => {
      const { runBench } = await import('../bench/run.js');
      const isMet = await runBench({ ...options, rounds: options.rounds + 1 });
      process.exitCode = isMet ? 0 : 1;
    });
}
