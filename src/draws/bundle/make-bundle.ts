import { chainStart } from '../beacon/chain-start.js';
import { type BeaconRound, type BeaconValue, sealRandomness } from '../beacon/seal-randomness.js';
import { sourceOf } from '../beacon/sealed-beacon.js';
import { protocol } from '../chance/seed.js';
import { Register, type RegisterRow } from '../register/register.js';
import { RuleFault } from '../rules/strata.js';
import { ReceiptChain } from '../seal/receipt.js';
import { keyOf, type Seal, sealHash } from '../seal/seal.js';
import { kindOf } from '../systems/kinds.js';
import type { DrawInput } from '../systems/system.js';
import type { Bundle } from './bundle.js';

/** What is at hand when a draw is made. */
export interface DrawMaterial {
  readonly seal: Seal;
  readonly register: readonly RegisterRow[];
  readonly people?: readonly RegisterRow[];
  /** The round of the seal, or all that came of its beacon. */
  readonly beacon: BeaconRound | readonly BeaconValue[];
  /** The code that is revealed, of a sealed draw. */
  readonly code?: string;
}

/**
 * Makes a draw: what comes out of a seal, its register and its round, as a file that anybody can check.
 * @throws RuleFault where the rule cannot be applied, or the round is not the beacon's
 */
export function makeBundle(material: DrawMaterial): Bundle {
  const { seal, register, people, beacon, code } = material;
  const kind = kindOf(seal);
  if (!kind) throw new RuleFault(`nothing in the seal of ${seal.draw} says how it is drawn`);
  return {
    v: protocol,
    seal,
    seal_hash: sealHash(seal),
    register,
    people: people ?? null,
    beacon: valuesOf(beacon),
    codes: code === undefined ? [] : [code],
    result: kind.draw(drawInput(material)),
    receipts: [],
    head: chainStart(seal.beacon, sealHash(seal), valuesOf(beacon)),
    stamp: null,
  };
}

/** @throws RuleFault where the beacon is not what the seal waits for */
export function drawInput({ seal, register, people, beacon, code }: DrawMaterial): DrawInput {
  const randomness = sealRandomness(seal.beacon, valuesOf(beacon));
  if (randomness === null) throw new RuleFault(waitedFor(seal));
  const key = keyOf(seal, randomness, code ?? null);
  return { seal, register: new Register(register), people: people ? new Register(people) : null, key };
}

function valuesOf(beacon: DrawMaterial['beacon']): readonly BeaconValue[] {
  return 'length' in beacon ? beacon : [beacon];
}

function waitedFor({ beacon }: Seal): string {
  if ('round' in beacon) return `round ${beacon.round} is what the seal waits for, as quicknet signed it`;
  return sourceOf(beacon) === 'numbers' ? 'the seal waits for numbers that two accounts type alike' : 'no beacon';
}

/** @returns the bundle with receipts after those that it has */
export function withReceipts(
  bundle: Bundle,
  add: (chain: ReceiptChain) => void,
  more: readonly BeaconRound[] = [],
): Bundle {
  const chain = new ReceiptChain(chainStart(bundle.seal.beacon, bundle.seal_hash, bundle.beacon), bundle.receipts);
  add(chain);
  return { ...bundle, receipts: chain.all, head: chain.head, beacon: [...bundle.beacon, ...more] };
}
