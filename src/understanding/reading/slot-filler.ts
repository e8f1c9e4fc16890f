import { entityOf, SlotEngine, type SlotEntity } from './slot-engine.js';

/**
 * What each slot of a form is known by in a message, in the order in which the form asks: expressions that match an
 * identifier as a whole.
 * @example { declarationNo: [/\d{15}/], registrationNo: [/[0-9A-Z]{10}/] }
 */
export type SlotRules = Readonly<Record<string, readonly RegExp[]>>;

/** The slots of a form that are filled, by their names. */
export type Slots = Readonly<Record<string, string>>;

/** What a message does to a form. */
export interface FilledForm {
  readonly form: string;
  /** What the message filled in; empty when it named nothing that is asked for next. */
  readonly filled: Slots;
  /** The slot that is asked for next; null when none is open. */
  readonly open: string | null;
}

/**
 * Fills the slots of forms with what a message names, so that a person who writes everything at once is asked nothing twice.
 * node-nlp's recogniser finds the entities by the rules of the forms, and its slot manager says which slot is next. It is
 * loaded with the first message that names anything, and keeps nothing that was said.
 *
 * @example
 * const slots = new SlotFiller(new Map([['progress', { declarationNo: [/\d{15}/], registrationNo: [/[0-9A-Z]{10}/] }]]));
 * await slots.fill('progress', ['1101960H79'], { declarationNo: '120000116000001' });
 * // { form: 'progress', filled: { registrationNo: '1101960H79' }, open: null }
 */
export class SlotFiller {
  private cachedEngine?: SlotEngine;

  /** @param forms for each form, what its slots are known by */
  constructor(private readonly forms: ReadonlyMap<string, SlotRules>) {}

  /**
   * Fills one form.
   * @param identifiers what the message names, each in one piece
   * @param before the slots that are filled already; they stay as they are
   */
  async fill(form: string, identifiers: readonly string[], before: Slots = {}): Promise<FilledForm> {
    if (identifiers.length === 0) return { form, filled: {}, open: this.firstOpen(form, before) };
    return this.fillWith(await this.engine().entitiesIn(identifiers), form, before);
  }

  /** @returns the forms that begin with something the message names, in their order */
  async formsFor(identifiers: readonly string[]): Promise<readonly FilledForm[]> {
    if (identifiers.length === 0) return [];
    const entities = await this.engine().entitiesIn(identifiers);
    return [...this.forms.keys()]
      .map((form) => this.fillWith(entities, form, {}))
      .filter(({ filled }) => Object.keys(filled).length > 0);
  }

  /**
   * Fills slot after slot, each in its turn: ten digits before any declaration number are a mistyped one, and no registration
   * number.
   */
  private fillWith(entities: readonly SlotEntity[], form: string, before: Slots): FilledForm {
    const filled: Record<string, string> = {};
    for (;;) {
      const open = this.engine().openSlot(form, { ...before, ...filled });
      const value = open === null ? undefined : longestOf(entities, entityOf(form, open));
      if (open === null || value === undefined) return { form, filled, open };
      filled[open] = value;
    }
  }

  private firstOpen(form: string, filled: Slots): string | null {
    return Object.keys(this.forms.get(form) ?? {}).find((slot) => filled[slot] === undefined) ?? null;
  }

  private engine(): SlotEngine {
    this.cachedEngine ??= new SlotEngine(this.forms);
    return this.cachedEngine;
  }
}

/** The longer, the surer: a VIN before a sticker's twelve digits. Of the same length, the first. */
function longestOf(entities: readonly SlotEntity[], name: string): string | undefined {
  let longest: string | undefined;
  for (const { entity, sourceText } of entities) {
    if (entity === name && sourceText.length > (longest?.length ?? 0)) longest = sourceText;
  }
  return longest;
}
