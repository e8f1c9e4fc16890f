import type { Json } from '../../domain/proofs/canonical-json.js';
import { certificates } from './certificates.js';
import { type Computing, type Example, Refused } from './example.js';
import { frozenMeat } from './frozen-meat.js';
import { beaconRounds, boundedIntegers, merkle, othersPicks, roundArithmetic, strata, ties } from './parts.js';
import { vehicles } from './vehicles.js';
import { weightedDraw } from './weighted-draw.js';

/** Each kind of example; the first whose names an example has computes it. */
const computings: readonly Computing[] = [
  certificates,
  frozenMeat,
  weightedDraw,
  vehicles,
  strata,
  ties,
  boundedIntegers,
  roundArithmetic,
  beaconRounds,
  othersPicks,
  merkle,
];

/**
 * Computes every derived value of a worked example, under the names that such examples have, so that whoever has another program can compare.
 * @param example one example, or sections of them by name: then each section that is known is computed
 * @param known rounds of the beacon, for examples that only name theirs
 * @throws Refused where a seal does not hold, or nothing in the example can be computed
 */
export function compute(example: Example, known: readonly Json[] = []): Record<string, Json> {
  const kind = kindOf(example);
  if (kind) return kind.compute(example, known);
  const rounds = [...roundsOf(example.quicknet), ...known];
  const sections = Object.entries(example).flatMap(([name, section]): [string, Json][] => {
    if (!isExample(section) || !isComputed(section)) return [];
    return [[name, compute(section, rounds)]];
  });
  if (sections.length === 0) {
    throw new Refused(
      `nothing here can be computed; an example has ${computings.map(({ needs }) => needs.join(' and ')).join('; or ')}`,
    );
  }
  return Object.fromEntries(sections);
}

function kindOf(example: Example): Computing | null {
  return computings.find(({ needs }) => needs.every((name) => name in example)) ?? null;
}

/** Whether a section is an example, or holds some. */
function isComputed(section: Example): boolean {
  return kindOf(section) !== null || Object.values(section).some((part) => isExample(part) && kindOf(part) !== null);
}

function isExample(value: Json | undefined): value is Example & { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Rounds that one section of a file gives to all. */
function roundsOf(section: Json | undefined): readonly Json[] {
  const rounds = isExample(section) ? section.rounds : undefined;
  return Array.isArray(rounds) ? rounds : [];
}
