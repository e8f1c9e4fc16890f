import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Json } from '../../src/domain/proofs/canonical-json.js';
import { knownRounds } from '../../src/draws/beacon/known-rounds.js';
import { quicknet, randomnessOf } from '../../src/draws/beacon/quicknet.js';
import { firstRoundAfter } from '../../src/draws/beacon/rounds.js';
import { SmallestTickets } from '../../src/draws/chance/smallest-tickets.js';
import { compute } from '../../src/draws/computing/compute.js';

/** Worked examples, computed by two programs that share nothing with this one; see README.md beside them. */
const vectors = JSON.parse(readFileSync(new URL('draw-vectors.json', import.meta.url), 'utf8'));
const computed = compute(vectors) as Record<string, Record<string, Json>>;

/** Of each example: what is given, so that nothing is derived from itself. */
const derived: Readonly<Record<string, readonly string[]>> = {
  storage_sites: [
    'leaves',
    'commit_hash',
    'code_chain',
    'revealed',
    'prk',
    'seed_objects',
    'ranking',
    'first_not_drawn',
    'chance_of_being_drawn',
    'counterfactual_weight',
    'inclusion_proof_of_TJC0004',
    'public_mode_same_input',
  ],
  certificates_two_rounds: [
    'seed_team',
    'order_1',
    'teams',
    'skips_1',
    'seed_place',
    'order_2',
    'assignment',
    'skips_2',
    'left_capacity',
  ],
  frozen_meat: ['seed_pair', 'order', 'pairs', 'seed_zone', 'zone_order', 'receipts'],
  vehicles: ['seed_station', 'result'],
  bounded_integer: ['cases'],
  round_arithmetic: ['cases'],
};

test.each(Object.entries(derived).flatMap(([section, names]) => names.map((name) => [section, name] as const)))(
  '%s: %s is as two other programs computed it',
  (section, name) => {
    expect(computed[section]?.[name]).toEqual(vectors[section][name]);
  },
);

test('the substitute comes from the next code', () => {
  const { how: _, ...substitute } = vectors.storage_sites.substitute;
  expect(computed.storage_sites?.substitute).toEqual(substitute);
});

test('a frozen seal without the derived parts gives the same receipts', () => {
  const { seal, not_again, order, receipts } = vectors.frozen_meat;
  const arrivals = receipts
    .filter(({ kind }: { kind: string }) => kind === 'arrival')
    .map(({ container, arrived, free, round }: Record<string, Json>) => ({ container, arrived, free, round }));
  const people = order.toSorted();
  expect(compute({ seal, not_again, people, arrivals }, knownRounds).receipts).toEqual(receipts);
});

test.each(['qms', 'enms', 'tie'])('strata: %s', (name) => {
  const { places, remainders, rate_per_certificate } = vectors.strata[name];
  const own = (computed.strata as Record<string, Record<string, Json>>)[name];
  expect(own?.places).toEqual(places);
  if (remainders) expect(own?.remainders).toEqual(remainders);
  if (rate_per_certificate) expect(own?.rate_per_certificate).toEqual(rate_per_certificate);
});

test.each(vectors.quicknet.rounds as { round: number; signature: string; randomness: string }[])(
  'round $round of quicknet is accepted',
  ({ round, signature, randomness }) => {
    expect(randomnessOf(quicknet, round, signature)).toBe(randomness);
  },
);

test.each(vectors.quicknet.must_be_refused as { why: string; round: number; signature: string }[])(
  'refused without a crash: $why',
  ({ round, signature }) => {
    expect(randomnessOf(quicknet, round, signature)).toBeNull();
  },
);

test.each(['', 'b4', 'zz'.repeat(48), `${'0'.repeat(96)}`, 'f'.repeat(96)])(
  'no signature at all: "%s"',
  (signature) => {
    expect(randomnessOf(quicknet, 1000, signature)).toBeNull();
  },
);

test('the round that is out at a moment is one less than the first after it', () => {
  const { how: _, source: __, ...moments } = vectors.round_arithmetic.outside;
  for (const [moment, round] of Object.entries(moments)) {
    expect(firstRoundAfter(quicknet, Date.parse(moment) / 1000) - 1).toBe(round);
  }
});

test('1,000 of 350,123: the last that is drawn, and how many share nine digits', () => {
  const seed = vectors.quicknet.rounds.at(-1).randomness;
  const drawn = new SmallestTickets(seed, 1000);
  for (let nth = 1; nth <= 350_123; nth++) drawn.add(`C${String(nth).padStart(6, '0')}`);
  expect(drawn.taken().at(-1)?.id).toBe(vectors.large_register.last_drawn);
});

test('fair_pick, a draw of others', () => {
  const { vectors: theirs } = vectors.outside.fair_pick;
  const own = (computed.outside as Record<string, { vectors: Json }>).fair_pick;
  expect(own?.vectors).toEqual(theirs);
});
