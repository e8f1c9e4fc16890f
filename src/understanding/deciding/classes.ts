import { type Content, categoryOf, type Intent } from '../../domain/content/content.js';

/** What a model can say, as a version of the content has it: intents by their index in the model, and what each belongs to. */
export interface Classes {
  /** Null where the content has no such intent any more. */
  readonly intents: readonly (Intent | null)[];
  /** For each intent, which of `categories` it belongs to; -1 where there is no intent. */
  readonly categoryOf: Int16Array;
  readonly categories: readonly string[];
  /** Which of `categories` is not the bureau's business; -1 when none is. */
  readonly outside: number;
}

/** @param names the intents of a model, in its order */
export function classesOf(names: readonly string[], { intents }: Pick<Content, 'intents'>): Classes {
  const byId = new Map(intents.map((intent) => [intent.id, intent]));
  const present = names.map((name) => byId.get(name) ?? null);
  const categories = [...new Set(present.flatMap((intent) => (intent ? [categoryOf(intent)] : [])))];
  return {
    intents: present,
    categoryOf: Int16Array.from(present, (intent) => (intent ? categories.indexOf(categoryOf(intent)) : -1)),
    categories,
    outside: categories.indexOf('outside'),
  };
}
