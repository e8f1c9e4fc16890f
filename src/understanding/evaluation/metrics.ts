/** A share of something with the range in which the true one lies, 95 times of 100. */
export interface Share {
  readonly hits: number;
  readonly of: number;
  readonly low: number;
  readonly high: number;
}

/** @returns a share with its interval by Wilson (1927), which stays within 0 and 1 also for few and for extremes */
export function shareOf(hits: number, of: number): Share {
  if (of === 0) return { hits, of, low: 0, high: 1 };
  const z = 1.959964;
  const share = hits / of;
  const middle = share + (z * z) / (2 * of);
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  return { hits, of, low: (middle - spread) / scale, high: (middle + spread) / scale };
}

/** What was right, and what was said instead. */
export interface Judged {
  readonly right: string;
  readonly said: string;
}

/** @returns the mean over all classes of the harmonic mean of precision and recall (macro-F1), so that small ones count as much */
export function macroF1(judged: readonly Judged[]): number {
  const classes = new Set(judged.map(({ right }) => right));
  let sum = 0;
  for (const one of classes) {
    const hits = judged.filter(({ right, said }) => right === one && said === one).length;
    const all = judged.filter(({ right }) => right === one).length + judged.filter(({ said }) => said === one).length;
    sum += all === 0 ? 0 : (2 * hits) / all;
  }
  return classes.size === 0 ? 0 : sum / classes.size;
}

/** @returns the pairs that were taken for one another, the most frequent first */
export function confusions(judged: readonly Judged[]): readonly (Judged & { readonly times: number })[] {
  const counts = new Map<string, Judged & { times: number }>();
  for (const { right, said } of judged) {
    if (right === said) continue;
    const key = `${right}\0${said}`;
    const counted = counts.get(key);
    if (counted) counted.times++;
    else counts.set(key, { right, said, times: 1 });
  }
  return [...counts.values()].sort((a, b) => b.times - a.times || (a.right < b.right ? -1 : 1));
}

/** A claim with its probability, and whether it was true. */
export interface Claim {
  readonly probability: number;
  readonly isTrue: boolean;
}

/** Claims of about the same probability: how sure they were, and how many were true. */
export interface Bin {
  readonly count: number;
  readonly claimed: number;
  readonly true: number;
}

/** @returns ten bins of equal width, and the expected calibration error: how far they are off, on average over all claims */
export function calibration(claims: readonly Claim[]): { readonly bins: readonly Bin[]; readonly error: number } {
  const bins = Array.from({ length: 10 }, (_, index) => {
    const inside = claims.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === index);
    const mean = (of: (claim: Claim) => number) =>
      inside.length === 0 ? 0 : inside.reduce((sum, claim) => sum + of(claim), 0) / inside.length;
    return {
      count: inside.length,
      claimed: mean(({ probability }) => probability),
      true: mean(({ isTrue }) => Number(isTrue)),
    };
  });
  const error = bins.reduce(
    (sum, bin) => sum + (bin.count / Math.max(1, claims.length)) * Math.abs(bin.claimed - bin.true),
    0,
  );
  return { bins, error };
}

/** @returns the value below which this share of them lies */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
