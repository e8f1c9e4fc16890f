import { type Command, InvalidArgumentError } from 'commander';
import type { KeptDraw } from '../domain/draws/kept-draw.js';
import type { NumbersEntry } from '../draws/beacon/numbers.js';
import { entriesIn } from '../draws/beacon/seal-randomness.js';
import { drawFile } from '../draws/protocol/draw-file.js';
import { valuesOf } from '../draws/protocol/kept-values.js';
import { drawNamed } from '../draws/protocol/parts.js';
import { type Why, whyDrawn } from '../draws/protocol/why-drawn.js';
import type { Seal } from '../draws/seal/seal.js';
import { readTimeStamp } from '../draws/stamp/time-stamp.js';
import { ruleNames } from '../service/draw-rules.js';
import { installation } from '../service/installation.js';
import { ruleNamed } from './draw-rule-named.js';
import { explain, shownTime, table, withStoreThere } from './with-store.js';

interface Flags {
  readonly system?: string;
  readonly limit?: number;
  readonly bundle?: boolean;
  readonly json?: boolean;
}

const mostListed = 50;

/** Adds `yibo draw list`, `show`, `why` and `rule`, which only look. */
export function addShowCommands(draw: Command): void {
  addList(draw);
  addShow(draw);
  addWhy(draw);
  addRule(draw);
}

function addList(draw: Command): void {
  draw
    .command('list', { isDefault: true })
    .description('which draws there are, the newest first')
    .option('--system <name>', 'only of this one, such as storage-sites')
    .option('--limit <n>', 'how many at most', countGiven, mostListed)
    .option('--json', 'for machines')
    .action(async ({ system, limit = mostListed, json = false }: Flags) => {
      process.exitCode = await withStoreThere('draw list', async ({ draws }) => {
        const found = await draws.page(system ?? null, null, limit);
        process.stdout.write(json ? `${JSON.stringify(found.map(forMachines), null, 2)}\n` : listed(found));
        return 0;
      });
    });
}

function addShow(draw: Command): void {
  draw
    .command('show')
    .description('tell what was promised, and how far it has come')
    .argument('<number>', 'such as TJ2026-CC-0001')
    .option('--bundle', 'as the file that anybody checks: npx yibo draw show NUMBER --bundle | npx yibo draw verify -')
    .option('--json', 'for machines')
    .action(async (no: string, { bundle = false, json = false }: Flags) => {
      process.exitCode = await withStoreThere('draw show', async ({ draws }) => {
        const found = await drawNamed(no, { draws });
        if (bundle)
          process.stdout.write(`${JSON.stringify(await drawFile(found, { draws }, Number.POSITIVE_INFINITY))}\n`);
        else if (json) process.stdout.write(`${JSON.stringify(forMachines(found), null, 2)}\n`);
        else
          process.stdout.write(
            shown(
              found,
              (await draws.receipts(no)).map(({ n, kind, hash }) => [String(n), kind, hash]),
              entriesIn(await valuesOf(no, { draws })),
            ),
          );
        return 0;
      });
    });
}

function addWhy(draw: Command): void {
  draw
    .command('why')
    .description('tell why somebody was drawn, or was not: ticket, rank, cut, chance, and the weight it hung on')
    .argument('<number>', 'such as TJ2026-CC-0001')
    .argument('<id>', 'as it stands in the register')
    .option('--json', 'for machines')
    .action(async (no: string, id: string, { json = false }: Flags) => {
      process.exitCode = await withStoreThere('draw why', async ({ draws }) => {
        const why = await whyDrawn(await drawNamed(no, { draws }), id, { draws });
        process.stdout.write(json ? `${JSON.stringify(why, null, 2)}\n` : whyWords(why));
        return 0;
      });
    });
}

