import { createHash } from 'node:crypto';
import type { Json } from '../../src/domain/proofs/canonical-json.js';
import { knownRounds } from '../../src/draws/beacon/known-rounds.js';
import { quicknet, randomnessOf } from '../../src/draws/beacon/quicknet.js';
import { timeOfRound } from '../../src/draws/beacon/rounds.js';
import { sealRandomness } from '../../src/draws/beacon/seal-randomness.js';
import type { BeaconSource, NumbersPart } from '../../src/draws/beacon/sealed-beacon.js';
import type { Bundle } from '../../src/draws/bundle/bundle.js';
import { drawInput, makeBundle, withReceipts } from '../../src/draws/bundle/make-bundle.js';
import { codeChain, seedFor } from '../../src/draws/chance/seed.js';
import { Register, type RegisterRow } from '../../src/draws/register/register.js';
import { arrivalNonce, drawArrival, drawArrivalByCode } from '../../src/draws/rules/arrival.js';
import { RuleFault } from '../../src/draws/rules/strata.js';
import { keyOf, type Seal } from '../../src/draws/seal/seal.js';
import { smallest } from '../../src/draws/systems/objects.js';
import { onSite } from '../../src/draws/systems/on-site.js';
import { stampOver } from './time-stamps.js';

/** Whole numbers that a text decides, so that a draw that fails can be made again. */
export class Chance {
  #count = 0;
  constructor(private readonly text: string) {}

  below(n: number): number {
    return (
      createHash('sha256')
        .update(`${this.text}|${this.#count++}`)
        .digest()
        .readUInt32BE() % n
    );
  }

