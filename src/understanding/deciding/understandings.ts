import type { Content } from '../../domain/content/content.js';
import { modelFor, nameOf } from '../model/kept-models.js';
import type { Model } from '../model/model.js';
import type { Example } from '../model/train.js';
import type { Heard } from '../reading/heard.js';
import { Understander, type Understanding } from './understander.js';

/** @returns what a model is trained on: what people say, the questions that answers are for, and the answers' own words */
export function examplesOf({ intents }: Pick<Content, 'intents'>): readonly Example[] {
  return intents
    .filter(({ sayings }) => sayings.length > 0)
    .flatMap(({ id, title, sayings, answers }) =>
      [...sayings, title, ...answers.flatMap(({ asked, words }) => [...asked, words.text])].map((text) => ({
        text,
        intent: id,
      })),
    );
}

const maxModels = 2;

/** Understands by the content that a conversation began with: each version of what people say has a model of its own. */
export class Understandings {
  private readonly made = new WeakMap<Content, Promise<Understander>>();
  private readonly learnt = new Map<string, Promise<Model>>();

  /**
   * @param models the folders where models are looked for; a new one is kept in the last
   * @param onProgress called while a model has to be trained, with how many of how many intents are done
   */
  constructor(
    private readonly models: readonly string[],
    private readonly onProgress?: (done: number, of: number) => void,
  ) {}

  /** Makes ready for a version of the content: reads its model, or trains it. */
  of(content: Content): Promise<Understander> {
    const cached = this.made.get(content);
    if (cached) return cached;
    const making = this.modelOf(examplesOf(content)).then((model) => new Understander(content, model));
    this.made.set(content, making);
    // What failed once, such as for a full disk, is tried again.
    making.catch(() => this.made.delete(content));
    return making;
  }

  /** Versions that differ in other files share a model; those of the last few are kept in memory. */
  private modelOf(examples: readonly Example[]): Promise<Model> {
    const name = nameOf(examples);
    const cached = this.learnt.get(name);
    if (cached) return cached;
    const making = modelFor(examples, this.models, this.onProgress);
    this.learnt.set(name, making);
    making.catch(() => this.learnt.delete(name));
    for (const older of [...this.learnt.keys()].slice(0, -maxModels)) this.learnt.delete(older);
    return making;
  }

  async understand(heard: Heard, content: Content): Promise<Understanding> {
    return (await this.of(content)).meaningOf(heard);
  }
}
