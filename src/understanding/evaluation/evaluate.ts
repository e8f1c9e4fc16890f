import { categoryOf, type Intent } from '../../domain/content/content.js';
import type { Band } from '../deciding/bands.js';
import { type Bin, calibration, confusions, type Judged, macroF1, quantile, type Share, shareOf } from './metrics.js';
import { categoriesOf, type Question } from './questions.js';

/** What was made of a question: as little of it as is measured. */
export interface Guess {
  readonly intent: string | null;
  readonly band: Band;
  /** The intents that were offered when it was unsure. */
  readonly offered: readonly string[];
  /** How likely it was held to be of its category, and to be the bureau's at all. */
  readonly category: number;
  readonly inside: number;
}

export interface Evaluation {
  /** Of the bureau's questions: whose intent, and whose category, was the likeliest. */
  readonly intent: Share;
  readonly category: Share;
  readonly macroF1: number;
  /** Of the bureau's questions: answered as if understood; so, and in the right category; asked back with the right one. */
  readonly answered: Share;
  readonly answeredRight: Share;
  readonly offeredRight: Share;
  /** Of the others: not answered as if understood. */
  readonly near: Share;
  readonly far: Share;
  /** Of all: the right category answered or offered, or rightly not answered. */
  readonly served: Share;
  readonly byCategory: ReadonlyMap<string, Share>;
  readonly confusions: readonly (Judged & { readonly times: number })[];
  readonly bins: readonly Bin[];
  readonly calibrationError: number;
  /** For each share of the bureau's questions that is kept, how many of the others are kept out. */
  readonly rejection: readonly { readonly kept: number; readonly near: number; readonly far: number }[];
}

const keptShares = [0.8, 0.85, 0.9, 0.95, 0.97, 0.99];

/** @param guesses one for each question, in their order */
export function evaluate(
  questions: readonly Question[],
  guesses: readonly Guess[],
  intents: readonly Intent[],
): Evaluation {
  const categories = new Map(intents.map((intent) => [intent.id, categoryOf(intent)]));
  const rows = questions.map((question, index) => {
    const guess = guesses[index] as Guess;
    const right = categoriesOf(question, intents);
    const said = (guess.intent === null ? undefined : categories.get(guess.intent)) ?? 'nothing';
    return { question, guess, right, said, isRight: right.includes(said) };
  });
  const inside = rows.filter(({ question }) => question.scope === 'in');
  const of = (all: readonly (typeof rows)[number][], is: (row: (typeof rows)[number]) => boolean): Share =>
    shareOf(all.filter(is).length, all.length);
  const isSure = ({ guess }: (typeof rows)[number]) => guess.band === 'sure';
  const isOffered = ({ guess, right }: (typeof rows)[number]) =>
    guess.band === 'unsure' && guess.offered.some((id) => right.includes(categories.get(id) ?? ''));
  const scope = (name: Question['scope']) => rows.filter(({ question }) => question.scope === name);
  const judged = inside.map(({ right, said, isRight }) => ({ right: isRight ? said : (right[0] ?? ''), said }));
  const claims = inside.filter(({ guess }) => guess.intent !== null);
  const { bins, error } = calibration(
    claims.map(({ guess, isRight }) => ({ probability: guess.category, isTrue: isRight })),
  );
  return {
    intent: of(inside, ({ question, guess }) => [question.intent, ...question.also].includes(guess.intent)),
    category: of(inside, ({ isRight }) => isRight),
    macroF1: macroF1(judged),
    answered: of(inside, isSure),
    answeredRight: of(inside, (row) => isSure(row) && row.isRight),
    offeredRight: of(inside, isOffered),
    near: of(scope('near'), (row) => !isSure(row)),
    far: of(scope('far'), (row) => !isSure(row)),
    served: of(rows, (row) =>
      row.question.scope === 'in' ? (isSure(row) && row.isRight) || isOffered(row) : !isSure(row),
    ),
    byCategory: new Map(
      [...new Set(inside.map(({ right }) => right[0] ?? ''))].sort().map((name) => [
        name,
        of(
          inside.filter(({ right }) => right[0] === name),
          ({ isRight }) => isRight,
        ),
      ]),
    ),
    confusions: confusions(judged),
    bins,
    calibrationError: error,
    rejection: keptShares.map((kept) => {
      const score = ({ guess }: (typeof rows)[number]) => guess.inside * guess.category;
      const limit = quantile(inside.map(score), 1 - kept);
      const out = (name: Question['scope']) => {
        const all = scope(name);
        return all.length === 0 ? 0 : all.filter((row) => score(row) < limit).length / all.length;
      };
      return { kept, near: out('near'), far: out('far') };
    }),
  };
}
