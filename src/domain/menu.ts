import type { Schedule } from './calendar.js';
import type { Line, LineId } from './line.js';
import type { PhraseKey } from './phrases.js';
import type { Medium } from './turn.js';

/** Words for both media; written once where they are the same. May contain `{value}` and `{value|filter}`. */
export type Words = Readonly<Record<Medium, string>>;

/** Where something leads: a menu, a form, a line's staff, or one of the things that work everywhere. */
export type Target =
  | { readonly kind: 'menu'; readonly menu: string }
  | { readonly kind: 'form'; readonly form: string }
  | { readonly kind: 'line'; readonly line: LineId }
  | { readonly kind: 'person' | 'back' | 'repeat' };

/** One level of choices (菜单). */
export interface Menu {
  readonly id: string;
  readonly title: string;
  /** Said before the options. */
  readonly intro: Words | null;
  /** Said after the options. */
  readonly outro: Words | null;
  readonly options: readonly MenuOption[];
}

export interface MenuOption {
  readonly key: string;
  readonly label: string;
  readonly leadsTo: Target;
}

/** A list of fields to be filled in, and the lookup that answers it. */
export interface Form {
  readonly id: string;
  readonly title: string;
  /** The registered lookup that is given the answers. */
  readonly lookup: string;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly name: string;
  /** What it is called, such as 报检号. */
  readonly title: string;
  /** The kind of identifier it must be. */
  readonly is: string;
  readonly ask: Words;
  /** Complete after this many keys; null: ended by `#` or a pause. */
  readonly keys: number | null;
}

/** Something people say, and where it leads. */
export interface Intent {
  readonly id: string;
  readonly leadsTo: Target;
  readonly sayings: readonly string[];
}

/** All that can be changed without a programmer, loaded and cross-checked together. */
export interface Content {
  /** Names exactly these files: the start of their SHA-256. */
  readonly version: string;
  readonly menus: ReadonlyMap<string, Menu>;
  readonly forms: ReadonlyMap<string, Form>;
  readonly intents: readonly Intent[];
  readonly lines: ReadonlyMap<LineId, Line>;
  readonly schedules: ReadonlyMap<string, Schedule>;
  readonly phrases: ReadonlyMap<PhraseKey, Words>;
  /** 直通人工: in working time every call goes straight to a person. */
  readonly straightToPerson: boolean;
}
