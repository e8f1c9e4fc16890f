import type { Evaluation } from './evaluate.js';

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
export type Baseline = Readonly<Record<Measure, number>>;

/** So little may come of a single question that is taken another way. */
const slack = 0.003;

export function baselineOf(evaluation: Evaluation): Baseline {
  const shares = (Object.keys(measured) as Measure[]).map((name) => {
    const { hits, of } = evaluation[name];
    return [name, of === 0 ? 0 : Math.round((10_000 * hits) / of) / 10_000] as const;
  });
  return Object.fromEntries(shares) as Baseline;
}

/** @returns what has got worse, in words; nothing when a change can be accepted */
export function worseThan(before: Baseline, now: Baseline): string[] {
  return (Object.keys(measured) as Measure[]).flatMap((name) => {
    if (now[name] >= before[name] - slack) return [];
    return [`${measured[name]}: ${(100 * now[name]).toFixed(1)}%, was ${(100 * before[name]).toFixed(1)}%`];
  });
}
