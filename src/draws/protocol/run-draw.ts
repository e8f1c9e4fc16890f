import type { KeptDraw, KeptRow } from '../../domain/draws/kept-draw.js';
import { canonicalJson, type Json } from '../../domain/proofs/canonical-json.js';
import { agreedIn } from '../beacon/numbers.js';
import { quicknet, randomnessOf } from '../beacon/quicknet.js';
import { timeOfRound } from '../beacon/rounds.js';
import { entriesIn, sealRandomness } from '../beacon/seal-randomness.js';
import { sourceOf } from '../beacon/sealed-beacon.js';
import { drawInput } from '../bundle/make-bundle.js';
import { codeChain } from '../chance/seed.js';
import type { RegisterRow } from '../register/register.js';
import type { Seal } from '../seal/seal.js';
import { kindOf } from '../systems/kinds.js';
import type { DrawInput } from '../systems/system.js';
import { DrawRefused } from './draw-refused.js';
import { valuesOf } from './kept-values.js';
import { type DrawParts, drawNamed, inWords, secondsNow } from './parts.js';
import { makeVoidWhereLate } from './reveal-draw.js';

/** @returns the signature of a round as somebody gave it; null where it cannot be had just now. It is verified, whoever gave it. */
export type AskBeacon = (round: number) => Promise<string | null>;

/**
 * Runs a draw: its round is kept, then what comes out. Killed in between, it goes on from where it stood; run again, nothing changes. No other round is ever taken.
 * @throws DrawRefused before the round is out, where nobody has it, or where it is not the beacon's
 */
export async function runDraw(no: string, parts: DrawParts & { readonly askBeacon: AskBeacon }): Promise<KeptDraw> {
  const found = await drawNamed(no, parts);
  if (await makeVoidWhereLate(found, parts)) return drawNamed(no, parts);
  if (found.state === 'sealed') await comeOut(found, parts);
  const out = await drawNamed(no, parts);
  if (out.state === 'out') await conclude(out, parts);
  return drawNamed(no, parts);
}

/** Keeps another round, which an arrival waits for. @throws DrawRefused as {@link runDraw} */
export async function keepRound(
  no: string,
  round: number,
  parts: DrawParts & { readonly askBeacon: AskBeacon },
): Promise<void> {
  await drawNamed(no, parts);
  await parts.draws.addRound(no, { round, signature: await signatureOf(round, parts) });
}

async function comeOut(draw: KeptDraw, parts: DrawParts & { readonly askBeacon: AskBeacon }): Promise<void> {
  const { no, round } = draw;
  const { beacon } = JSON.parse(draw.seal) as Seal;
  if ('round' in beacon) {
    await parts.draws.comeOut(no, { round, signature: await signatureOf(round, parts) });
    return;
  }
  if (sourceOf(beacon) === 'numbers' && !agreedIn(entriesIn(await valuesOf(no, parts))))
    throw new DrawRefused(
      `no two accounts have typed the same numbers yet. It waits for them, and for no others: yibo draw numbers ${no} --by ACCOUNT …`,
    );
  await parts.draws.comeOut(no, null);
}

async function signatureOf(round: number, parts: DrawParts & { readonly askBeacon: AskBeacon }): Promise<string> {
  const due = timeOfRound(quicknet, round);
  if (secondsNow(parts) < due) throw new DrawRefused(`round ${round} comes at ${inWords(due)}; run it again then`);
  const signature = await parts.askBeacon(round);
  if (signature === null)
    throw new DrawRefused(
      `nobody gave round ${round}. It waits for this one, and no other: give it with --signature, or set DRAW_BEACON_URLS`,
    );
  if (randomnessOf(quicknet, round, signature) === null)
    throw new DrawRefused(`what was given is not quicknet's signature of round ${round}`);
  return signature;
}

async function conclude(draw: KeptDraw, parts: DrawParts): Promise<void> {
  const code = await firstCode(draw, parts);
  const input = await inputOf(draw, code, parts);
  const result = kindOf(input.seal)?.draw(input);
  if (!result) throw new DrawRefused(`this version does not know how ${draw.no} is drawn`);
  await parts.draws.conclude(draw.no, canonicalJson(result as Json), code === null ? [] : [code]);
}

/** All from which a draw is computed. @throws DrawRefused before its round is kept */
export async function inputOf(
  draw: KeptDraw,
  code: string | null,
  { draws }: Pick<DrawParts, 'draws'>,
): Promise<DrawInput> {
  const seal = JSON.parse(draw.seal) as Seal;
  const beacon = await valuesOf(draw.no, { draws });
  if (sealRandomness(seal.beacon, beacon) === null)
    throw new DrawRefused(`what ${draw.no} waits for is not kept yet: yibo draw run ${draw.no}`);
  const register = await rowsOf(draws.rows(draw.no, 'register'));
  const people = seal.people === undefined ? null : await rowsOf(draws.rows(draw.no, 'people'));
  return drawInput({ seal, register, ...(people && { people }), beacon, ...(code !== null && { code }) });
}

/** The codes of a sealed draw, the first that decides first. */
export async function codesOf(draw: KeptDraw, { draws }: Pick<DrawParts, 'draws'>): Promise<readonly string[]> {
  const { code } = JSON.parse(draw.seal) as Seal;
  const secret = await draws.secret(draw.no);
  if (!code || !secret) return [];
  return codeChain(secret.code, code.steps).slice(0, -1).toReversed();
}

async function firstCode(draw: KeptDraw, parts: Pick<DrawParts, 'draws'>): Promise<string | null> {
  if (draw.mode === 'public') return null;
  const [code] = await codesOf(draw, parts);
  if (code === undefined) throw new DrawRefused(`the secret of ${draw.no} is not in this database`);
  return code;
}

export async function rowsOf(kept: AsyncIterable<KeptRow>): Promise<readonly RegisterRow[]> {
  const rows: RegisterRow[] = [];
  for await (const { row } of kept) rows.push(JSON.parse(row));
  return rows;
}
