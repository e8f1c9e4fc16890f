import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import { quicknet, randomnessOf } from '../beacon/quicknet.js';
import { leadSeconds, timeOfRound } from '../beacon/rounds.js';
import { Register } from '../register/register.js';
import { keyOf, sealHash } from '../seal/seal.js';
import { kindOf } from '../systems/kinds.js';
import type { DrawInput } from '../systems/system.js';
import type { Bundle } from './bundle.js';
import { checkForm } from './check-form.js';
import { checkReceipts } from './check-receipts.js';
import {
  type BundleVerdict,
  type CheckStep,
  fails,
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
    found.randomness = sealedRandomness(bundle);
    return `round ${bundle.seal.beacon.round} is quicknet's`;
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
  return verdictOf(steps);
}

function checkSealHash({ seal, seal_hash, stamp }: Bundle): string {
  const hash = sealHash(seal);
  const stamped = stamp === null ? '' : '; a time stamp is there that this program does not check';
  return hash === seal_hash
    ? `SHA-256 of the seal is ${hash}${stamped}`
    : fails(`SHA-256 of the seal is ${hash}; the file says ${seal_hash}`);
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

function sealedRandomness({ seal, beacon }: Bundle): string {
  const { chain, round } = seal.beacon;
  if (chain !== quicknet.hash) return fails(`the beacon ${chain} is not quicknet`);
  if (seal.sealed_at !== undefined && timeOfRound(quicknet, round) < seal.sealed_at + leadSeconds) {
    return fails(`round ${round} comes less than ${leadSeconds} s after the seal: it may have been known`);
  }
  const forged = beacon.find((other) => randomnessOf(quicknet, other.round, other.signature) === null);
  if (forged) return fails(`the signature is not quicknet's for round ${forged.round}`);
  const one = beacon.find((candidate) => candidate.round === round);
  if (!one)
    return beacon.length === 0
      ? unknown(`round ${round} is not in the file`)
      : fails(`the seal names round ${round}, the file has others`);
  if (seal.sealed_at === undefined)
    return unknown('the seal does not say when it was sealed: the round may have been known');
  return randomnessOf(quicknet, round, one.signature) as string;
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
