import { inSimplified } from '../../domain/language/simplified.js';

/** @returns the words in one shape: NFKC, simplified characters, no control characters, no spaces at the ends */
export function normalise(text: string): string {
  const shaped = text
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .trim();
  return inSimplified(shaped);
}
