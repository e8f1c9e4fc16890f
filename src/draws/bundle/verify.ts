import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import { sourceOf } from '../beacon/sealed-beacon.js';
import { Register } from '../register/register.js';
import { keyOf, type Seal, sealHash } from '../seal/seal.js';
import { kindOf } from '../systems/kinds.js';
import type { DrawInput } from '../systems/system.js';
import type { Bundle } from './bundle.js';
import { sealedRandomness } from './check-beacon.js';
import { checkForm } from './check-form.js';
import { checkReceipts } from './check-receipts.js';
import { checkStamp } from './check-stamp.js';
import {
  type BundleVerdict,
  type CheckStep,
  fails,
  type Remark,
  StepEnded,
  type StepVerdict,
  unknown,
  verdictOf,
} from './verdict.js';

/**
 * Checks a draw from its file alone: form, seal, registers, beacon, code, what came out, receipts. Whatever the file holds, there is an answer and no crash.
 * @param given what was read as JSON
 * @example verifyBundle(JSON.parse(file)).words // 'holds', or 'does not hold: result: …', or 'cannot be known: code: …'
 */
export function verifyBundle(given: unknown): BundleVerdict {
  const steps: StepVerdict[] = [];
  /** @returns whether the step holds */
  const step = (name: CheckStep, look: () => string): boolean => {
    try {
      steps.push({ step: name, answer: 'holds', words: look() });
      return true;
    } catch (error) {
      if (error instanceof StepEnded) steps.push({ step: name, answer: error.answer, words: error.message });
      else
        steps.push({
          step: name,
          answer: 'does not hold',
          words: error instanceof Error ? error.message : String(error),
        });
      return false;
    }
  };
  if (!step('form', () => checkForm(given))) return verdictOf(steps);
  const bundle = given as Bundle;
  const found: { register?: Register; people?: Register | null; randomness?: string; code?: string | null } = {};

  step('seal-hash', () => checkSealHash(bundle));
  step('register', () => {
    found.register = sealedRegister(bundle.register, bundle.seal.register);
    return `${found.register.size} rows with root ${found.register.root}`;
  });
  step('people', () => {
    const { people } = bundle.seal;
    if (people === undefined) {
      found.people = null;
      return bundle.people === null ? 'none in the seal' : fails('people are given that the seal does not name');
    }
    found.people = sealedRegister(bundle.people, people as unknown as { root: string; size: number });
    return `${found.people.size} rows with root ${found.people.root}`;
  });
  step('beacon', () => {
    const { randomness, words } = sealedRandomness(bundle);
    found.randomness = randomness;
    return words;
  });
  step('code', () => {
    found.code = revealedCode(bundle);
    return found.code === null ? 'none in this mode' : 'the revealed code leads to the hash in the seal';
  });
  // What is computed from a seal that is not the sealed one says nothing, and may take for ever.
  if (steps.some(({ answer }) => answer !== 'holds')) return verdictOf(steps);
  const { register, people, randomness, code } = found;
  if (register === undefined || people === undefined || randomness === undefined || code === undefined)
    return verdictOf(steps);
  const input: DrawInput = { seal: bundle.seal, register, people, key: keyOf(bundle.seal, randomness, code) };
  step('result', () => checkResult(bundle, input));
  step('receipts', () => checkReceipts(bundle, input));
  return verdictOf(steps, remarksOn(bundle));
}

function remarksOn({ seal, stamp }: Bundle): readonly Remark[] {
  const source = sourceOf(seal.beacon);
  return [
    ...(source === 'numbers' ? (['numbers'] as const) : source === 'codes' ? (['weak'] as const) : []),
    ...(seal.register.release || (seal.people as Seal['register'] | undefined)?.release ? (['release'] as const) : []),
    ...(stamp === null ? [] : (['stamp'] as const)),
  ];
}

function checkSealHash({ seal, seal_hash, stamp }: Bundle): string {
  const hash = sealHash(seal);
  if (hash !== seal_hash) fails(`SHA-256 of the seal is ${hash}; the file says ${seal_hash}`);
  if (stamp === null) return `SHA-256 of the seal is ${hash}`;
  const { at } = checkStamp(seal, hash, stamp);
  return `SHA-256 of the seal is ${hash}; a time stamp over it says ${new Date(at * 1000).toISOString()}`;
}

function sealedRegister(rows: Bundle['register'], sealed: { readonly root: string; readonly size: number }): Register {
  if (rows === null) return unknown('the rows are not in the file');
  const register = new Register(rows);
  if (register.root !== sealed.root || register.size !== sealed.size) {
    return fails(
      `the seal is over ${sealed.size} rows with root ${sealed.root}; these ${register.size} have ${register.root}`,
    );
  }
  return register;
}

function revealedCode({ seal, codes, receipts }: Bundle): string | null {
  if (seal.mode === 'public') return codes.length === 0 ? null : fails('a public draw reveals no code');
  if (!seal.code) return fails('a sealed draw has no code in its seal');
  if (receipts.some(({ kind }) => kind === 'void')) return fails('the code was not revealed in time: the draw is void');
  const [code] = codes;
  if (code === undefined) return unknown('the code is not revealed');
  let before = seal.code.hash;
  for (const [at, one] of codes.entries()) {
    if (at >= seal.code.steps - 1) return fails(`the chain has ${seal.code.steps} codes, and more are revealed`);
    if (createHash('sha256').update(one, 'hex').digest('hex') !== before)
      return fails(`code ${at + 1} does not lead to the one before`);
    before = one;
  }
  return code;
}

function checkResult({ seal, result }: Bundle, input: DrawInput): string {
  const kind = kindOf(seal);
  if (!kind) return fails('the seal is of no kind that yibo-draw/1 knows');
  if (result === null) return unknown('the file says no result');
  const own = kind.draw(input);
  if (canonicalJson(own as Json) !== canonicalJson(result))
    return fails(`another result comes out: ${firstDifference(own, result)}`);
  return 'the same comes out';
}

/** Where two results part, by the first name. */
function firstDifference(own: Readonly<Record<string, Json>>, said: Readonly<Record<string, Json>>): string {
  const names = [...new Set([...Object.keys(own), ...Object.keys(said)])].sort();
  return names.find((name) => JSON.stringify(own[name]) !== JSON.stringify(said[name])) ?? 'their order';
}