  from(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  some<T>(choices: readonly T[]): T[] {
    return choices.filter(() => this.below(2) === 0);
  }
}

/** Among them characters whose order differs by UTF-16 units and by bytes: U+20BB7 is two units from D800 on, U+FF21 one above them. */
const letters = ['A', 'b', '7', '津', '𠮷', 'Ａ', 'é', '-', '"', '\\'];

const ids = (chance: Chance, many: number) =>
  Array.from({ length: many }, (_, nth) => `${chance.of(letters)}${chance.of(letters)}${nth}${chance.of(letters)}`);

/** A draw before it is sealed. */
interface Plan {
  readonly rows: readonly RegisterRow[];
  readonly people?: readonly RegisterRow[];
  readonly rule: Readonly<Record<string, Json>>;
  readonly own: Readonly<Record<string, Json>>;
  /** What happens after it. */
  readonly goesOn?: (bundle: Bundle, chance: Chance, chain: readonly string[]) => Bundle;
}

const plans: readonly ((chance: Chance) => Plan)[] = [
  ofObjects,
  ofStrata,
  ofTeams,
  ofPlaces,
  ofVehicles,
  ofOnSite,
  ofMeat,
];

/** The nth of the random draws: each kind in turn; of those that wait for numbers, each but frozen meat; by codes, frozen meat alone. */
export function randomDraw(nth: number, source: BeaconSource = 'quicknet'): Bundle {
  const own = { quicknet: plans, numbers: plans.slice(0, -1), codes: plans.slice(-1) }[source];
  for (let attempt = 0; attempt < 50; attempt++) {
    const chance = new Chance(`draw ${nth}, attempt ${attempt}`);
    try {
      return drawn((own[nth % own.length] as (typeof plans)[number])(chance), { nth, source }, chance);
    } catch (error) {
      // A rule that this register cannot be drawn by: another one.
      if (!(error instanceof RuleFault)) throw error;
    }
  }
  throw new Error(`no draw ${nth} came about`);
}

/** Where a register is said to come from. */
const release = {
  ...{ dataset: 'storage-sites', position: 12, hash: 'cd'.repeat(32) },
  ...{ facts: { 风险: 'risk_class' }, where: { kind: '冷藏' } },
};

/** What a draw waits for, and what came of it. */
interface Awaited {
  readonly beacon: Seal['beacon'];
  readonly values: Bundle['beacon'];
  /** When it can be had at the earliest. */
  readonly due: number;
}

function awaited(source: BeaconSource, chance: Chance): Awaited {
  const round = chance.of(knownRounds.slice(0, 4));
  const due = timeOfRound(quicknet, round.round);
  if (source === 'quicknet') return { beacon: { chain: quicknet.hash, round: round.round }, values: [round], due };
  if (source === 'codes') return { beacon: { source }, values: [], due };
  const shape = chance.of(shapes);
  const numbers = numbersOf(shape, chance);
  const wrong = numbers.map((own, at) => (at === 0 ? numbersOf(shape, chance)[0] : own)) as number[][];
  const isWrong = chance.below(3) === 0 && JSON.stringify(wrong) !== JSON.stringify(numbers);
  const values = [
    { by: '张三', at: due + chance.below(3), numbers },
    ...(isWrong ? [{ by: '李四', at: due + 5, numbers: wrong }] : []),
    { by: '李四', at: due + 9, numbers },
  ];
  return { beacon: { source, what: '示例：第 1 期 𠮷"\\', shape, due }, values, due };
}

const set = (count: number, to: number): NumbersPart => ({ count, from: 1, to, ordered: false });
const shapes: readonly (readonly NumbersPart[])[] = [
  [{ count: 20, from: 1, to: 6, ordered: true }],
  [{ count: 16, from: 0, to: 9, ordered: true }],
  [set(6, 33), set(1, 16), set(6, 33), set(1, 16), set(6, 33), set(1, 16)],
];

function numbersOf(shape: readonly NumbersPart[], chance: Chance): number[][] {
  return shape.map(({ count, from, to, ordered }) => {
    if (ordered) return Array.from({ length: count }, () => chance.from(from, to));
    const own = new Set<number>();
    while (own.size < count) own.add(chance.from(from, to));
    return [...own].sort((one, other) => one - other);
  });
}

function drawn(
  { rows, people, rule, own, goesOn }: Plan,
  { nth, source }: { readonly nth: number; readonly source: BeaconSource },
  chance: Chance,
): Bundle {
  const { beacon, values, due } = awaited(source, chance);
  const chain = codeChain(`secret ${nth}`, 6);
  const mode = source === 'codes' ? 'sealed' : chance.of(['public', 'sealed'] as const);
  const withCode = mode === 'sealed' || chance.below(3) === 0;
  const sealed = (of: readonly RegisterRow[]) => ({ root: new Register(of).root, size: of.length });
  const seal: Seal = {
    v: 'yibo-draw/1',
    draw: `示例-${nth}`,
    system: chance.of(['sites', '现场', '𠮷']),
    mode,
    rule: { id: 'random/1', 𠮷: [1.5, -2e-9, 1e21, null, true], Ａ: '"\\\u2028\u001f\u007f', ...rule },
    register: { ...sealed(rows), ...(source === 'numbers' && nth % 3 === 0 && { release }) },
    beacon,
    previous: chance.of([null, 'ab'.repeat(32)]),
    ...(people && { people: sealed(people) }),
    ...(withCode && { code: { hash: chain[5] as string, steps: 6 } }),
    sealed_at: due - chance.of([120, 121, 5000]),
    ...(source === 'codes' && { reveal_by: due + 50_000 }),
    ...own,
  };
  const code = mode === 'sealed' ? { code: chain[4] as string } : {};
  const made = makeBundle({ seal, register: rows, ...(people && { people }), beacon: values, ...code });
  const bundle = nth % 4 === 3 ? { ...made, stamp: stampOver(made.seal_hash, due - 60) } : made;
  return goesOn ? goesOn(bundle, chance, chain) : bundle;
}

function ofObjects(chance: Chance): Plan {
  const isWeighted = chance.below(2) === 0;
  const rows = ids(chance, chance.from(1, 25)).map((id) => ({
    id,
    risk: chance.of(['高', '低']),
    credit: chance.from(1, 3),
  }));
  const rule = isWeighted
    ? { weight: 'risk * credit', risk: { 高: 3, 低: chance.below(2) }, credit: { 1: 1, 2: 2, 3: 4 } }
    : {};
  return { rows, rule, own: { take: chance.from(0, 8) }, goesOn: withSubstitutes };
}

function withSubstitutes(bundle: Bundle, chance: Chance, chain: readonly string[]): Bundle {
  const { seal, codes, beacon } = bundle;
  const out = (bundle.result as unknown as { drawn: { id: string }[] }).drawn.map(({ id }) => id);
  if (seal.mode === 'public' || out.length === 0) return bundle;
  const randomness = sealRandomness(seal.beacon, beacon) ?? '';
  const revealed = [...codes];
  const replaced = new Set<string>();
  const goneOn = withReceipts(bundle, (receipts) => {
    receipts.add('late', { why: '示例', share: 0.25 });
    for (const code of [chain[3], chain[2]].slice(0, chance.below(3)) as string[]) {
      const left = (bundle.register ?? []).filter(({ id }) => !out.includes(id));
      const [next] = smallest(seedFor(keyOf(seal, randomness, code), 'objects'), 1, left, seal.rule).drawn;
      if (!next) return;
      const of = chance.of(out.filter((id) => !replaced.has(id)));
      receipts.add('substitute', { of, id: next.id, ticket: next.ticket });
      revealed.push(code);
      replaced.add(of);
      out.push(next.id);
    }
  });
  return { ...goneOn, codes: revealed };
}

function ofStrata(chance: Chance): Plan {
  const names = ['一般', '新', '1', '𠮷', 'Ａ'].slice(0, chance.from(2, 5));
  const rows = ids(chance, 30).map((id) => ({ id, class: chance.of(names) }));
  const rates = Object.fromEntries(names.map((name) => [name, chance.from(1, 3)]));
  return { rows, rule: {}, own: { take: chance.from(8, 12), strata: { fact: 'class', rates, may_be_empty: true } } };
}

const bureaus = ['天津', '河北', '山西'];
const persons = (chance: Chance, many: number) => ids(chance, many).map((id) => ({ id, bureau: chance.of(bureaus) }));

function ofTeams(chance: Chance): Plan {
  const different_bureau = chance.below(2) === 0;
  return {
    rows: persons(chance, 10),
    rule: { different_bureau },
    own: { teams: chance.from(1, 4), size: chance.from(1, 2) },
  };
}

function ofPlaces(chance: Chance): Plan {
  const people = persons(chance, 8);
  const rows = ids(chance, chance.from(2, 6)).map((id) => ({ id, province: chance.of(bureaus) }));
  const teams = [0, 2, 4, 6].map((at) => people.slice(at, at + 2).map(({ id }) => id));
  const recused = people.slice(0, 3).map(({ id }) => [id, chance.of(rows).id]);
  return { rows, people, rule: { capacity: 2, same_province: chance.below(2) === 0 }, own: { teams, recused } };
}

function ofVehicles(chance: Chance): Plan {
  const stations = ['S1', '二号', 'S3'].map((name) => [name, chance.from(1, 4)] as const);
  const inspectors = Object.fromEntries(stations.map(([name]) => [name, ids(chance, chance.from(1, 3))]));
  const rows = ids(chance, chance.from(0, 12)).map((id) => ({ id }));
  return { rows, rule: {}, own: { stations: stations.map((one) => [...one]), inspectors } };
}

function ofOnSite(chance: Chance): Plan {
  const rows = ids(chance, 4).map((id) => ({ id }));
  const rates = { 一般: '0.5', 木质包装: '0.043', 肉: '1', 无: '0' };
  const goesOn = (bundle: Bundle, _: Chance, chain: readonly string[]) => {
    const code = bundle.seal.mode === 'sealed' ? { code: chain[4] as string } : {};
    const input = drawInput({ seal: bundle.seal, register: rows, beacon: bundle.beacon, ...code });
    const nothing = () => null;
    const context = { input, result: bundle.result ?? {}, before: null, randomness: nothing, code: nothing };
    return withReceipts(bundle, (receipts) => {
      for (const id of ids(chance, 6)) {
        const declared = { id, class: chance.of(Object.keys(rates)) };
        const nonce = '2f'.repeat(16);
        receipts.add('declared', { ...declared, ...onSite.receipts?.declared?.(declared, context), nonce });
      }
    });
  };
  return { rows, rule: {}, own: { rates }, goesOn };
}

function ofMeat(chance: Chance): Plan {
  const rows = ids(chance, chance.from(2, 9)).map((id) => ({ id }));
  const rule = { bays: ['1号台', '2号台', '3号台', '4号台'], zones: ['东区', '西区'], channels: ['左', '中', '右'] };
  const not_again = rows.slice(1).flatMap(({ id }) => (chance.below(3) === 0 ? [[rows[0]?.id ?? '', id]] : []));
  return {
    rows,
    rule,
    own: { shift: '早班', not_again },
    goesOn: (bundle, _, chain) => withArrivals(bundle, rule, chance, chain),
  };
}

interface MeatRule {
  readonly bays: readonly string[];
  readonly zones: readonly string[];
  readonly channels: readonly string[];
}

function withArrivals(bundle: Bundle, rule: MeatRule, chance: Chance, chain: readonly string[]): Bundle {
  const { beacon } = bundle.seal;
  return 'round' in beacon
    ? withRounds(bundle, rule, chance, beacon.round)
    : withCodes(bundle, rule, chance, chain.toReversed().slice(1));
}

/** Without a network: each container by the next code. */
function withCodes(bundle: Bundle, rule: MeatRule, chance: Chance, codes: readonly string[]): Bundle {
  const { pairs, zones } = bundle.result as unknown as { pairs: string[][]; zones: Record<string, string[]> };
  const arrived = bundle.seal.sealed_at ?? 0;
  let k = 0;
  const goneOn = withReceipts(bundle, (receipts) => {
    receipts.add('pairs', { code: 1, pairs, nonce: '2f'.repeat(16) });
    receipts.add('zones', { code: 1, zones, nonce: '3f'.repeat(16) });
    for (const many = chance.from(0, 3); k < many; ) {
      const code = codes[++k] as string;
      const free = [chance.of(rule.bays.slice(0, 3)), '4号台'];
      const nonce = arrivalNonce(code, receipts.head);
      const arrival = receipts.add('arrival', { k, container: `CSQU${k}`, free, arrived, nonce });
      const came = drawArrivalByCode(code, arrival.hash, { ...rule, free });
      const said = { k, container: `CSQU${k}`, ...came, pair: zones[came.zone] ?? [], code: k + 1 };
      receipts.add('drawn', { ...said, nonce: '4f'.repeat(16) });
    }
  });
  return { ...goneOn, codes: codes.slice(0, k + 1) };
}

function withRounds(bundle: Bundle, rule: MeatRule, chance: Chance, round: number): Bundle {
  const { pairs, zones } = bundle.result as unknown as { pairs: string[][]; zones: Record<string, string[]> };
  const next = knownRounds.find((known) => known.round > round) ?? knownRounds[0];
  return withReceipts(
    bundle,
    (receipts) => {
      receipts.add('pairs', { round, pairs });
      receipts.add('zones', { round, zones });
      for (let k = 1; k <= chance.from(1, 3); k++) {
        const said = { k, container: `CSQU${k}`, free: [chance.of(rule.bays.slice(0, 3)), '4号台'], round: next.round };
        const arrival = receipts.add('arrival', { ...said, arrived: timeOfRound(quicknet, next.round) - 1 });
        const randomness = randomnessOf(quicknet, next.round, next.signature) ?? '';
        const came = drawArrival(randomness, arrival.hash, { ...rule, free: said.free });
        const { free: _, ...drawnOf } = said;
        receipts.add('drawn', { ...drawnOf, ...came, pair: zones[came.zone] ?? [] });
      }
    },
    [next],
  );
}
