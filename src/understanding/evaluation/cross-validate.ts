import type { Content } from '../../domain/content/content.js';
import { type Decision, decide, limits } from '../deciding/bands.js';
import { classesOf } from '../deciding/classes.js';
import { learnCharacters } from '../model/characters.js';
import { marginsOf, probabilitiesOf } from '../model/model.js';
import { type Example, train } from '../model/train.js';
import type { Guess } from './evaluate.js';
import { foldsOf, groupsOf } from './groups.js';
import type { Question } from './questions.js';

const folds = 5;

/**
 * Guesses each of the project's own sayings with a model that has seen neither it nor any near-copy of it.
 * @param onProgress called with how many of how many models are trained
 */
export async function crossValidate(
  content: Content,
  examples: readonly Example[],
  onProgress: (done: number, of: number) => void,
): Promise<{ questions: Question[]; guesses: Guess[] }> {
  const characters = await learnCharacters();
  const outside = new Set(content.intents.filter(({ leadsTo }) => leadsTo.kind === 'outside').map(({ id }) => id));
  const said = new Set(content.intents.flatMap(({ id, sayings }) => sayings.map((text) => `${id} ${text}`)));
  const fold = foldsOf(
    groupsOf(
      examples.map(({ text }) => text),
      characters,
    ),
    folds,
  );
  const questions: Question[] = [];
  const guesses: Guess[] = [];
  for (let held = 0; held < folds; held++) {
    onProgress(held, folds);
    const model = await train(
      examples.filter((_, index) => fold[index] !== held),
      { characters },
    );
    const classes = classesOf(model.intents, content);
    for (const [index, { text, intent }] of examples.entries()) {
      // Titles and answers are no questions.
      if (fold[index] !== held || !said.has(`${intent} ${text}`)) continue;
      const isOutside = outside.has(intent);
      questions.push({ text, intent: isOutside ? null : intent, also: [], scope: isOutside ? 'near' : 'in' });
      const probabilities = probabilitiesOf(marginsOf(text, model), limits.temperature);
      guesses.push(guessOf(decide(probabilities, 1, classes)));
    }
  }
  onProgress(folds, folds);
  return { questions, guesses };
}

/** What a refusal offers is what it would have been taken for; the intent of what is refused is no guess at the bureau's. */
export function guessOf({ intent, band, options, category, inside }: Decision): Guess {
  const guessed = band === 'outside' ? options[0] : intent;
  return { intent: guessed?.id ?? null, band, offered: options.map(({ id }) => id), category, inside };
}
