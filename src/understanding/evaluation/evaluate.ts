import { categoryOf, type Intent } from '../../domain/content/content.js';
import type { Band } from '../deciding/bands.js';
import { type Bin, calibration, confusions, type Judged, macroF1, quantile, type Share, shareOf } from './metrics.js';
import { categoriesOf, type Question } from './questions.js';

/** What was made of a question: as little of it as is measured. */
export interface Guess {
  /** What of the bureau's it was taken for; null when nothing, or only a refusal. */
  readonly intent: string | null;
  readonly band: Band;
  /** The intents that were offered when it was unsure, or in a refusal. */
  readonly offered: readonly string[];
  /** How likely it was held to be of its category, and to be the bureau's at all. */
  readonly category: number;
  readonly inside: number;
}

export interface Evaluation {
  /** Of the bureau's questions: whose category was told, or offered among at most three. */
  readonly ours: Share;
  /** Of the bureau's questions: whose intent, and whose category, was the likeliest of its own. */
  readonly intent: Share;
  readonly category: Share;
  readonly macroF1: number;
  /** Of the bureau's questions: answered as if understood; so, and in the right category; asked back with the right one. */
  readonly answered: Share;
  readonly answeredRight: Share;
  readonly offeredRight: Share;
  /** Of the others: refused. */
  readonly near: Share;
  readonly far: Share;
  /** Of the others: refused or asked back, that is not answered as if understood. */
  readonly notAnswered: Share;
  /** Of all: the right category answered or offered, or rightly refused. */
  readonly served: Share;
  readonly byCategory: ReadonlyMap<string, Share>;
  readonly confusions: readonly (Judged & { readonly times: number })[];
  readonly bins: readonly Bin[];
  readonly calibrationError: number;
  /** For each share of the bureau's questions that is kept, how many of the others are kept out. */
  readonly rejection: readonly { readonly kept: number; readonly near: number; readonly far: number }[];
}

/** A real refusal: asking back about what is another's is none. */
export const isRefused = ({ band }: Pick<Guess, 'band'>): boolean => band === 'outside' || band === 'nothing';

const keptShares = [0.8, 0.85, 0.9, 0.95, 0.97, 0.99];

/** A question, what was made of it, which categories would be right and which it was taken for. */
interface Row {
  readonly question: Question;
  readonly guess: Guess;
  readonly right: readonly string[];
  readonly said: string;
  readonly isRight: boolean;
  /** Whether it was not answered, and one of the right categories was offered. */
  readonly isOffered: boolean;
}

/** @param guesses one for each question, in their order */
export function evaluate(
  questions: readonly Question[],
  guesses: readonly Guess[],
  intents: readonly Intent[],
): Evaluation {
  const rows = rowsOf(questions, guesses, intents);
  const inside = rows.filter(({ question }) => question.scope === 'in');
  const others = rows.filter(({ question }) => question.scope !== 'in');
  const scope = (name: Question['scope']) => rows.filter(({ question }) => question.scope === name);
  const isServed = (row: Row) => (row.question.scope === 'in' ? isOurs(row) : isRefused(row.guess));
  const judged = inside.map(({ right, said, isRight }) => ({ right: isRight ? said : (right[0] ?? ''), said }));
  const claims = inside.filter(({ guess }) => guess.intent !== null && !isRefused(guess));
  const { bins, error } = calibration(
    claims.map(({ guess, isRight }) => ({ probability: guess.category, isTrue: isRight })),
  );
  const named = [...new Set(inside.map(({ right }) => right[0] ?? ''))].sort();
  return {
    ours: of(inside, isOurs),
    intent: of(inside, ({ question, guess }) => [question.intent, ...question.also].includes(guess.intent)),
    category: of(inside, ({ isRight }) => isRight),
    macroF1: macroF1(judged),
    answered: of(inside, isSure),
    answeredRight: of(inside, (row) => isSure(row) && row.isRight),
    offeredRight: of(inside, ({ isOffered }) => isOffered),
    near: of(scope('near'), ({ guess }) => isRefused(guess)),
    far: of(scope('far'), ({ guess }) => isRefused(guess)),
    notAnswered: of(others, (row) => !isSure(row)),
    served: of(rows, isServed),
    byCategory: new Map(
      named.map((name) => {
        const ofIt = inside.filter(({ right }) => right[0] === name);
        return [name, of(ofIt, ({ isRight }) => isRight)];
      }),
    ),
    confusions: confusions(judged),
    bins,
    calibrationError: error,
    rejection: rejectionOf(inside, scope('near'), scope('far')),
  };
}

function rowsOf(questions: readonly Question[], guesses: readonly Guess[], intents: readonly Intent[]): Row[] {
  const categories = new Map(intents.map((intent) => [intent.id, categoryOf(intent)]));
  return questions.map((question, index) => {
    const guess = guesses[index] as Guess;
    const right = categoriesOf(question, intents);
    const said = (guess.intent === null ? undefined : categories.get(guess.intent)) ?? 'nothing';
    const isOffered = guess.band !== 'sure' && guess.offered.some((id) => right.includes(categories.get(id) ?? ''));
    return { question, guess, right, said, isRight: right.includes(said), isOffered };
  });
}

const isSure = ({ guess }: Row): boolean => guess.band === 'sure';
const isOurs = (row: Row): boolean => (isSure(row) && row.isRight) || row.isOffered;

function of(rows: readonly Row[], is: (row: Row) => boolean): Share {
  return shareOf(rows.filter(is).length, rows.length);
}

function rejectionOf(inside: readonly Row[], near: readonly Row[], far: readonly Row[]): Evaluation['rejection'] {
  const score = ({ guess }: Row) => guess.inside * guess.category;
  return keptShares.map((kept) => {
    const limit = quantile(inside.map(score), 1 - kept);
    const out = (all: readonly Row[]) =>
      all.length === 0 ? 0 : all.filter((row) => score(row) < limit).length / all.length;
    return { kept, near: out(near), far: out(far) };
  });
}
