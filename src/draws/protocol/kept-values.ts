import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import { chainStart } from '../beacon/chain-start.js';
import type { BeaconValue } from '../beacon/seal-randomness.js';
import type { Seal } from '../seal/seal.js';
import type { DrawParts } from './parts.js';

/** What came of a draw's beacon: the rounds that are kept, or what accounts typed. */
export async function valuesOf(no: string, { draws }: Pick<DrawParts, 'draws'>): Promise<readonly BeaconValue[]> {
  const rounds = (await draws.rounds(no)).map(({ round, signature }) => ({ round, signature }));
  const entries = (await draws.entries(no)).map(({ by, at, numbers }) => ({ by, at, numbers: JSON.parse(numbers) }));
  return [...rounds, ...entries];
}

/** Where the chain of its receipts begins. */
export async function chainStartOf(draw: KeptDraw, parts: Pick<DrawParts, 'draws'>): Promise<string> {
  const { beacon } = JSON.parse(draw.seal) as Seal;
  return chainStart(beacon, draw.hash, await valuesOf(draw.no, parts));
}
