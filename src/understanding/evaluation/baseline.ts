import type { Evaluation } from './evaluate.js';
import type { Missed } from './missed.js';

/** What must not get worse, as shares from 0 to 1. */
export const measured = {
  ours: 'the right category told or offered',
  category: 'the right category',
  intent: 'the right intent',
  answered: "the bureau's questions answered",
  near: 'near questions refused',
  far: 'far questions refused',
  notAnswered: "others' questions not answered",
  served: 'served rightly, of all',
} as const;
export type Measure = keyof typeof measured;
export interface Baseline extends Readonly<Record<Measure, number>> {
  /** The questions that were not served rightly; what was accepted before they were noted has none. */
  readonly missed?: readonly string[];
  /** How questions were answered; absent while that was not accepted. */
  readonly answers?: AnswersBaseline;
}

/** How many answers were right, and how many wrong, as shares; the questions whose answers were not right. */
export interface AnswersBaseline {
  readonly right: number;
  readonly wrong: number;
  readonly missed: readonly string[];
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
    // What was accepted before something was measured says nothing of it.
    if (before[name] === undefined || now[name] >= before[name] - slack) return [];
    return [changed(measured[name], before[name], now[name])];
  });
  return shares.length === 0 ? [] : [...shares, ...newlyMissed(before, now, 'no longer served rightly')];
}

/** @returns what has got worse of the answers, in words, and which ones are no longer right */
export function answersWorseThan(before: AnswersBaseline, now: AnswersBaseline): string[] {
  const shares = [
    ...(now.right < before.right - slack ? [changed('right answers', before.right, now.right)] : []),
    ...(now.wrong > before.wrong + slack ? [changed('wrong answers', before.wrong, now.wrong)] : []),
  ];
  return shares.length === 0 ? [] : [...shares, ...newlyMissed(before, now, 'no longer answered rightly')];
}

function changed(what: string, before: number, now: number): string {
  return `${what}: ${(100 * now).toFixed(1)}%, was ${(100 * before).toFixed(1)}%`;
}

function newlyMissed(before: Pick<Baseline, 'missed'>, now: Pick<Baseline, 'missed'>, what: string): string[] {
  if (before.missed === undefined) return ['which questions is told once what is measured has been accepted anew'];
  const known = new Set(before.missed);
  return (now.missed ?? []).filter((text) => !known.has(text)).map((text) => `${what}: ${text}`);
}
