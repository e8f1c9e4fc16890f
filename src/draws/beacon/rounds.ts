/** A public beacon (公共随机信标): one value every few seconds, that nobody knows before and everybody can check after. */
export interface BeaconChain {
  /** What names the chain: a seal pins it. */
  readonly hash: string;
  /** 96 bytes, a point of G2, in hexadecimal. */
  readonly publicKey: string;
  readonly periodSeconds: number;
  /** When round 1 came, in seconds since 1970. */
  readonly genesis: number;
  readonly scheme: 'bls-unchained-g1-rfc9380';
}

/** When a round comes, in seconds since 1970. */
export function timeOfRound(chain: BeaconChain, round: number): number {
  return chain.genesis + chain.periodSeconds * (round - 1);
}

/**
 * The first round that comes strictly after a moment. The round that is out *at* that moment is one less: whoever sealed with it would know it already.
 * @param at seconds since 1970
 * @example firstRoundAfter(quicknet, 1795824000) // 34340213
 */
export function firstRoundAfter(chain: BeaconChain, at: number): number {
  return at < chain.genesis ? 1 : Math.floor((at - chain.genesis) / chain.periodSeconds) + 2;
}

/** How long before its round a seal must be public: relays and clocks differ by seconds. */
export const leadSeconds = 120;

/** The round that a seal of a moment names. */
export function roundForSeal(chain: BeaconChain, sealedAt: number): number {
  return firstRoundAfter(chain, sealedAt + leadSeconds);
}