function addRule(draw: Command): void {
  draw
    .command('rule')
    .description('tell which rules there are, or check one')
    .argument('[rule]', 'a name of data/draws/, or a YAML or JSON file')
    .option('--json', 'for machines')
    .action((named: string | undefined, { json = false }: Flags) => {
      try {
        const rules = (named === undefined ? ruleNames(installation().data) : [named]).map((one) => ruleNamed(one));
        const rows = rules.map(({ system, name, number, mode, rule }) => [system, name, number, mode, rule.id]);
        process.stdout.write(
          json ? `${JSON.stringify(rules, null, 2)}\n` : table([['system', 'name', 'number', 'mode', 'rule'], ...rows]),
        );
      } catch (error) {
        process.exitCode = explain('draw rule', error);
      }
    });
}

function listed(draws: readonly KeptDraw[]): string {
  if (draws.length === 0) return 'No draw yet. Seal one: npx yibo draw seal RULE --register FILE\n';
  const rows = draws.map(({ no, state, sealedAt, round, seal, isSample }) => {
    const { register } = JSON.parse(seal) as Seal;
    return [
      no,
      state,
      shownTime(sealedAt * 1000),
      round === 0 ? '' : String(round),
      String(register.size),
      isSample ? '示例' : '',
    ];
  });
  return table([['number', 'state', 'sealed', 'round', 'register', ''], ...rows]);
}

function shown(draw: KeptDraw, receipts: readonly (readonly string[])[], entries: readonly NumbersEntry[]): string {
  const { register, rule, beacon } = JSON.parse(draw.seal) as Seal;
  const facts = [
    [`${draw.no}${draw.isSample ? ' (示例)' : ''}`, draw.state],
    ['sealed', `${shownTime(draw.sealedAt * 1000)} by ${draw.sealedBy}`],
    ['hash', draw.hash],
    ['rule', rule.id],
    ['register', `${register.size} rows, root ${register.root}`],
    [
      'waits for',
      'round' in beacon
        ? `round ${beacon.round}`
        : beacon.source === 'numbers'
          ? `numbers: ${beacon.what}`
          : 'no beacon (弱证明)',
    ],
    ...entries.map(({ by, numbers }) => ['typed', `${by}: ${JSON.stringify(numbers)}`]),
    ...(draw.stamp === null
      ? []
      : [['time stamp', shownTime(readTimeStamp(Buffer.from(draw.stamp, 'base64')).at * 1000)]]),
    ...(draw.revealBy === null ? [] : [['reveal by', shownTime(draw.revealBy * 1000)]]),
  ];
  const result = draw.result === null ? '' : `${JSON.stringify(JSON.parse(draw.result), null, 2)}\n`;
  return `${table(facts)}${result}${receipts.length > 0 ? table([['n', 'receipt', 'hash'], ...receipts]) : ''}`;
}

function whyWords(why: Why): string {
  const { isDrawn, id, ticket, of, weight, rank, among, places, cut, chance, weightNeeded, says } = why;
  const rows = [
    [`${id} in ${why.draw}`, isDrawn ? 'was drawn' : 'was not drawn'],
    ...(ticket === null ? [] : [['ticket', of !== null && of !== id ? `${ticket} (${of})` : ticket]]),
    ...(rank === null ? [] : [['rank', `${rank} of ${among}; ${places} are drawn`]]),
    ...(cut === null ? [] : [['cut', cut]]),
    ...(weight === null ? [] : [['weight', String(weight)]]),
    ...(rank === null && chance === null ? [] : [['chance', chance ?? 'too many ways to go through one by one']]),
    ...(weightNeeded === null ? [] : [['would be drawn from weight', String(weightNeeded)]]),
    ...Object.entries(says).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  ];
  return table(rows);
}

function forMachines({ seal, result, codes: _, ...draw }: KeptDraw) {
  return { ...draw, seal: JSON.parse(seal), result: result === null ? null : JSON.parse(result) };
}

function countGiven(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || count < 1 || count > 10_000)
    throw new InvalidArgumentError('Write a number from 1 to 10000.');
  return count;
}
