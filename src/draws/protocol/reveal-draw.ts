import type { KeptDraw, KeptReceipt } from '../../domain/draws/kept-draw.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import { type Receipt, ReceiptChain } from '../seal/receipt.js';
import { DrawRefused } from './draw-refused.js';
import { chainStartOf } from './kept-values.js';
import { type DrawParts, drawNamed, inWords, mostTries, secondsNow } from './parts.js';

/**
 * Reveals the code of a sealed draw: from then on anybody can compute what came out. Too late, it becomes void (未揭示), which is counted.
 * @throws DrawRefused where there is nothing to reveal, or not yet
 */
export async function revealDraw(no: string, parts: DrawParts): Promise<KeptDraw> {
  const draw = await drawNamed(no, parts);
  if (draw.mode === 'public') throw new DrawRefused(`${no} is public: nothing of it is hidden`);
  if (await makeVoidWhereLate(draw, parts)) return drawNamed(no, parts);
  if (draw.state === 'sealed' || draw.state === 'out')
    throw new DrawRefused(`${no} is not drawn yet: yibo draw run ${no}`);
  await parts.draws.reveal(no);
  return drawNamed(no, parts);
}

/** @returns whether the draw became void now: its code should have been revealed before */
export async function makeVoidWhereLate(draw: KeptDraw, parts: DrawParts): Promise<boolean> {
  const { no, revealBy, state } = draw;
  if (revealBy === null || state === 'revealed' || state === 'void' || secondsNow(parts) <= revealBy) return false;
  const facts = { at: secondsNow(parts), reason: `未揭示：应在${inWords(revealBy)}前揭示密码` };
  for (let tries = 0; tries < mostTries; tries++) {
    if (await parts.draws.addReceipt(no, keptReceipt(await nextReceipt(draw, 'void', facts, parts)), { isVoid: true }))
      return true;
    const now = await drawNamed(no, parts);
    if (now.state === 'void' || now.state === 'revealed') return false;
  }
  return false;
}

/** The receipt that would be next in the chain. */
export async function nextReceipt(
  draw: KeptDraw,
  kind: string,
  facts: Readonly<Record<string, Json>>,
  { draws }: Pick<DrawParts, 'draws'>,
): Promise<Receipt> {
  const before = (await draws.receipts(draw.no)).map(({ receipt }) => JSON.parse(receipt) as Receipt);
  return new ReceiptChain(await chainStartOf(draw, { draws }), before).add(kind, facts);
}

export function keptReceipt(receipt: Receipt): KeptReceipt {
  const { n, kind, hash } = receipt;
  return { n, kind, hash, receipt: JSON.stringify(receipt) };
}
