import { type ReadMessage, readMessage } from './identifiers-in-text.js';
import { featuresOf, foreignWords } from './model/features.js';
import { type Model, plainWords } from './model/model.js';
import { vectorOf } from './model/vectors.js';

/** One text as everything that understands looks at it, worked out once. */
export interface TextView {
  readonly message: ReadMessage;
  readonly vector: ReturnType<typeof vectorOf>;
  /** What share of it the model has ever met, from 0 to 1, rare features counting more. */
  readonly known: number;
}

/** So many texts that are being worked on at once are remembered. */
const remembered = 64;
/** What a feature that nobody has ever said would weigh. */
const unknownWeight = 8;

/** Looks at texts, each once however many ask: node-nlp hands a text from one of its parts to the next. */
export class Views {
  private readonly recent = new Map<string, TextView>();

  constructor(private readonly model: Model) {}

  /** @param text as it came, or as `message.text` has it */
  of(text: string): TextView {
    const known = this.recent.get(text);
    if (known) return known;
    const view = this.look(text);
    this.keep(text, view);
    this.keep(view.message.text, view);
    return view;
  }

  private keep(text: string, view: TextView): void {
    this.recent.set(text, view);
    if (this.recent.size <= remembered) return;
    for (const oldest of this.recent.keys()) {
      this.recent.delete(oldest);
      break;
    }
  }

  private look(text: string): TextView {
    const message = readMessage(text);
    const { characters, vocabulary } = this.model;
    const features = featuresOf(plainWords(message.masked, characters), characters);
    let all = 0;
    let met = 0;
    for (const feature of features.keys()) {
      const place = vocabulary.places.get(feature);
      const weight = place === undefined ? unknownWeight : (vocabulary.weights[place] ?? 0);
      all += weight;
      if (place !== undefined) met += weight;
    }
    // Words of another language need not be known: that they are of one is what counts.
    const share = features.has(foreignWords) ? 1 : met / all;
    const known = all === 0 || !saysSomething(message.masked) ? 0 : share;
    return { message, known, vector: vectorOf(features, vocabulary) };
  }
}

/** Whether there is more in a message than numbers, signs, or one sound again and again (哈哈哈). */
function saysSomething(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  return letters.length > 0 && !(letters.length > 2 && new Set(letters).size === 1);
}
