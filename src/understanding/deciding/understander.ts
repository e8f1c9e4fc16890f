import { type Content, categoryOf, type Intent } from '../../domain/content/content.js';
import { type Model, marginsOfVector, probabilitiesOf, type Ranked, rank } from '../model/model.js';
import { viewOf } from '../model/text-view.js';
import type { TextVector } from '../model/vectors.js';
import { type Heard, read } from '../reading/heard.js';
import { type Aspect, aspectOf, namesAspect, namesNothing, withoutEmpty } from '../reading/question-words.js';
import { answerFollowUp, type FindAmong, type Likely } from './answer-follow-up.js';
import { type Decision, decide, limits, optionsAmong } from './bands.js';
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

/** What is known of a message from what was said before it. */
export interface Before {
  /** What was asked last, where the message puts it together with what was asked before: the answer is to that. */
  readonly followUp?: Heard;
  /** The intent that it is about, if it is surely of none: 多少钱 is of whatever was asked before. */
  readonly about?: string;
  /** The intent that was denied: it is not meant. */
  readonly except?: string;
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
  meaningOf(heard: Heard, { followUp, about, except }: Before = {}): Understanding {
    const rule = heard.rule ?? heard.pattern;
    if (rule) return byRule(rule);
    const { vector, shareKnown } = viewOf(heard.asked.masked, this.model);
    const all = this.probabilitiesOf(vector, heard);
    const probabilities = except === undefined ? all : without(this.model.intents.indexOf(except), all, this.classes);
    const decision = aboutAtLeast(about, decide(probabilities, shareKnown, this.classes), this.classes);
    const { band, intent } = decision;
    // Whoever has denied something is asked, however likely the next one is.
    if (except !== undefined) {
      const options = optionsAmong(probabilities, this.classes);
      return { isByRule: false, shareKnown, answer: null, ...decision, options };
    }
    if (band !== 'sure' || intent === null) return { isByRule: false, shareKnown, answer: null, ...decision };
    const intents = this.neighbours(intent, probabilities);
    const answer = followUp ? this.answerTo(followUp, heard, vector, intents) : this.answers.find(vector, intents);
    return { isByRule: false, shareKnown, answer, ...decision };
  }

  /** The answer to what was asked last: by that alone, else by all that was asked. */
  private answerTo(followUp: Heard, all: Heard, whole: TextVector, intents: readonly Likely[]): FoundAnswer | null {
    const { vector } = viewOf(followUp.asked.masked, this.model);
    const aspect = aspectOf(followUp.words);
    const find: FindAmong = (among, isFit) => this.findBy([vector, whole], among, isFit);
    if (!namesNothing(followUp.words)) return answerFollowUp(aspect, intents, this.besideFor(aspect, intents), find);
    // What names nothing is asked of the thing that was: the price is that of a vaccination.
    const thing = viewOf(withoutEmpty(all.asked.masked), this.model).vector;
    const findByThing: FindAmong = (among, isFit) => this.findBy([thing, vector, whole], among, isFit);
    return answerFollowUp(aspect, intents, this.besideFor(aspect, intents), find, findByThing);
  }

  /** By the first of several ways of asking that makes it clear. */
  private findBy(
    asked: readonly TextVector[],
    among: readonly Likely[],
    isFit?: Parameters<FindAmong>[1],
  ): FoundAnswer | null {
    if (among.length === 0) return null;
    for (const one of asked) {
      const found = this.answers.find(one, among, isFit);
      if (found) return found;
    }
    return null;
  }

  /** Others of the same line whose very title is of what is asked for: the check-up's fees, for what a vaccination costs. */
  private besideFor(aspect: Aspect | null, [first]: readonly Likely[]): readonly Likely[] {
    const category = first ? categoryOf(first.intent) : null;
    if (aspect === null || first?.intent.leadsTo.kind !== 'line' || category === 'general') return [];
    return this.classes.intents.flatMap((intent) =>
      intent && categoryOf(intent) === category && namesAspect(aspect, intent.title)
        ? [{ intent, probability: 1 }]
        : [],
    );
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
    const second = this.classified(viewOf(marked, this.model).vector);
    return highest(second) > highest(first) ? second : first;
  }

  private classified(vector: TextVector): Float64Array {
    return probabilitiesOf(marginsOfVector(vector, this.model), limits.temperature);
  }

  /** The intent, then those of the same line that are likely enough: the answer may be with one beside it. */
  private neighbours(intent: Intent, probabilities: Float64Array): readonly Likely[] {
    const line = intent.leadsTo.kind === 'line' ? intent.leadsTo.line : null;
    const others: Likely[] = [];
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

function highest(probabilities: Float64Array): number {
  return probabilities.reduce((most, one) => Math.max(most, one), 0);
}

/** What is surely of nothing is of what was asked before. */
function aboutAtLeast(about: string | undefined, decision: Decision, { intents }: Classes): Decision {
  const intent = about === undefined || decision.band === 'sure' ? null : intents.find((one) => one?.id === about);
  return intent ? { ...decision, band: 'sure', intent, options: [] } : decision;
}

/** The probabilities if one intent is not meant: what was believed of it is believed of the others of its category. */
function without(denied: number, probabilities: Float64Array, { categoryOf }: Classes): Float64Array {
  const isBeside = (at: number): boolean => at !== denied && categoryOf[at] === categoryOf[denied];
  const beside = probabilities.reduce((sum, one, at) => (isBeside(at) ? sum + one : sum), 0);
  const share = beside === 0 ? 1 : 1 + (probabilities[denied] ?? 0) / beside;
  return probabilities.map((one, at) => (at === denied ? 0 : isBeside(at) ? one * share : one));
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
