import type { Json } from '../../domain/proofs/canonical-json.js';
import { localTime } from '../../domain/time/zone.js';
import { type BeaconSource, sourceOf } from '../beacon/sealed-beacon.js';
import type { Bundle } from '../bundle/bundle.js';
import { inBytes } from '../rules/in-bytes.js';
import { weightOf } from '../rules/weights.js';
import { chances } from '../rules/why.js';
import { type Evenness, type Spread, spreadOf, Tally } from './evenness.js';

/** What anybody counts in the files of a year's draws (年度统计): the same files give the same figures. */
export interface DrawFigures {
  readonly year: number;
  readonly draws: number;
  readonly bySource: Readonly<Record<BeaconSource, number>>;
  /** Whose code was not revealed in time. */
  readonly voids: number;
  /**
   * Neither void nor with a result that was checked: nobody ran it, nobody typed its numbers, or its code is not revealed. Whoever lets draws lie that do not
   * suit, and seals others, shows here.
   */
  readonly withoutResult: number;
  /** Receipts of each kind that say that something did not go as it was drawn. */
  readonly exceptions: Readonly<Record<'manual' | 'late' | 'not-inspectable' | 'substitute', number>>;
  /** How many stood in the registers: the smallest, the middle and the largest. */
  readonly pools: { readonly smallest: number; readonly median: number; readonly largest: number } | null;
  /** Pairs of frozen meat that were formed, and those among them that had worked together before. */
  readonly pairs: { readonly formed: number; readonly again: number };
  /** Objects that were drawn, in a system each: how many times, how many of them more than once, how often the most. */
  readonly objects: { readonly drawn: number; readonly moreThanOnce: number; readonly most: number };
  /** Declared consignments that are inspected, against the rates of their classes. */
  readonly inspected: Evenness;
  /** Objects of the first half of their register that are drawn, against their exact chances: a place in the register does not count. */
  readonly firstHalf: Evenness;
  /** Draws whose chances are not known here: the register is left out, or there are too many ways. */
  readonly withoutChances: number;
  /** Tickets of consignments by their first digit; channels of containers. */
  readonly tickets: Spread;
  readonly channels: Spread;
}

/** Of larger registers the chances are not computed here: whoever counts a year waits for it. */
export const mostRows = 1_000;

type Facts = Readonly<Record<string, Json>>;

/** @returns the year of a draw in China, by its seal; null where that says no moment */
export function yearOf({ seal }: Pick<Bundle, 'seal'>): number | null {
  return seal.sealed_at === undefined ? null : Number(localTime(seal.sealed_at * 1000).day.slice(0, 4));
}

/** @param bundles of one year, which hold or are void; whoever gives them has checked that */
export function figuresOf(year: number, bundles: readonly Bundle[]): DrawFigures {
  const receipts = bundles.flatMap((bundle) => bundle.receipts);
  const count = (kind: string) => receipts.filter((one) => one.kind === kind).length;
  const source = (name: BeaconSource) => bundles.filter(({ seal }) => sourceOf(seal.beacon) === name).length;
  const results = bundles.flatMap(({ result }) => (result ? [result] : []));
  const { firstHalf, withoutChances } = halves(bundles);
  return {
    year,
    draws: bundles.length,
    bySource: { quicknet: source('quicknet'), numbers: source('numbers'), codes: source('codes') },
    voids: count('void'),
    withoutResult: bundles.filter(({ result, receipts: own }) => result === null && !own.some(isVoid)).length,
    exceptions: {
      manual: count('manual'),
      late: count('late'),
      'not-inspectable': count('not-inspectable'),
      substitute: count('substitute'),
    },
    pools: poolsOf(bundles),
    pairs: { formed: sumOf(results, 'pairs'), again: sumOf(results, 'again') },
    objects: repeats(bundles),
    inspected: inspectedOf(bundles),
    firstHalf,
    withoutChances,
    tickets: ticketsOf(receipts),
    channels: channelsOf(bundles),
  };
}

function isVoid({ kind }: Facts): boolean {
  return kind === 'void';
}

function sumOf(results: readonly Facts[], name: string): number {
  return results.reduce((sum, result) => sum + listOf(result[name]).length, 0);
}

