import { type Command, InvalidArgumentError } from 'commander';
import type { Bundle } from '../draws/bundle/bundle.js';
import { verifyBundle } from '../draws/bundle/verify.js';
import { type DrawFigures, figuresOf } from '../draws/figures/draw-figures.js';
import { type Countable, countable, type GivenFile } from '../draws/figures/given-files.js';
import { YearFigures } from '../draws/protocol/year-figures.js';
import { jsonIn } from './json-in.js';
import { explain, table, withStoreThere } from './with-store.js';

interface Flags {
  readonly year: number;
  readonly json?: boolean;
}

/** Adds `yibo draw figures`: what anybody counts in the files of a year's draws. */
export function addFiguresCommand(draw: Command): void {
  draw
    .command('figures')
    .description('count a year of draws: voids, exceptions, repeats, pools, and how all of it stands to chance')
    .argument('[files...]', 'bundles, each of which is checked; without any, the draws of this database are counted')
    .requiredOption('--year <year>', 'of the seals, in China', yearGiven)
    .option('--json', 'for machines, as /api/v1/draws/years/YEAR gives it')
    .addHelpText(
      'after',
      '\nexit code: 0 counted, 1 a file is not counted or one is missing between them, 2 wrong usage',
    )
    .action(async (files: readonly string[], { year, json = false }: Flags) => {
      const tell = (figures: DrawFigures) =>
        process.stdout.write(json ? `${JSON.stringify(figures, null, 2)}\n` : shown(figures));
      if (files.length === 0) {
        process.exitCode = await withStoreThere('draw figures', async ({ draws }) => {
          tell(await new YearFigures(draws).of(year));
          return 0;
        });
        return;
      }
      try {
        const { counted, faults, notes } = await checked(files, year);
        tell(figuresOf(year, counted));
        for (const fault of faults) process.stderr.write(`not counted: ${fault}\n`);
        for (const note of notes) process.stderr.write(`only its seal is counted: ${note}\n`);
        process.exitCode = faults.length > 0 ? 1 : 0;
      } catch (error) {
        process.exitCode = explain('draw figures', error);
      }
    });
}

/** Each file, checked one after another. */
async function checked(files: readonly string[], year: number): Promise<Countable> {
  const given: GivenFile[] = [];
  for (const file of files) {
    const bundle = (await jsonIn(file)) as unknown as Bundle;
    given.push({ file, bundle, verdict: verifyBundle(bundle) });
  }
  return countable(year, given);
}

function shown(figures: DrawFigures): string {
  const { year, draws, bySource, voids, withoutResult, exceptions, pools, pairs, objects, inspected, firstHalf } =
    figures;
  const { withoutChances, tickets, channels } = figures;
  const even = ({ of, counted, expected, sigma }: DrawFigures['inspected']) =>
    of === 0 ? 'none' : `${counted}, expected ${expected}${sigma === null ? '' : `, ${sigma} sigma`}`;
  const spread = ({ counts, p }: DrawFigures['tickets']) =>
    p === null ? 'none' : `${Object.values(counts).join(' ')}, p ${p}`;
  return table([
    [String(year), `${draws} draws`],
    ['decided by', `quicknet ${bySource.quicknet}, numbers ${bySource.numbers}, codes ${bySource.codes} (弱证明)`],
    ['void', String(voids)],
    ['without a result', String(withoutResult)],
    ...Object.entries(exceptions).map(([kind, count]) => [kind, String(count)]),
    ['registers', pools ? `${pools.smallest} to ${pools.largest} rows, the middle one ${pools.median}` : 'none'],
    ['pairs', `${pairs.formed}, of which ${pairs.again} had worked together before`],
    ['drawn objects', `${objects.drawn}; ${objects.moreThanOnce} more than once, ${objects.most} times at most`],
    ['inspected', even(inspected)],
    ['first half of registers', even(firstHalf)],
    ...(withoutChances > 0 ? [['chances not known', String(withoutChances)]] : []),
    ['tickets by first digit', spread(tickets)],
    ['channels', spread(channels)],
  ]);
}

function yearGiven(text: string): number {
  if (!/^2\d{3}$/.test(text)) throw new InvalidArgumentError('Write a year, such as 2026.');
  return Number(text);
}
