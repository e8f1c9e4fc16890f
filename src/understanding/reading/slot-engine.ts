import { createRequire } from 'node:module';

/**
 * The two parts of node-nlp that fill forms: its entity recogniser and its slot manager, with the container they are found in.
 * They take 15 ms and 8 MB; the whole package loads forty languages and another vendor's recognisers first, which takes 2.4 s
 * and 120 MB. No types ship with them.
 */
const fromNodeNlp = createRequire(createRequire(import.meta.url).resolve('node-nlp'));

/** What fills a slot, as node-nlp has it. */
export interface SlotEntity {
  /** The form and the slot, such as `progress.declarationNo`. */
  readonly entity: string;
  readonly sourceText: string;
}

/** What node-nlp's parts find one another in, and what says in which steps they work. */
interface Container {
  use(part: unknown): void;
  registerPipeline(name: string, steps: readonly string[]): void;
}

interface NerPackage {
  readonly ExtractorRegex: unknown;
  readonly Ner: new (settings: { container: Container }) => Recogniser;
}

interface Recogniser {
  addRegexRule(locale: string, entity: string, rule: RegExp): void;
  process(input: { locale: string; text: string }): Promise<{ readonly entities: readonly SlotEntity[] }>;
}

interface SlotManager {
  addSlot(intent: string, entity: string, isMandatory: boolean, questions: object): void;
  /** Sets `slotFill` of what it is given while a slot is open. */
  process(result: Filling, context: object): boolean;
}

interface Filling {
  readonly intent: string;
  readonly entities: readonly SlotEntity[];
  slotFill?: { readonly currentSlot: string };
}

const locale = 'zh';

/** node-nlp, set up for some forms: each is an intent to it, and each of its slots an entity. */
export class SlotEngine {
  private readonly recogniser: Recogniser;
  private readonly manager: SlotManager;

  constructor(forms: ReadonlyMap<string, Readonly<Record<string, readonly RegExp[]>>>) {
    const { containerBootstrap } = fromNodeNlp('@nlpjs/core') as { containerBootstrap(): Container };
    const { ExtractorRegex, Ner } = fromNodeNlp('@nlpjs/ner') as NerPackage;
    const { SlotManager } = fromNodeNlp('@nlpjs/slot') as { SlotManager: new () => SlotManager };
    const container = containerBootstrap();
    container.use(ExtractorRegex);
    // Its usual steps also look for listed words, and keep every text for an hour in the cache of their tokeniser.
    container.registerPipeline(`ner-${locale}-process`, ['.decideRules', 'extract-regex', '.reduceEdges']);
    this.recogniser = new Ner({ container });
    this.manager = new SlotManager();
    for (const [form, slots] of forms) {
      for (const [slot, rules] of Object.entries(slots)) {
        const entity = entityOf(form, slot);
        this.manager.addSlot(form, entity, true, {});
        // Each identifier is looked at as a whole: they stand on lines of their own.
        for (const { source } of rules)
          this.recogniser.addRegexRule(locale, entity, new RegExp(`^(?:${source})$`, 'gm'));
      }
    }
  }

  /** Finds what may fill the slots of any form, in the order in which it was said. */
  async entitiesIn(identifiers: readonly string[]): Promise<readonly SlotEntity[]> {
    const { entities } = await this.recogniser.process({ locale, text: identifiers.join('\n') });
    return entities;
  }

  /** @returns the slot that is asked for next, of a form of which some are filled; null when none is open */
  openSlot(form: string, filled: Readonly<Record<string, string>>): string | null {
    const entities = Object.entries(filled).map(([slot, sourceText]) => ({ entity: entityOf(form, slot), sourceText }));
    const filling: Filling = { intent: form, entities };
    this.manager.process(filling, {});
    return filling.slotFill?.currentSlot.slice(form.length + 1) ?? null;
  }
}

export function entityOf(form: string, slot: string): string {
  return `${form}.${slot}`;
}
