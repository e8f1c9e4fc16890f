import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { quicknet } from '../beacon/quicknet.js';
import { firstRoundAfter } from '../beacon/rounds.js';
import { randomnessIn, sealRandomness } from '../beacon/seal-randomness.js';
import { sourceOf } from '../beacon/sealed-beacon.js';
import { seedFor } from '../chance/seed.js';
import { RuleFault } from '../rules/strata.js';
import type { Receipt } from '../seal/receipt.js';
import { keyOf } from '../seal/seal.js';
import { kindOf } from '../systems/kinds.js';
import { smallest } from '../systems/objects.js';
import type { DrawInput } from '../systems/system.js';
import { DrawRefused } from './draw-refused.js';
import { valuesOf } from './kept-values.js';
import { type DrawParts, drawNamed, mostTries, secondsNow } from './parts.js';
import { hiddenFacts } from './receipt-people.js';
import { keptReceipt, makeVoidWhereLate, nextReceipt } from './reveal-draw.js';
import { codesOf, inputOf } from './run-draw.js';

type Facts = Readonly<Record<string, Json>>;

/** @param newNonce 32 hexadecimal digits that nobody can foresee */
export type ReceiptParts = DrawParts & { readonly newNonce: () => string };

/** How long an arrival waits at least until its round comes: by then its receipt is on record. */
export const arrivalLeadSeconds = 10;

/** Kinds that state a fact, and need a reason: who is missing, what is gone, what somebody decided by hand. */
const facts = ['not-inspectable', 'late', 'manual'] as const;

/**
 * Adds a receipt (回执): what follows from the draw is computed, not believed. The same facts of something that has its receipt already are answered with that one, so whoever is not sure does it again.
 * @throws DrawRefused, RuleFault for what does not follow from the draw
 */
export async function addReceipt(no: string, kind: string, told: Facts, parts: ReceiptParts): Promise<Receipt> {
  const draw = await drawNamed(no, parts);
  if (draw.state === 'void' || (await makeVoidWhereLate(draw, parts)))
    throw new DrawRefused(`${no} is void: nothing follows from it`);
  if (draw.state === 'sealed' || draw.state === 'out')
    throw new DrawRefused(`${no} is not drawn yet: yibo draw run ${no}`);
  const [code = null] = draw.codes;
  const input = await inputOf(draw, code, parts);
  const given = await hiddenFacts(told, { draw, input, kind }, parts);
  for (let tries = 0; tries < mostTries; tries++) {
    const before = (await parts.draws.receipts(no)).map(({ receipt }) => JSON.parse(receipt) as Receipt);
    const known = knownAlready(before, kind, given);
    if (known) return known;
    const { said, codes } = await sayingOf({ draw, input, kind, given, before }, parts);
    // Nobody guesses what was said from `head`, which is public before the reveal.
    const nonce = draw.mode === 'sealed' ? { nonce: parts.newNonce() } : {};
    const receipt = await nextReceipt(draw, kind, { ...nonce, ...said }, parts);
    if (receipt.n !== before.length + 1) continue;
    if (await parts.draws.addReceipt(no, keptReceipt(receipt), codes ? { codes } : {})) return receipt;
  }
  throw new DrawRefused(`others add receipts to ${no} all the time; try again`);
}

interface Asked {
  readonly draw: KeptDraw;
  readonly input: DrawInput;
  readonly kind: string;
  readonly given: Facts;
  readonly before: readonly Receipt[];
}

interface Saying {
  readonly said: Facts;
  /** All codes that have decided something, where this one took the next. */
  readonly codes?: readonly string[];
}

async function sayingOf(asked: Asked, parts: DrawParts): Promise<Saying> {
  const { kind, given, input, draw, before } = asked;
  const at = secondsNow(parts);
  if (before.at(-1)?.kind === 'arrival' && kind !== 'drawn')
    throw new DrawRefused(`the container before is not drawn yet: yibo draw receipt ${draw.no} drawn`);
  if (kind === 'substitute') return substitute(asked, parts);
  if ((facts as readonly string[]).includes(kind)) {
    needed(given, kind === 'not-inspectable' ? ['id', 'reason'] : ['reason']);
    if (kind === 'not-inspectable' && !drawnIds(JSON.parse(draw.result ?? '{}')).includes(String(given.id)))
      throw new DrawRefused(`${String(given.id)} was not drawn in ${draw.no}`);
    return { said: { at, ...given } };
  }
  const rule = kindOf(input.seal)?.receipts?.[kind];
  if (!rule)
    throw new DrawRefused(`a draw of this kind has no receipt "${kind}". Known are: ${kindsFor(input).join(', ')}.`);
  if (kind === 'declared') needed(given, ['id', 'class']);
  const told = kind === 'arrival' ? arrival(asked, at) : { at, ...given };
  const rounds = await parts.draws.rounds(draw.no);
  const codes = sourceOf(input.seal.beacon) === 'codes' ? await codesOf(draw, parts) : [];
  const must = rule(told, {
    input,
    result: JSON.parse(draw.result ?? '{}'),
    before: before.at(-1) ?? null,
    randomness: (round) => randomnessIn(rounds, round),
    code: (nth) => codes[nth - 1] ?? null,
  });
  if (must === null && codes.length > 0)
    throw new DrawRefused(`the seal of ${draw.no} has no code for another container`);
  if (must === null) throw new DrawRefused(`its round is not kept yet: yibo draw run ${draw.no} --arrival`);
  if (must.before !== undefined) throw new DrawRefused('before it stands an arrival; the last receipt is another');
  const said = { ...told, ...must };
  return typeof must.code === 'number' ? { said, codes: codes.slice(0, must.code) } : { said };
}

