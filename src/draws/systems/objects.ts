import { seedFor } from '../chance/seed.js';
import { SmallestTickets } from '../chance/smallest-tickets.js';
import type { RegisterRow } from '../register/register.js';
import { inBytes } from '../rules/in-bytes.js';
import { dividePlaces } from '../rules/strata.js';
import { weightOf } from '../rules/weights.js';
import { objectOf, tableOf, text, truth, whole } from './shapes.js';
import type { DrawInput, DrawKind } from './system.js';

/** Objects by their tickets, weighted where the rule says so: storage sites (储存场地). */
export const objects: DrawKind = {
  name: 'objects',
  fields: { take: whole },
  is: ({ take, strata }) => typeof take === 'number' && strata === undefined,
  draw: ({ seal, key, register }) => smallest(seedFor(key, 'objects'), seal.take as number, register.rows, seal.rule),
};

/** Objects in strata, each with a rate of its own: certificates (认证证书). `strata` names the fact that divides them, `rates` its values. */
export const objectsInStrata: DrawKind = {
  name: 'objects-in-strata',
  fields: {
    take: whole,
    strata: objectOf({ fact: text, rates: tableOf(whole), 'may_be_empty?': truth }),
  },
  is: ({ take, strata }) => typeof take === 'number' && strata !== undefined,
  draw: (input) => ({ strata: drawStrata(input) }),
};

function drawStrata({ seal, key, register }: DrawInput) {
  const { fact, rates, may_be_empty } = seal.strata as unknown as {
    readonly fact: string;
    readonly rates: Readonly<Record<string, number>>;
    readonly may_be_empty?: boolean;
  };
  const seed = seedFor(key, 'objects');
  const rowsOf = (name: string) => register.rows.filter((row) => row[fact] === name);
  // Names of an object have no order that a hash would see: that of their bytes is everybody's.
  const names = Object.keys(rates).sort(inBytes);
  const sizes = names.map((name) => ({ name, rate: rates[name] ?? 0, size: rowsOf(name).length }));
  return dividePlaces(seal.take as number, sizes, may_be_empty === true).map(({ name, places, remainder }) => {
    const rows = rowsOf(name);
    return { name, size: rows.length, places, remainder, ...smallest(seed, places, rows, seal.rule) };
  });
}

/** Who is drawn from rows, with the ticket of the first who is not: where the cut is. */
export function smallest(seed: string, take: number, rows: readonly RegisterRow[], rule: DrawInput['seal']['rule']) {
  const tickets = new SmallestTickets(seed, take);
  for (const row of rows) tickets.add(row.id, weightOf(rule, row));
  return {
    drawn: tickets.taken().map(({ id, ticket, of }) => ({ id, ticket, of })),
    first_not_drawn: tickets.firstNotDrawn()?.ticket ?? null,
  };
}
