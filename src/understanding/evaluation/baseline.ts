import type { Evaluation } from './evaluate.js';
import type { Missed } from './missed.js';

/** What must not get worse, as shares from 0 to 1. */
export const measured = {
  category: 'the right category',
  intent: 'the right intent',
  answered: "the bureau's questions answered",
  near: 'near questions not answered',
  far: 'far questions not answered',
  served: 'served rightly, of all',
} as const;
export type Measure = keyof typeof measured;
export interface Baseline extends Readonly<Record<Measure, number>> {
  /** The questions that were not served rightly; what was accepted before they were noted has none. */
  readonly missed?: readonly string[];
}

/** So little may come of a single question that is taken another way. */
const slack = 0.003;

/** @param missed the questions that were not served rightly ({@link missedOf}) */
export function baselineOf(evaluation: Evaluation, missed: readonly Missed[]): Baseline {
  const shares = (Object.keys(measured) as Measure[]).map((name) => {
    const { hits, of } = evaluation[name];
    return [name, of === 0 ? 0 : Math.round((10_000 * hits) / of) / 10_000] as const;
  });
  return { ...(Object.fromEntries(shares) as Record<Measure, number>), missed: missed.map(({ text }) => text) };
}

/** @returns what has got worse, in words, and by which questions; nothing when a change can be accepted */
export function worseThan(before: Baseline, now: Baseline): string[] {
  const shares = (Object.keys(measured) as Measure[]).flatMap((name) => {
    if (now[name] >= before[name] - slack) return [];
    return [`${measured[name]}: ${(100 * now[name]).toFixed(1)}%, was ${(100 * before[name]).toFixed(1)}%`];
  });
  return shares.length === 0 ? [] : [...shares, ...newlyMissed(before, now)];
}

function newlyMissed(before: Baseline, now: Baseline): string[] {
  if (before.missed === undefined) return ['which questions is told once what is measured has been accepted anew'];
  const known = new Set(before.missed);
  return (now.missed ?? []).filter((text) => !known.has(text)).map((text) => `no longer served rightly: ${text}`);
}
