import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import { chainStart } from '../beacon/chain-start.js';
import type { Bundle } from '../bundle/bundle.js';
import { protocol } from '../chance/seed.js';
import type { Receipt } from '../seal/receipt.js';
import type { Seal } from '../seal/seal.js';
import { valuesOf } from './kept-values.js';
import type { DrawParts } from './parts.js';
import { rowsOf } from './run-draw.js';

/** Registers with more rows are told by their root alone, unless all of them are asked for. */
export const mostRowsTold = 20_000;

/** @returns whether what came out may be told: always of a public draw, of a sealed one when its code is revealed */
export function isTold({ mode, state }: Pick<KeptDraw, 'mode' | 'state'>): boolean {
  return mode === 'public' || state === 'revealed' || state === 'void';
}

/**
 * A draw as anybody may have it (凭证包). Of a sealed one that is not revealed, what came out and what followed from it is left out; `head` says how far the chain is all the same.
 * @param mostRows larger registers are left out
 */
export async function drawFile(
  draw: KeptDraw,
  { draws }: Pick<DrawParts, 'draws'>,
  mostRows = mostRowsTold,
): Promise<Bundle> {
  const seal = JSON.parse(draw.seal) as Seal;
  const receipts = (await draws.receipts(draw.no)).map(({ receipt }) => JSON.parse(receipt) as Receipt);
  const beacon = await valuesOf(draw.no, { draws });
  const { people } = seal as { readonly people?: { readonly size: number } };
  const isSmall = (size: number) => size <= mostRows;
  return {
    v: protocol,
    seal,
    seal_hash: draw.hash,
    register: isSmall(seal.register.size) ? await rowsOf(draws.rows(draw.no, 'register')) : null,
    people: people && isSmall(people.size) ? await rowsOf(draws.rows(draw.no, 'people')) : null,
    beacon,
    codes: draw.state === 'revealed' ? draw.codes : [],
    result: draw.result !== null && isTold(draw) ? JSON.parse(draw.result) : null,
    receipts: isTold(draw) ? receipts : [],
    head: receipts.at(-1)?.hash ?? chainStart(seal.beacon, draw.hash, beacon),
    stamp: draw.stamp,
  };
}
