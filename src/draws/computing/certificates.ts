import type { Json } from '../../domain/proofs/canonical-json.js';
import { seedFor } from '../chance/seed.js';
import { ranked } from '../chance/smallest-tickets.js';
import { Register } from '../register/register.js';
import { assignPlaces } from '../rules/places.js';
import { makeTeams } from '../rules/teams.js';
import { keyOf, type Seal, sealHash } from '../seal/seal.js';
import { type Computing, type Example, expectRegister, Refused, randomnessFor, roundsIn } from './example.js';

type Pairs = readonly (readonly [string, string])[];

/** Certificates in two rounds (认证证书): the first makes teams, the second, sealed after it, gives them places. */
export const certificates: Computing = {
  needs: ['people', 'places', 'commit_1', 'commit_2'],
  compute(example, known) {
    const people = example.people as unknown as Pairs;
    const first = example.commit_1 as unknown as Seal;
    const second = example.commit_2 as unknown as Seal;
    const teams = teamsOf(example, known, first, people);
    if (second.previous !== sealHash(first))
      throw new Refused('the second seal does not name the hash of the first as its previous');
    const sealed = second.teams;
    if (sealed !== undefined && JSON.stringify(sealed) !== JSON.stringify(teams.teams))
      throw new Refused('the second seal has other teams than the first round made');
    return { ...teams, ...placesOf(example, known, second, people, teams.teams) };
  },
};

function teamsOf(example: Example, known: readonly Json[], seal: Seal, people: Pairs) {
  expectRegister(seal, new Register(people.map(([id, bureau]) => ({ id, bureau }))));
  const bureaus = new Map(people);
  const seed = seedFor(keyOf(seal, randomnessFor(seal, ...roundsIn(example, known)), null), 'team');
  const order = ranked(seed, bureaus.keys());
  const { teams, skips } = makeTeams(
    order.map(({ id }) => ({ id, bureau: bureaus.get(id) ?? '' })),
    { teams: seal.teams as number, size: seal.size as number, differentBureau: seal.rule.different_bureau === true },
  );
  return {
    commit_1_hash: sealHash(seal),
    seed_team: seed,
    order_1: order.map(({ id, ticket }) => [id, ticket.slice(0, shownDigits)]),
    teams: teams.map((team) => [...team]),
    skips_1: skips.map((skip) => ({ ...skip })),
  };
}

function placesOf(
  example: Example,
  known: readonly Json[],
  seal: Seal,
  people: Pairs,
  teams: readonly (readonly string[])[],
): Record<string, Json> {
  const places = example.places as unknown as Pairs;
  expectRegister(seal, new Register(places.map(([id, province]) => ({ id, province }))));
  const provinces = new Map(places);
  const seed = seedFor(keyOf(seal, randomnessFor(seal, ...roundsIn(example, known)), null), 'place');
  const order = ranked(seed, provinces.keys()).map(({ id }) => id);
  const { assignment, skips, leftCapacity } = assignPlaces(seed, {
    places: order.map((id) => ({ id, province: provinces.get(id) ?? '' })),
    teams,
    bureaus: new Map(people),
    recused: (seal.recused ?? example.recused ?? []) as unknown as Pairs,
    capacity: seal.rule.capacity as number,
    sameProvince: seal.rule.same_province === true,
  });
  return {
    commit_2_hash: sealHash(seal),
    seed_place: seed,
    order_2: order,
    assignment: assignment.map((one) => ({ ...one })),
    skips_2: skips.map((one) => ({ ...one })),
    left_capacity: leftCapacity,
  };
}

/** `0.` and eighteen digits: enough to tell people apart. */
const shownDigits = 20;
