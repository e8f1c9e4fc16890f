import { quicknet, randomnessOf } from '../beacon/quicknet.js';
import type { AskBeacon } from './run-draw.js';

/** What relays are asked with; `fetch`, or what plays it in tests. */
export type Fetch = (url: string, init: { readonly signal: AbortSignal }) => Promise<Pick<Response, 'ok' | 'json'>>;

const patienceMs = 5_000;

/**
 * Asks relays of the beacon one after another, in drand's API of version 1 and 2, and believes none: what is not quicknet's signature of that very round is passed over.
 * @param relays such as `https://api.drand.sh`
 */
export function askRelays(relays: readonly string[], fetch: Fetch): AskBeacon {
  return async (round) => {
    for (const relay of relays) {
      for (const path of [`${quicknet.hash}/public/${round}`, `v2/chains/${quicknet.hash}/rounds/${round}`]) {
        const signature = await answerOf(`${relay.replace(/\/+$/, '')}/${path}`, fetch);
        if (signature !== null && randomnessOf(quicknet, round, signature) !== null) return signature;
      }
    }
    return null;
  };
}

async function answerOf(url: string, fetch: Fetch): Promise<string | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    return answer.ok ? signatureIn(await answer.json()) : null;
  } catch {
    // It cannot be reached, or says no JSON: the next one may.
    return null;
  }
}

/** @returns the signature that an answer of a relay tells, of either version; it is not believed yet */
export function signatureIn(answer: unknown): string | null {
  const { signature } = (answer ?? {}) as { readonly signature?: unknown };
  return typeof signature === 'string' ? signature.toLowerCase() : null;
}