/** The container is on record with the bays that are free before anybody knows the round that decides. */
function arrival({ input, given, before }: Asked, at: number): Facts {
  needed(given, ['container', 'free']);
  const bays = input.seal.rule.bays as readonly Json[] | undefined;
  if (!bays) throw new DrawRefused('only frozen meat arrives at bays');
  const free = Array.isArray(given.free) ? (given.free as readonly Json[]) : String(given.free).split(/[,，、]/);
  const strange = free.find((bay, nth) => !bays.includes(bay) || free.indexOf(bay) < nth);
  if (free.length === 0 || strange !== undefined)
    throw new RuleFault(`free bays are some of ${bays.join(', ')}, each once; not ${String(strange ?? 'none')}`);
  const k = before.filter(({ kind }) => kind === 'arrival').length + 1;
  const came = { ...given, k, free: free as readonly string[], arrived: at };
  if (sourceOf(input.seal.beacon) === 'codes') return came;
  return { ...came, round: firstRoundAfter(quicknet, at + arrivalLeadSeconds) };
}

/** The next of those who were neither drawn nor substituted, by the next code. */
async function substitute({ draw, input, given, before }: Asked, parts: DrawParts): Promise<Saying> {
  needed(given, ['of', 'reason']);
  const { seal, register } = input;
  const result = JSON.parse(draw.result ?? '{}') as { readonly drawn?: readonly { readonly id: string }[] };
  const replaced = before.filter(({ kind }) => kind === 'substitute').map(({ id }) => String(id));
  const drawn = (result.drawn ?? []).map(({ id }) => id);
  if (![...drawn, ...replaced].includes(String(given.of)))
    throw new DrawRefused(`${String(given.of)} was not drawn in ${draw.no}`);
  const codes = (await codesOf(draw, parts)).slice(0, replaced.length + 2);
  const code = codes[replaced.length + 1];
  const randomness = sealRandomness(seal.beacon, await valuesOf(draw.no, parts));
  if (code === undefined || randomness === null)
    throw new DrawRefused(`the seal of ${draw.no} has no code for another substitute`);
  const out = new Set([...drawn, ...replaced]);
  const rows = register.rows.filter(({ id }) => !out.has(id));
  const [next] = smallest(seedFor(keyOf(seal, randomness, code), 'objects'), 1, rows, seal.rule).drawn;
  if (!next) throw new DrawRefused('nobody is left who was not drawn');
  return { said: { at: secondsNow(parts), ...given, id: next.id, ticket: next.ticket }, codes };
}

/** Every id that a result says was drawn. */
export function drawnIds(result: Facts): readonly string[] {
  const list = (value: Json | undefined) => (Array.isArray(value) ? (value as readonly Facts[]) : []);
  const drawn = [...list(result.drawn), ...list(result.strata).flatMap((one) => list(one.drawn as Json))].map(
    ({ id }) => String(id),
  );
  return [
    ...drawn,
    ...list(result.assignment).map(({ place }) => String(place)),
    ...list(result.vehicles).map(({ vin }) => String(vin)),
  ];
}

function kindsFor({ seal }: DrawInput): readonly string[] {
  const own = Object.keys(kindOf(seal)?.receipts ?? {});
  return [...facts, ...(seal.take !== undefined ? ['substitute'] : []), ...own];
}

function needed(given: Facts, names: readonly string[]): void {
  const missing = names.find((name) => given[name] === undefined || given[name] === '');
  if (missing !== undefined) throw new DrawRefused(`the receipt needs --fact ${missing}=…`);
}

/** What has one receipt of a kind, whatever else is said the second time. */
const oneFor: Readonly<Record<string, string>> = {
  arrival: 'container',
  declared: 'id',
  substitute: 'of',
  'not-inspectable': 'id',
};

/** @returns the receipt of the same, where there is one */
function knownAlready(before: readonly Receipt[], kind: string, given: Facts): Receipt | null {
  const last = before.at(-1);
  if (kind === 'drawn') return last?.kind === kind ? last : null;
  const name = oneFor[kind];
  const names = name === undefined ? Object.keys(given) : [name];
  const isSame = (one: Receipt) => names.every((fact) => JSON.stringify(one[fact]) === JSON.stringify(given[fact]));
  return before.find((one) => one.kind === kind && isSame(one)) ?? null;
}
