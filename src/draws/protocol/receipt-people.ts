import type { KeptDraw } from '../../domain/draws/kept-draw.js';
import type { Json } from '../../domain/proofs/canonical-json.js';
import type { DrawInput } from '../systems/system.js';
import { DrawRefused } from './draw-refused.js';
import type { DrawParts } from './parts.js';
import { PersonTokens, textsIn, writtenIn } from './person-tokens.js';

type Facts = Readonly<Record<string, Json>>;

/** What is computed: its place in a chain, when it was added, and what decides it. Nobody says it. */
const ofChain = ['n', 'kind', 'previous', 'hash', 'nonce', 'at', 'arrived', 'k', 'round', 'code'];

/** Receipts that tell of somebody or something by hand, and the facts by which they do. */
const byHand = ['late', 'manual'];
const names = ['id', 'of', 'by', 'for', 'person', 'inspector'];

/**
 * What a receipt is given, with tokens in place of the numbers of persons (执法证号): a receipt is public like its seal.
 * @throws DrawRefused for somebody who is nobody of the draw, and for a number inside a sentence
 */
export async function hiddenFacts(
  given: Facts,
  { draw, input, kind }: { readonly draw: KeptDraw; readonly input: DrawInput; readonly kind: string },
  { draws }: Pick<DrawParts, 'draws'>,
): Promise<Facts> {
  const computed = Object.keys(given).find((name) => ofChain.includes(name));
  if (computed !== undefined) throw new DrawRefused(`${computed} of a receipt is computed, and cannot be given`);
  const secret = await draws.secret(draw.no);
  if (!secret) throw new DrawRefused(`the secret of ${draw.no} is not in this database`);
  const tokens = new PersonTokens(secret.salt);
  const known = new Set(
    [...input.register.rows, ...(input.people?.rows ?? [])]
      .map(({ id }) => id)
      .concat(
        textsIn(input.seal as Json),
        textsIn(JSON.parse(draw.result ?? 'null') as Json),
        (await draws.receipts(draw.no)).flatMap(({ receipt }) => textsIn(JSON.parse(receipt) as Json)),
      ),
  );
  const isPerson = (number: string) => known.has(tokens.of(number));
  const hidden = tokens.within(given, isPerson) as Facts;
  const strange = byHand.includes(kind)
    ? names.flatMap((name) => textsIn(hidden[name] ?? null, 'numbers')).find((name) => !known.has(name))
    : undefined;
  if (strange !== undefined)
    throw new DrawRefused(
      `${strange} is nobody and nothing of ${draw.no}, and a receipt is public. Name somebody of its register or --people by their number, or leave it out`,
    );
  const written = writtenIn(hidden, isPerson);
  if (written !== undefined)
    throw new DrawRefused(
      `${written} is the number of a person, and a receipt is public. Take it out of the sentence: --fact id=${written} is hidden`,
    );
  return hidden;
}
