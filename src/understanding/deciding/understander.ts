import type { Content, Intent } from '../../domain/content/content.js';
import { type Model, marginsOfVector, probabilitiesOf, type Ranked, rank } from '../model/model.js';
import { viewOf } from '../model/text-view.js';
import type { TextVector } from '../model/vectors.js';
import { type Heard, read } from '../reading/heard.js';
import { type Decision, decide, limits } from './bands.js';
import { type Classes, classesOf } from './classes.js';
import { AnswerFinder, type FoundAnswer } from './find-answer.js';
import { secondReading } from './second-reading.js';

/** What a message was taken to mean, and what led there. */
export interface Understanding extends Decision {
  /** Whether a rule said so, and no probability. */
  readonly isByRule: boolean;
  /** What share of the message the model has ever met. */
  readonly shareKnown: number;
  readonly answer: FoundAnswer | null;
}

/** From here on, an intent of the same line may have the answer. */
const nearEnough = 0.1;

/** Understands messages as one version of the content means them. */
export class Understander {
  private readonly answers: AnswerFinder;
  private readonly classes: Classes;

  constructor(
    private readonly content: Content,
    readonly model: Model,
  ) {
    this.answers = new AnswerFinder(model);
    this.classes = classesOf(model.intents, content);
  }

  /** @returns what a text means */
  understand(text: string): Understanding {
    return this.meaningOf(read(text, this.content));
  }

  /** @returns what was heard means: by rule where a rule says so, else by what it is like */
  meaningOf(heard: Heard): Understanding {
    const rule = heard.rule ?? heard.pattern;
    if (rule) return byRule(rule);
    const { vector, shareKnown } = viewOf(heard.asked.masked, this.model);
    const probabilities = this.probabilitiesOf(vector, heard);
    const decision = decide(probabilities, shareKnown, this.classes);
    const { band, intent } = decision;
    const isAnswerable = band === 'sure' && intent !== null;
    const answer = isAnswerable ? this.answers.find(vector, this.neighbours(intent, probabilities)) : null;
    return { ...decision, shareKnown, isByRule: false, answer };
  }

  /** @returns every intent that can be learnt, the likeliest first, whatever a rule says */
  rank(heard: Heard): readonly Ranked[] {
    const { vector } = viewOf(heard.asked.masked, this.model);
    return rank(this.probabilitiesOf(vector, heard), this.model);
  }

  /** How likely each intent is: by the surer reading, where a text has two. How much of it is known, the first one says. */
  private probabilitiesOf(vector: TextVector, { asked }: Heard): Float64Array {
    const first = this.classified(vector);
    const marked = secondReading(asked);
    if (marked === null) return first;
    const second = this.classified(viewOf(read(marked, this.content).asked.masked, this.model).vector);
    return Math.max(...second) > Math.max(...first) ? second : first;
  }

  private classified(vector: TextVector): Float64Array {
    return probabilitiesOf(marginsOfVector(vector, this.model), limits.temperature);
  }

  /** The intent, then those of the same line that are likely enough: the answer may be with one beside it. */
  private neighbours(intent: Intent, probabilities: Float64Array): { intent: Intent; probability: number }[] {
    const line = intent.leadsTo.kind === 'line' ? intent.leadsTo.line : null;
    const others: { intent: Intent; probability: number }[] = [];
    let own = 0;
    for (let index = 0; index < probabilities.length; index++) {
      const one = this.classes.intents[index];
      const probability = probabilities[index] as number;
      if (one === intent) own = probability;
      else if (probability > nearEnough && line !== null && one?.leadsTo.kind === 'line' && one.leadsTo.line === line) {
        others.push({ intent: one, probability });
      }
    }
    others.sort((a, b) => b.probability - a.probability);
    return [{ intent, probability: own }, ...others];
  }
}

function byRule(intent: Intent): Understanding {
  const isOutside = intent.leadsTo.kind === 'outside';
  return {
    band: isOutside ? 'outside' : 'sure',
    intent,
    options: [],
    inside: isOutside ? 0 : 1,
    category: 1,
    isByRule: true,
    shareKnown: 1,
    answer: intent.answers.length > 0 ? { intent, index: 0, fit: 1 } : null,
  };
}
