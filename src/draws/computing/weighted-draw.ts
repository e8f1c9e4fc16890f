import type { Json } from '../../domain/proofs/canonical-json.js';
import { codeChain, drawKey, seedFor } from '../chance/seed.js';
import { type RankedTicket, SmallestTickets } from '../chance/smallest-tickets.js';
import { Register, type RegisterRow } from '../register/register.js';
import { type WeightRule, weightOf } from '../rules/weights.js';
import { chances, inDecimals, weightNeeded } from '../rules/why.js';
import { keyOf, type Seal, sealHash } from '../seal/seal.js';
import { type Computing, type Example, expectRegister, Refused, randomnessFor, roundsIn } from './example.js';

/** Objects by weight (储存场地): who is drawn, by which ticket, how likely it was, and what it hung on. */
export const weightedDraw: Computing = {
  needs: ['rows', 'commit'],
  compute(example, known) {
    const seal = example.commit as unknown as Seal;
    const register = new Register(example.rows as unknown as readonly RegisterRow[]);
    expectRegister(seal, register);
    const randomness = randomnessFor(seal, ...roundsIn(example, known));
    const chain = chainOf(seal, example);
    const revealed = chain.at(-2) ?? null;
    const weights = weightsOf(seal, register);
    const draw = (key: Buffer, leaving: ReadonlySet<string> = new Set()) =>
      drawn(seedFor(key, 'objects'), weights, leaving);

    const key = keyOf(seal, randomness, seal.mode === 'sealed' ? codeOf(seal, revealed) : null);
    const seed = seedFor(key, 'objects');
    const order = draw(key);
    const take = seal.take as number;
    return {
      leaves: register.leaves,
      root: register.root,
      commit_hash: sealHash(seal),
      ...(chain.length > 0 && { code_chain: chain }),
      ...(seal.mode === 'sealed' && { revealed }),
      prk: key.toString('hex'),
      seed_objects: seed,
      ranking: order.map((one, at) => ({
        rank: at + 1,
        id: one.id,
        ...(weights.get(one.id) !== null && { weight: weights.get(one.id) as number }),
        ticket: one.ticket,
        of: one.of,
        drawn: at < take,
      })),
      drawn: order.slice(0, take).map(({ id }) => id),
      first_not_drawn: order[take]?.ticket ?? null,
      ...chancesOf(weights, take),
      counterfactual_weight: counterfactuals(seed, weights, order, take),
      ...(register.size <= mostProofs &&
        Object.fromEntries(
          register.rows.map(({ id }) => [`inclusion_proof_of_${id}`, register.proof(id) as unknown as Json]),
        )),
      ...(seal.mode === 'sealed' && { public_mode_same_input: publicMode(seal, randomness, take, draw) }),
      ...substituteOf(example, seal, randomness, chain, order.slice(0, take), draw),
    };
  },
};

/** A proof for each row is worth printing for registers that one can read. */
const mostProofs = 1_000;

function chainOf(seal: Seal, { secret, code_chain }: Example): readonly string[] {
  if (!seal.code) return [];
  const given = Array.isArray(code_chain) ? (code_chain as string[]) : null;
  const chain = typeof secret === 'string' ? codeChain(secret, seal.code.steps) : (given ?? []);
  const last = chain.at(-1);
  if (last !== undefined && last !== seal.code.hash)
    throw new Refused('the secret does not lead to the hash of the code that is in the seal');
  return chain;
}

function codeOf(seal: Seal, revealed: string | null): string {
  if (revealed === null) throw new Refused(`${seal.draw} is a sealed draw, and its secret is not given`);
  return revealed;
}

/** The weight of each id, by the rule; null where it has none. What a row says of its weight has to be what the rule gives. */
function weightsOf(seal: Seal, { rows }: Register): ReadonlyMap<string, number | null> {
  return new Map(
    rows.map((row) => {
      const byRule = weightOf(seal.rule as WeightRule, row);
      const own = typeof row.weight === 'number' ? row.weight : null;
      if (byRule !== null && own !== null && byRule !== own)
        throw new Refused(`${row.id} has weight ${own}; the rule gives ${byRule}`);
      return [row.id, byRule ?? own];
    }),
  );
}

function drawn(
  seed: string,
  weights: ReadonlyMap<string, number | null>,
  leaving: ReadonlySet<string>,
): readonly RankedTicket[] {
  const all = new SmallestTickets(seed, Number.POSITIVE_INFINITY);
  for (const [id, weight] of weights) if (!leaving.has(id)) all.add(id, weight);
  return all.taken();
}

function chancesOf(weights: ReadonlyMap<string, number | null>, take: number): Record<string, Json> {
  const byWeight = chances(
    Array.from(weights.values(), (weight) => weight ?? 1),
    take,
  );
  if (!byWeight) return {};
  const told = Array.from(weights, ([id, weight]) => {
    const chance = byWeight.get(weight ?? 1);
    return chance ? [id, { exact: `${chance.over}/${chance.under}`, decimal: inDecimals(chance) }] : [id, null];
  });
  return { chance_of_being_drawn: Object.fromEntries(told) as Record<string, Json> };
}

/** With which weight each would have been drawn; looked for up to twice the largest weight that there is. */
function counterfactuals(
  seed: string,
  weights: ReadonlyMap<string, number | null>,
  order: readonly RankedTicket[],
  take: number,
): Record<string, number | null> {
  const most = 2 * Math.max(...Array.from(weights.values(), (weight) => weight ?? 1));
  return Object.fromEntries(
    Array.from(weights.keys(), (id) => {
      const cut = order.filter((one) => one.id !== id)[take - 1]?.ticket;
      return [id, cut === undefined ? 1 : weightNeeded(seed, id, cut, most)];
    }),
  );
}

/** What anybody could have computed at once, had the code's hash been the salt: the same seal, another order. */
function publicMode(
  seal: Seal,
  randomness: string,
  take: number,
  draw: (key: Buffer) => readonly RankedTicket[],
): Record<string, Json> {
  const salt = seal.code?.hash ?? '';
  const key = drawKey(Buffer.from(salt, 'hex'), Buffer.from(randomness, 'hex'), Buffer.from(sealHash(seal), 'hex'));
  return {
    salt,
    seed_objects: seedFor(key, 'objects'),
    drawn: draw(key)
      .slice(0, take)
      .map(({ id }) => id),
  };
}

/** Who takes the place of one that could not be inspected: the next code, among those not drawn. */
function substituteOf(
  { substitute }: Example,
  seal: Seal,
  randomness: string,
  chain: readonly string[],
  taken: readonly RankedTicket[],
  draw: (key: Buffer, leaving: ReadonlySet<string>) => readonly RankedTicket[],
): Record<string, Json> {
  const code = chain.at(-3);
  if (code === undefined || seal.mode !== 'sealed') return {};
  const missing =
    typeof substitute === 'object' && substitute !== null && 'not_inspectable' in substitute
      ? substitute.not_inspectable
      : null;
  const key = keyOf(seal, randomness, code);
  const order = draw(key, new Set(taken.map(({ id }) => id))).map(({ id }) => id);
  return {
    substitute: {
      ...(typeof missing === 'string' && { not_inspectable: missing }),
      code,
      seed_objects: seedFor(key, 'objects'),
      substitute: order[0] ?? null,
      ranking: order,
    },
  };
}
