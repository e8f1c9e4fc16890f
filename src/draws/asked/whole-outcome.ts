import type { WholeOutcome } from '../../domain/draws/asked.js';
import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { isTold } from '../protocol/draw-file.js';

type Facts = Readonly<Record<string, Json>>;

/** As many are named as somebody would read. */
const mostNamed = 20;

/**
 * What came out of a whole draw, in figures.
 * @param counts how many receipts of each kind it has
 * @returns null where it may not be told, or is nothing yet
 */
export function wholeOutcome(draw: KeptDraw, counts: Readonly<Record<string, number>>): WholeOutcome | null {
  if (draw.result === null || !isTold(draw)) return null;
  const { drawn, strata, teams, assignment, vehicles, rates, pairs } = JSON.parse(draw.result) as Facts;
  if (drawn !== undefined)
    return { kind: 'taken', count: listOf(drawn).length, drawn: namesIn(drawn).slice(0, mostNamed) };
  if (strata !== undefined) return { kind: 'strata', strata: listOf(strata).map(stratum) };
  if (assignment !== undefined) {
    const assigned = listOf(assignment);
    return { kind: 'places', places: assigned.length, teams: new Set(assigned.map(({ team }) => team)).size };
  }
  if (teams !== undefined) return { kind: 'teams', teams: listOf(teams).length };
  if (vehicles !== undefined) return { kind: 'vehicles', vehicles: listOf(vehicles).length };
  if (rates !== undefined) return { kind: 'consignments', declared: counts.declared ?? 0 };
  return pairs === undefined ? null : { kind: 'shift', pairs: listOf(pairs).length, arrived: counts.arrival ?? 0 };
}

function stratum({ name, size, places }: Facts) {
  return { name: String(name), size: Number(size), places: Number(places) };
}

function namesIn(drawn: Json): readonly string[] {
  return listOf(drawn).map(({ id }) => String(id));
}

function listOf(value: Json): readonly Facts[] {
  return Array.isArray(value) ? (value as readonly Facts[]) : [];
}
