import type { Content } from '../../domain/content/content.js';
import { type Learn, modelFor, nameOf } from '../model/kept-models.js';
import type { Model } from '../model/model.js';
import type { Example } from '../model/train.js';
import type { Heard } from '../reading/heard.js';
import { type Before, Understander, type Understanding } from './understander.js';

/** @returns what a model is trained on: what people say, the questions that answers are for, and the answers' own words */
export function examplesOf({ intents }: Pick<Content, 'intents'>): readonly Example[] {
  return intents
    .filter(({ sayings }) => sayings.length > 0)
    .flatMap(({ id, title, sayings, answers, leadsTo }) => {
      const isOutside = leadsTo.kind === 'outside';
      const texts = [...sayings, title, ...answers.flatMap(({ asked, learnt }) => [...asked, learnt])];
      return texts.map((text) => ({ text, intent: id, isOutside }));
    });
}

/** A model takes 12 MB: that of the content in force, and that of conversations which began before the last change. */
const maxModels = 2;
/** Versions that differ in other files only share a model. */
const maxContents = 6;

interface Made {
  /** Names the model. */
  readonly name: string;
  readonly understander: Promise<Understander>;
}

/** Understands by the content that a conversation began with: each version of what people say has a model of its own. */
export class Understandings {
  /** The one that was asked last stands last. */
  private readonly made = new Map<Content, Made>();
  private last: Content | null = null;
  private readonly learnt = new Map<string, Promise<Model>>();

  /**
   * @param models the folders where models are looked for; a new one is kept in the last
   * @param learn what learns a model that is not kept: here, or where nobody waits for it ({@link Learner})
   */
  constructor(
    private readonly models: readonly string[],
    private readonly learn?: Learn,
  ) {}

  /** Makes ready for a version of the content: reads its model, or has it learnt. */
  of(content: Content): Promise<Understander> {
    const cached = this.made.get(content);
    if (cached) {
      if (content !== this.last) this.asked(content, cached);
      return cached.understander;
    }
    const examples = examplesOf(content);
    const name = nameOf(examples);
    const understander = this.modelOf(name, examples).then((model) => new Understander(content, model));
    this.asked(content, { name, understander });
    // What failed once, such as for a full disk, is tried again.
    understander.catch(() => this.made.delete(content));
    return understander;
  }

  async understand(heard: Heard, content: Content, before?: Before): Promise<Understanding> {
    return (await this.of(content)).meaningOf(heard, before);
  }

  /** Puts it last, and lets go of what was asked longest ago. */
  private asked(content: Content, made: Made): void {
    this.last = content;
    this.made.delete(content);
    this.made.set(content, made);
    const names = new Set([...this.made.values()].reverse().map(({ name }) => name));
    const kept = new Set([...names].slice(0, maxModels));
    for (const [older, { name }] of this.made)
      if (!kept.has(name) || this.made.size > maxContents) this.made.delete(older);
    for (const name of this.learnt.keys()) if (!kept.has(name)) this.learnt.delete(name);
  }

  /** Versions that differ in other files share a model. */
  private modelOf(name: string, examples: readonly Example[]): Promise<Model> {
    const cached = this.learnt.get(name);
    if (cached) return cached;
    const making = modelFor(examples, this.models, this.learn);
    this.learnt.set(name, making);
    making.catch(() => this.learnt.delete(name));
    return making;
  }
}
