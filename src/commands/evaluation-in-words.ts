import type { Evaluation } from '../understanding/evaluation/evaluate.js';
import type { Share } from '../understanding/evaluation/metrics.js';
import type { Missed } from '../understanding/evaluation/missed.js';
import { table } from './with-store.js';

const confusionsShown = 12;

/** @returns what was measured, for people: shares with their intervals, categories, confusions, rejection */
export function evaluationInWords(evaluation: Evaluation, count: number): string {
  const { byCategory, rejection, calibrationError, macroF1 } = evaluation;
  const rows: [string, Share][] = [
    ["of the bureau's, the right category told or offered", evaluation.ours],
    ['  the right category is the likeliest', evaluation.category],
    ['  the right intent is', evaluation.intent],
    ['  answered as if understood', evaluation.answered],
    ['    and in the right category', evaluation.answeredRight],
    ['  asked back, with the right one offered', evaluation.offeredRight],
    ['near questions refused', evaluation.near],
    ['far questions refused', evaluation.far],
    ['refused or asked back, of near and far', evaluation.notAnswered],
    ['served rightly, of all', evaluation.served],
  ];
  const known = rows.filter(([, { of }]) => of > 0);
  const confused = evaluation.confusions.slice(0, confusionsShown);
  const categories = [...byCategory].map(([name, share]) => [name, ...shown(share)]);
  const kept = rejection.map(({ kept: share, near, far }) => [percent(share), percent(near), percent(far)]);
  return [
    `${count} questions\n`,
    table([['what', 'share', '95% interval', 'of'], ...known.map(([name, share]) => [name, ...shown(share)])]),
    `macro-F1 over categories ${percent(macroF1)}, expected calibration error ${percent(calibrationError)}\n`,
    ...(categories.length > 0 ? [table([['category', 'right', '95% interval', 'of'], ...categories])] : []),
    ...(confused.length > 0
      ? [
          table([
            ['taken for', 'instead of', 'times'],
            ...confused.map(({ said, right, times }) => [said, right, String(times)]),
          ]),
        ]
      : []),
    ...(evaluation.near.of + evaluation.far.of > 0 && evaluation.ours.of > 0
      ? [table([["of the bureau's kept", 'near kept out', 'far kept out'], ...kept])]
      : []),
  ].join('\n');
}

/** @returns how much another way of writing the questions costs, for people */
export function lossInWords(plain: Evaluation, other: Evaluation): string {
  const row = (name: string, of: (evaluation: Evaluation) => Share) => {
    const [before, after] = [shareIn(of(plain)), shareIn(of(other))];
    return [name, percent(before), percent(after), `${(100 * (before - after)).toFixed(1)} points`];
  };
  return table([
    ['what', 'as written', 'so', 'lost'],
    row("of the bureau's, the right category told or offered", ({ ours }) => ours),
    row('near questions refused', ({ near }) => near),
    row('far questions refused', ({ far }) => far),
    row('served rightly, of all', ({ served }) => served),
  ]);
}

/** @returns every question that was not served rightly, for people */
export function missesInWords(missed: readonly Missed[]): string {
  const rows = missed.map(({ band, takenFor, insteadOf, text }) => [band, takenFor, insteadOf, text]);
  return table([['band', 'taken for', 'instead of', 'text'], ...rows]);
}

function shown(share: Share): string[] {
  return [percent(shareIn(share)), `${percent(share.low)} to ${percent(share.high)}`, String(share.of)];
}

function shareIn({ hits, of }: Share): number {
  return of === 0 ? 0 : hits / of;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
