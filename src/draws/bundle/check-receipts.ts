import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import { chainStart } from '../beacon/chain-start.js';
import { quicknet } from '../beacon/quicknet.js';
import { timeOfRound } from '../beacon/rounds.js';
import { randomnessIn, sealRandomness } from '../beacon/seal-randomness.js';
import { sourceOf } from '../beacon/sealed-beacon.js';
import { seedFor } from '../chance/seed.js';
import { type Receipt, receiptHash } from '../seal/receipt.js';
import { keyOf } from '../seal/seal.js';
import { frozenMeat } from '../systems/frozen-meat.js';
import { kindOf } from '../systems/kinds.js';
import { smallest } from '../systems/objects.js';
import { listOf, misshapen, text, whole } from '../systems/shapes.js';
import type { DrawInput, ReceiptContext } from '../systems/system.js';
import type { Bundle } from './bundle.js';
import { fails, unknown } from './verdict.js';

/** Receipts link, and each says what follows from what went before. */
export function checkReceipts(bundle: Bundle, input: DrawInput): string {
  const rules = kindOf(bundle.seal)?.receipts ?? {};
  const randomness = (round: number) => randomnessIn(bundle.beacon, round);
  const code = (nth: number) => bundle.codes[nth - 1] ?? null;
  const start = chainStart(bundle.seal.beacon, bundle.seal_hash, bundle.beacon);
  const replaced: Replaced[] = [];
  const came: string[] = [];
  const declared = new Set<unknown>();
  let before: Receipt | null = null;
  for (const [at, receipt] of bundle.receipts.entries()) {
    checkLink(start, receipt, before, at);
    if (before?.kind === 'arrival' && receipt.kind !== 'drawn')
      fails(`receipt ${at + 1} (${receipt.kind}) stands where the container of receipt ${at} has to be drawn`);
    const context: ReceiptContext = { input, result: bundle.result ?? {}, before, randomness, code };
    if (receipt.kind === 'arrival') came.push(checkArrival(bundle, receipt, came));
    const must = Object.hasOwn(rules, receipt.kind) ? rules[receipt.kind]?.(receipt, context) : {};
    if (must === null) unknown(`receipt ${at + 1} hangs on a round or a code that is not in the file`);
    for (const [name, value] of Object.entries(must ?? {})) {
      if (receipt[name] === undefined || canonicalJson(receipt[name]) !== canonicalJson(value)) {
        fails(
          `receipt ${at + 1} (${receipt.kind}) says ${name} ${JSON.stringify(receipt[name])}; ${JSON.stringify(value)} comes out`,
        );
      }
    }
    if (receipt.kind === 'declared' && must?.inspected !== undefined) {
      if (declared.has(receipt.id)) fails(`receipt ${at + 1} declares ${JSON.stringify(receipt.id)} a second time`);
      declared.add(receipt.id);
    }
    if (receipt.kind === 'substitute') replaced.push(checkSubstitute(bundle, input, receipt, replaced));
    before = receipt;
  }
  const last = before?.hash ?? start;
  if (bundle.head !== last) fails(`the last receipt is ${last}; the file ends with ${bundle.head}`);
  return `${bundle.receipts.length} receipts, each linked to the one before`;
}

function checkLink(start: string, receipt: Receipt, before: Receipt | null, at: number): void {
  if (receipt.n !== at + 1) fails(`receipt ${at + 1} has the number ${JSON.stringify(receipt.n)}`);
  if (receipt.previous !== (before?.hash ?? start)) fails(`receipt ${at + 1} does not name the hash of the one before`);
  if (receiptHash(receipt) !== receipt.hash) fails(`receipt ${at + 1} has another hash than it says`);
}

/**
 * An arrival is on record before its round: whoever came could not know what it brings. Containers are counted from 1, each comes once, to some of the bays that are sealed.
 * @param came the containers before
 * @returns the container
 */
function checkArrival({ seal }: Bundle, receipt: Receipt, came: readonly string[]): string {
  const { n, k, container, arrived, round } = receipt;
  if (kindOf(seal) !== frozenMeat) fails(`receipt ${n} is an arrival; only frozen meat arrives at bays`);
  const hasRound = sourceOf(seal.beacon) === 'quicknet';
  const shapes = { k: whole, container: text, arrived: whole, free: listOf(text), ...(hasRound && { round: whole }) };
  const wrong = misshapen(receipt, shapes);
  if (wrong !== null) fails(`receipt ${n}: ${wrong} of the arrival is missing, or not written as it has to be`);
  if (hasRound && timeOfRound(quicknet, round as number) <= (arrived as number))
    fails(`receipt ${n}: round ${round} was out when the container arrived`);
  if (k !== came.length + 1) fails(`receipt ${n} is arrival ${came.length + 1}, and says ${k}`);
  if (came.includes(container as string)) fails(`receipt ${n}: container ${container} came before`);
  const [free, bays] = [receipt.free as readonly string[], seal.rule.bays as readonly string[]];
  if (free.length === 0 || new Set(free).size < free.length || !free.every((bay) => bays.includes(bay)))
    fails(`receipt ${n}: the free bays are not some of those in the rule, each once`);
  return container as string;
}

/** Who was replaced, and by whom. */
interface Replaced {
  readonly of: string;
  readonly id: string;
}

/** A substitute is drawn with the next code, among all who were not drawn before, for somebody who was drawn and has none yet. */
function checkSubstitute(
  { seal, codes, beacon, result }: Bundle,
  input: DrawInput,
  receipt: Receipt,
  replaced: readonly Replaced[],
): Replaced {
  const { of } = receipt;
  const drawn = ((result?.drawn ?? []) as unknown as readonly { id: string }[]).map(({ id }) => id);
  if (typeof of !== 'string' || (!drawn.includes(of) && !replaced.some(({ id }) => id === of)))
    return fails(`receipt ${receipt.n} replaces ${String(of)}, who was not drawn`);
  if (replaced.some((one) => one.of === of)) return fails(`receipt ${receipt.n} replaces ${of} a second time`);
  const code = codes[replaced.length + 1];
  if (code === undefined) return unknown(`the code of receipt ${receipt.n} is not in the file`);
  const randomness = sealRandomness(seal.beacon, beacon);
  if (randomness === null) return unknown('what the seal waits for is not in the file');
  const out = new Set([...drawn, ...replaced.map(({ id }) => id)]);
  const rows = input.register.rows.filter(({ id }) => !out.has(id));
  const [next] = smallest(seedFor(keyOf(seal, randomness, code), 'objects'), 1, rows, seal.rule).drawn;
  if (!next) return fails(`receipt ${receipt.n} is a substitute; nobody is left who was not drawn`);
  const must: Readonly<Record<string, Json>> = { id: next.id, ticket: next.ticket };
  for (const [name, value] of Object.entries(must)) {
    if (receipt[name] !== value)
      fails(
        `receipt ${receipt.n} (substitute) says ${name} ${JSON.stringify(receipt[name])}; ${JSON.stringify(value)} comes out`,
      );
  }
  return { of, id: next.id };
}
