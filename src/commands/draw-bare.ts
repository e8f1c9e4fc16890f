import { type Command, InvalidArgumentError } from 'commander';
import type { Json } from '../domain/proofs/canonical-json.js';
import { knownRounds } from '../draws/beacon/known-rounds.js';
import { quicknet, randomnessOf } from '../draws/beacon/quicknet.js';
import { timeOfRound } from '../draws/beacon/rounds.js';
import { SmallestTickets } from '../draws/chance/smallest-tickets.js';
import { compute } from '../draws/computing/compute.js';
import type { Example } from '../draws/computing/example.js';
import { Refused } from '../draws/computing/example.js';
import { idsIn, weightsIn } from './draw-lists.js';
import { jsonIn } from './json-in.js';
import { table } from './with-store.js';

/** Adds the bare parts of a draw, for whoever checks one of theirs or ours with another program: nothing is read from a database, nothing kept. */
export function addBareDrawCommands(draw: Command): void {
  addTickets(draw);
  addBeacon(draw);
  addCompute(draw);
}

interface TicketFlags {
  readonly seed: string;
  readonly ids: string;
  readonly weights?: string;
  readonly take: number;
  readonly json?: boolean;
}

function addTickets(draw: Command): void {
  draw
    .command('tickets')
    .description('draw from a list of ids by their tickets, as consistent_sampler does')
    .requiredOption('--seed <text>', 'any text; of a draw, its 64 hexadecimal digits')
    .requiredOption('--ids <file>', 'an id on each line; lines may be many millions')
    .option('--weights <file>', 'on each line an id, a comma, and a whole number; whoever is not named has 1')
    .requiredOption('--take <n>', 'how many are drawn', wholeNumberGiven)
    .option('--json', 'for machines')
    .action(async ({ seed, ids, weights, take, json = false }: TicketFlags) => {
      const weightOf = weights === undefined ? null : await weightsIn(weights);
      const tickets = new SmallestTickets(seed, take);
      for await (const id of idsIn(ids)) tickets.add(id, weightOf === null ? null : (weightOf.get(id) ?? 1));
      const drawn = tickets.taken().map(({ id, ticket }) => ({ id, ticket }));
      const next = tickets.firstNotDrawn();
      if (json) print({ drawn, firstNotDrawn: next?.ticket ?? null });
      else {
        const rows = drawn.map(({ id, ticket }, at) => [String(at + 1), id, ticket]);
        process.stdout.write(table([['rank', 'id', 'ticket'], ...rows]));
        if (next) process.stdout.write(`first not drawn: ${next.id} ${next.ticket}\n`);
      }
    });
}

interface BeaconFlags {
  readonly round: number;
  readonly signature: string;
  readonly json?: boolean;
}

function addBeacon(draw: Command): void {
  draw
    .command('beacon')
    .description("verify a round of drand's quicknet, and tell its randomness")
    .requiredOption('--round <n>', 'its number', wholeNumberGiven)
    .requiredOption('--signature <hex>', '96 hexadecimal digits')
    .option('--json', 'for machines')
    .action(({ round, signature, json = false }: BeaconFlags) => {
      const randomness = randomnessOf(quicknet, round, signature.toLowerCase());
      if (randomness === null) throw new Refused(`the signature is not quicknet's for round ${round}`);
      const time = timeOfRound(quicknet, round);
      if (json) print({ chain: quicknet.hash, round, time, randomness });
      else process.stdout.write(`${randomness}\nround ${round} came at ${new Date(time * 1000).toISOString()}\n`);
    });
}

function addCompute(draw: Command): void {
  draw
    .command('compute')
    .description('compute every derived value of a worked example: rows, seal, beacon, secret')
    .argument('<file>', 'JSON; "-" reads what is piped in')
    .option('--json', 'for machines; so it is without, too')
    .action(async (file: string) => {
      print(compute((await jsonIn(file)) as Example, knownRounds));
    });
}

function print(value: Readonly<Record<string, Json>>): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

function wholeNumberGiven(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('Write a whole number.');
  return value;
}
