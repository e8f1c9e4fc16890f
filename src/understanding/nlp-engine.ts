import { createRequire } from 'node:module';

/**
 * The parts of node-nlp that understanding is built on: its container, and the engine inside its NlpManager. The manager itself loads
 * forty languages and recognisers of another vendor first, which takes 2.4 s and 120 MB; these take 0.1 s and 8 MB, and are
 * what it would use for Chinese. No types ship with them.
 */
const fromNodeNlp = createRequire(createRequire(import.meta.url).resolve('node-nlp'));

/** What node-nlp gives its parts to find one another. */
interface Container {
  register(name: string, part: unknown, isSingleton?: boolean): void;
  registerConfiguration(name: string, configuration: unknown, overwrite?: boolean): void;
}

/** One guess of a classifier, as node-nlp has it. */
export interface Classification {
  readonly intent: string;
  readonly score: number;
}

/** Something found in a text, as node-nlp has it; `start` and `end` are the places of its first and last character. */
export interface Entity {
  readonly entity: string;
  readonly start: number;
  readonly end: number;
  readonly len: number;
  readonly sourceText: string;
  readonly utteranceText: string;
  readonly accuracy: number;
  readonly resolution: { readonly value: string };
}

/** What the engine makes of a text. */
export interface Processed {
  readonly intent: string;
  readonly score: number;
  readonly classifications: readonly Classification[];
  readonly entities: readonly Entity[];
  /** The slots of the intent that no entity has filled; absent when none is open. */
  readonly slotFill?: { readonly currentSlot?: string };
}

export interface EngineParts {
  /** Classifies a text: every intent with its probability, the likeliest first. */
  classify(text: string): Classification[];
  /** Finds entities in a text. */
  extract(text: string): Entity[];
  /** For each intent that fills a form, the entities it needs. */
  readonly slots: ReadonlyMap<string, readonly string[]>;
}

interface Nlp {
  addLanguage(locale: string): void;
  readonly slotManager: { addSlot(intent: string, entity: string, isMandatory: boolean, questions: object): void };
  process(locale: string, text: string, context: object): Promise<Processed>;
}

const locale = 'zh';

/** Makes an engine of node-nlp with a classifier and an extractor of ours inside it. */
export function createEngine({ classify, extract, slots }: EngineParts): (text: string) => Promise<Processed> {
  const { containerBootstrap } = fromNodeNlp('@nlpjs/core') as { containerBootstrap(): Container };
  const { Nlp } = fromNodeNlp('@nlpjs/nlp') as { Nlp: new (settings: object) => Nlp };
  const container = containerBootstrap();
  /** In the place of node-nlp's neural network. */
  class Classifier {
    async train(): Promise<object> {
      return { status: {} };
    }
    async process(text: string): Promise<{ classifications: Classification[] }> {
      return { classifications: classify(text) };
    }
  }
  // Registered before the engine is made: afterwards node-nlp would pass it over in silence.
  container.register('YiboClassifier', Classifier, false);
  container.registerConfiguration(`domain-manager-${locale}`, {
    nluByDomain: { default: { className: 'YiboClassifier', settings: {} } },
    trainByDomain: false,
    // It would keep every message in memory for an hour.
    useStemDict: false,
  });
  container.register(`extract-builtin-${locale}`, {
    extract: ({ text }: { text: string }) => ({ edges: extract(text) }),
  });
  const nlp = new Nlp({
    container,
    languages: [locale],
    autoSave: false,
    autoLoad: false,
    forceNER: true,
    calculateSentiment: false,
    threshold: 0,
    nlu: { log: false },
  });
  nlp.addLanguage(locale);
  for (const [intent, entities] of slots) {
    for (const entity of entities) nlp.slotManager.addSlot(intent, entity, true, {});
  }
  return (text) => nlp.process(locale, text, {});
}
