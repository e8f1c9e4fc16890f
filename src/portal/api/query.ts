import type { Request } from 'express';
import { type Refusal, refusalWith } from '../../web/refusal.js';
import { didYouMean } from './face.js';

/**
 * The one rule for what stands behind the question mark: only parameters that the address has, each once. A misspelt one that
 * is passed over, or one of two, would give another answer than the one asked for.
 * @returns what is wrong with it, or null
 */
export function queryFault(query: Request['query'], known: readonly string[]): Refusal | null {
  for (const [name, text] of Object.entries(query)) {
    if (!known.includes(name)) {
      const remedy = known.length > 0 ? didYouMean(name, known) : '这个地址没有参数。';
      return refusalWith('unknown-parameter', '没有这个参数。', { more: { remedy } });
    }
    if (typeof text !== 'string') {
      return refusalWith('given-twice', `${name} 给了不止一次。`, { more: { remedy: '请只给一次。' } });
    }
  }
  return null;
}
