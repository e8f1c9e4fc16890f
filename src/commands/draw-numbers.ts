import { type Command, InvalidArgumentError } from 'commander';
import { largestNumber } from '../draws/beacon/numbers.js';
import { type Typed, typeNumbers } from '../draws/protocol/type-numbers.js';
import { doneBy } from './given-text.js';
import { withStore } from './with-store.js';

interface Flags {
  readonly by: string;
  readonly json?: boolean;
}

/** Adds `yibo draw numbers`: dice or lottery numbers, typed by two accounts. */
export function addNumbersCommand(draw: Command): void {
  draw
    .command('numbers')
    .description(
      'type the numbers that a draw waits for; they hold when two accounts have typed the same, each for themselves',
    )
    .argument('<number>', 'such as TJ2026-CC-0001')
    .argument('<numbers...>', 'one after another, as they were promised; of a set in any order', numberGiven)
    .requiredOption('--by <account>', 'who types them, which becomes public; whoever typed first cannot type second')
    .option('--json', 'for machines')
    .addHelpText('after', '\nexit code: 0 kept, 1 refused, or not what another account typed; 2 wrong usage')
    .action(async (no: string, numbers: readonly number[], { by, json = false }: Flags) => {
      process.exitCode = await withStore(
        'draw numbers',
        async ({ draws }, now) => {
          const typed = await typeNumbers(no, doneBy(by), numbers, { draws, now });
          const { n, at, numbers: kept } = typed.entry;
          const fields = { draw: no, n, by: typed.entry.by, at, numbers: JSON.parse(kept) };
          if (json)
            process.stdout.write(
              `${JSON.stringify({ ...fields, outcome: typed.outcome, others: typed.others }, null, 2)}\n`,
            );
          else process.stdout.write(`${wordsOf(no, typed)}\n`);
          return typed.outcome === 'differs' ? 1 : 0;
        },
        { mustExist: true },
      );
    });
}

function wordsOf(no: string, { entry, outcome, others }: Typed): string {
  const kept = `Entry ${entry.n} of ${no}, by ${entry.by}: ${entry.numbers}`;
  if (outcome === 'agreed') return `${kept}\nAnother account typed the same: they hold. Then: npx yibo draw run ${no}`;
  if (outcome === 'first') return `${kept}\nNow somebody else types them: npx yibo draw numbers ${no} --by ACCOUNT …`;
  const differing = others.map(({ by, numbers }) => `  ${by}: ${JSON.stringify(numbers)}`);
  return [
    kept,
    'Another account typed otherwise. Both entries are kept and shown, and the draw waits:',
    ...differing,
    'Whoever mistyped types them again.',
  ].join('\n');
}

/** Numbers as a list: commander gives each with those before it. */
function numberGiven(text: string, before: readonly number[] | undefined): readonly number[] {
  const numbers = text.split(/[,，\s]+/).filter((one) => one !== '');
  const isWhole = numbers.every((one) => /^\d{1,7}$/.test(one) && Number(one) <= largestNumber);
  if (!isWhole || numbers.length === 0) throw new InvalidArgumentError('Write whole numbers.');
  return [...(before ?? []), ...numbers.map(Number)];
}