function listOf(value: Json | undefined): readonly Facts[] {
  return Array.isArray(value) ? (value as readonly Facts[]) : [];
}

function poolsOf(bundles: readonly Bundle[]): DrawFigures['pools'] {
  const sizes = bundles.map(({ seal }) => seal.register.size).sort((one, other) => one - other);
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  if (smallest === undefined || largest === undefined) return null;
  return { smallest, median: sizes[Math.floor((sizes.length - 1) / 2)] ?? smallest, largest };
}

/** Who was drawn by a result: of all, or of each stratum. */
function drawnIn(result: Facts | null): readonly string[] {
  const lists = [listOf(result?.drawn), ...listOf(result?.strata).map((stratum) => listOf(stratum.drawn))];
  return lists.flat().map(({ id }) => String(id));
}

function repeats(bundles: readonly Bundle[]): DrawFigures['objects'] {
  const times = new Map<string, number>();
  for (const { seal, result } of bundles) {
    for (const id of drawnIn(result)) {
      const name = `${seal.system}|${id}`;
      times.set(name, (times.get(name) ?? 0) + 1);
    }
  }
  const all = [...times.values()];
  return {
    drawn: all.reduce((sum, one) => sum + one, 0),
    moreThanOnce: all.filter((one) => one > 1).length,
    most: all.reduce((most, one) => Math.max(most, one), 0),
  };
}

function inspectedOf(bundles: readonly Bundle[]): Evenness {
  const tally = new Tally();
  for (const { seal, receipts } of bundles) {
    const rates = seal.rates as Readonly<Record<string, string>> | undefined;
    for (const { kind, class: name, inspected } of rates ? receipts : [])
      if (kind === 'declared') tally.add(Number(rates?.[String(name)] ?? 0), inspected === true);
  }
  return tally.evenness;
}

/** Draws of objects without strata: each has chances that are known exactly. */
function halves(bundles: readonly Bundle[]): Pick<DrawFigures, 'firstHalf' | 'withoutChances'> {
  const tally = new Tally();
  let withoutChances = 0;
  for (const { seal, register, result } of bundles) {
    if (typeof seal.take !== 'number' || seal.strata !== undefined || !result) continue;
    const rows =
      (register?.length ?? 0) > mostRows ? undefined : register?.toSorted((one, other) => inBytes(one.id, other.id));
    const weights = rows?.map((row) => weightOf(seal.rule, row) ?? 1);
    const known = weights ? chances(weights, seal.take) : null;
    if (!rows || !weights || !known) {
      withoutChances++;
      continue;
    }
    const drawn = new Set(drawnIn(result));
    for (const [at, { id }] of rows.slice(0, Math.floor(rows.length / 2)).entries()) {
      const chance = known.get(weights[at] ?? 1);
      // Nine digits of the fraction: nothing here needs more.
      tally.add(chance ? Number((chance.over * 1_000_000_000n) / chance.under) / 1_000_000_000 : 0, drawn.has(id));
    }
  }
  return { firstHalf: tally.evenness, withoutChances };
}

function ticketsOf(receipts: readonly Facts[]): Spread {
  const counts = new Map(Array.from({ length: 10 }, (_, digit) => [String(digit), 0]));
  for (const { kind, ticket } of receipts) {
    const digit = String(ticket)[2] ?? '';
    if (kind === 'declared' && counts.has(digit)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  }
  return spreadOf(Object.fromEntries(counts));
}

/** Of rules that have the same channels as the first: others cannot be counted together. */
function channelsOf(bundles: readonly Bundle[]): Spread {
  const meat = bundles.filter(({ seal }) => Array.isArray(seal.rule.channels));
  const channels = (meat[0]?.seal.rule.channels ?? []) as readonly string[];
  const counts = new Map(channels.map((channel) => [channel, 0]));
  for (const { seal, receipts } of meat) {
    if (JSON.stringify(seal.rule.channels) !== JSON.stringify(channels)) continue;
    for (const { kind, channel } of receipts)
      if (kind === 'drawn') counts.set(String(channel), (counts.get(String(channel)) ?? 0) + 1);
  }
  return spreadOf(Object.fromEntries(counts));
}
