import type { Content, Intent } from '../domain/content/content.js';
import { type Decision, decide, limits } from './bands.js';
import { intentByRule } from './exact.js';
import { AnswerFinder, type FoundAnswer } from './find-answer.js';
import type { FoundIdentifier, ReadMessage } from './identifiers-in-text.js';
import { type Model, marginsOfVector, type Ranked, ranked } from './model/model.js';
import { createEngine, type Entity, type Processed } from './nlp-engine.js';
import { numbersIn } from './numerals.js';
import { Views } from './view.js';

/** What a message was taken to mean, and what led there. */
export interface Understanding extends Decision {
  readonly message: ReadMessage;
  /** Whether a rule said so, and no probability. */
  readonly isByRule: boolean;
  /** Every intent that can be learnt, the likeliest first; empty when a rule decided. */
  readonly ranked: readonly Ranked[];
  /** What share of the message the model has ever met. */
  readonly known: number;
  readonly answer: FoundAnswer | null;
  /** The slot of a form that is still open, as node-nlp says; null when none is. */
  readonly openSlot: string | null;
}

/** Understands messages as one version of the content means them. */
export class Understander {
  private readonly answers: AnswerFinder;
  private readonly views: Views;
  private readonly process: (text: string) => Promise<Processed>;
  private readonly intents: ReadonlyMap<string, Intent>;

  constructor(
    private readonly content: Content,
    readonly model: Model,
  ) {
    this.answers = new AnswerFinder(model);
    this.views = new Views(model);
    this.intents = new Map(content.intents.map((intent) => [intent.id, intent]));
    this.process = createEngine({
      classify: (text) =>
        ranked(marginsOfVector(this.views.of(text).vector, model), model, limits.temperature).map(
          ({ intent, probability }) => ({ intent, score: probability }),
        ),
      extract: (text) => [
        ...this.views.of(text).message.identifiers.flatMap(entitiesOf),
        ...numbersIn(text).map(numberEntity),
      ],
      slots: slotsOf(content),
    });
  }

  async understand(text: string): Promise<Understanding> {
    const { message, known, vector } = this.views.of(text);
    const rule = intentByRule(text, this.content);
    if (rule) return this.byRule(rule, message);
    const { classifications, slotFill } = await this.process(message.text);
    const likeliest = classifications.map(({ intent, score }) => ({ intent, probability: score }));
    const decision = decide(likeliest, known, this.content);
    const isAnswerable = decision.band === 'sure' && decision.intent !== null;
    return {
      ...decision,
      ...{ message, ranked: likeliest, known, isByRule: false, openSlot: slotFill?.currentSlot ?? null },
      answer: isAnswerable ? this.answers.find(vector, this.neighbours(decision.intent, likeliest)) : null,
    };
  }

  private byRule(intent: Intent, message: ReadMessage): Understanding {
    const isOutside = intent.leadsTo.kind === 'outside';
    const answer = intent.answers.length > 0 ? { intent, index: 0, fit: 1 } : null;
    const decision = {
      band: isOutside ? 'outside' : 'sure',
      intent,
      options: [],
      inside: isOutside ? 0 : 1,
      category: 1,
    } as const;
    return { ...decision, message, isByRule: true, ranked: [], known: 1, answer, openSlot: null };
  }

  /** The intents of the same line, the likeliest first: the answer may be with one beside it. */
  private neighbours(intent: Intent | null, ranked: readonly Ranked[]) {
    const line = intent?.leadsTo.kind === 'line' ? intent.leadsTo.line : null;
    const all = ranked.flatMap(({ intent: id, probability }) => {
      const one = this.intents.get(id);
      if (!one) return [];
      const isNear = one === intent || (line !== null && one.leadsTo.kind === 'line' && one.leadsTo.line === line);
      return isNear && (one === intent || probability > 0.1) ? [{ intent: one, probability }] : [];
    });
    return all.sort((a, b) => Number(b.intent === intent) - Number(a.intent === intent));
  }
}

function entitiesOf({ value, kinds, start, end }: FoundIdentifier): Entity[] {
  return kinds.map((entity) => ({
    ...{ entity, start, end: end - 1, len: end - start, sourceText: value, utteranceText: value, accuracy: 1 },
    resolution: { value },
  }));
}

function numberEntity({ value, text, start }: ReturnType<typeof numbersIn>[number]): Entity {
  const place = { start, end: start + text.length - 1, len: text.length, sourceText: text, utteranceText: text };
  return { entity: 'number', ...place, accuracy: 1, resolution: { value: String(value) } };
}

/** A form's fields are the slots of the intents that lead to it. */
function slotsOf({ intents, forms }: Content): ReadonlyMap<string, readonly string[]> {
  return new Map(
    intents.flatMap(({ id, leadsTo }) => {
      const form = leadsTo.kind === 'form' ? forms.get(leadsTo.form) : undefined;
      return form ? [[id, form.fields.map((field) => field.is)] as const] : [];
    }),
  );
}
