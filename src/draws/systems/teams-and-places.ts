import { seedFor } from '../chance/seed.js';
import { ranked } from '../chance/smallest-tickets.js';
import { assignPlaces } from '../rules/places.js';
import { RuleFault } from '../rules/strata.js';
import { makeTeams } from '../rules/teams.js';
import { listOf, text, tupleOf, whole } from './shapes.js';
import type { DrawKind } from './system.js';

/** The first round of certificates: teams from a register of people. */
export const teams: DrawKind = {
  name: 'teams',
  fields: { teams: whole, size: whole },
  is: ({ teams }) => typeof teams === 'number',
  isOfPeople: true,
  draw: ({ seal, key, register }) => {
    const bureaus = new Map(register.rows.map(({ id, bureau }) => [id, String(bureau)]));
    const order = ranked(seedFor(key, 'team'), bureaus.keys());
    const made = makeTeams(
      order.map(({ id }) => ({ id, bureau: bureaus.get(id) ?? '' })),
      { teams: seal.teams as number, size: seal.size as number, differentBureau: seal.rule.different_bureau === true },
    );
    return {
      order: order.map(({ id, ticket }) => ({ id, ticket })),
      teams: made.teams.map((team) => [...team]),
      skips: made.skips.map((skip) => ({ ...skip })),
    };
  },
};

/** The second round: places to the teams of the first. Its seal holds them, the recusals, and the root of the people whose bureaus count. */
export const places: DrawKind = {
  name: 'places',
  fields: { teams: listOf(listOf(text)), recused: listOf(tupleOf(text, text)) },
  rule: { capacity: whole },
  is: ({ teams }) => Array.isArray(teams),
  draw: ({ seal, key, register, people }) => {
    if (!people) throw new RuleFault('places are given by the bureaus of the people, whose register is not there');
    const provinces = new Map(register.rows.map(({ id, province }) => [id, String(province)]));
    const seed = seedFor(key, 'place');
    const order = ranked(seed, provinces.keys()).map(({ id }) => id);
    const { assignment, skips, leftCapacity } = assignPlaces(seed, {
      places: order.map((id) => ({ id, province: provinces.get(id) ?? '' })),
      teams: seal.teams as unknown as readonly (readonly string[])[],
      bureaus: new Map(people.rows.map(({ id, bureau }) => [id, String(bureau)])),
      recused: (seal.recused ?? []) as unknown as readonly (readonly [string, string])[],
      capacity: seal.rule.capacity as number,
      sameProvince: seal.rule.same_province === true,
    });
    return {
      order,
      assignment: assignment.map((one) => ({ ...one })),
      skips: skips.map((one) => ({ ...one })),
      left_capacity: leftCapacity,
    };
  },
};
