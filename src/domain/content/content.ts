import type { CaseRules } from '../cases/case-rules.js';
import type { DrawSystem } from '../draws/draw-system.js';
import type { Schedule } from '../hotline/calendar.js';
import type { Line, LineId } from '../hotline/line.js';
import type { Roster } from '../hotline/roster.js';
import type { HotlineRules } from '../hotline/rules.js';
import type { PhraseKey } from '../language/phrases.js';
import type { SmallTalk } from '../language/small-talk.js';
import type { Words } from '../language/words.js';
import type { Danger, Dangers } from './danger.js';
import type { English } from './english.js';
import type { Fact } from './facts.js';

/** Where something leads: a menu, a form, a line's staff, the draws of a system, one of the things that work everywhere, or out of the house. */
export type Target =
  | { readonly kind: 'menu'; readonly menu: string }
  | { readonly kind: 'form'; readonly form: string }
  | { readonly kind: 'line'; readonly line: LineId }
  | { readonly kind: 'draw'; readonly system: DrawSystem }
  | { readonly kind: 'outside'; readonly by: string | null; readonly phone: string | null }
  | { readonly kind: 'person' | 'callback' | 'message' | 'case' | 'back' | 'repeat' };

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
  /** What else people call it: 大架号. */
  readonly called: readonly string[];
  /** What is told to whoever asks about it; each null where the content says nothing of it. */
  readonly help: FieldHelp;
}

/** How a field explains itself. */
export interface FieldHelp {
  /** What it is. */
  readonly about: Words | null;
  /** Where it stands on the paper. */
  readonly where: Words | null;
  /** What one looks like, made up (示例). */
  readonly example: string | null;
  /** What somebody can do who has none. */
  readonly without: Words | null;
}

/** Something people want (意图): what they say then, where it leads, and what is answered. */
export interface Intent {
  readonly id: string;
  /** How it is called when somebody is asked whether they mean it: 携带宠物入境. */
  readonly title: string;
  readonly leadsTo: Target;
  /** What people say, each in other words: from these it is learnt what they mean. */
  readonly sayings: readonly string[];
  /** Words that mean this by rule when they are all that was said: 投诉, 救命. */
  readonly exact: readonly string[];
  /** Patterns that mean this by rule wherever they stand in a short message: 我不会(弄|用). */
  readonly said: readonly string[];
  /** Patterns that hold one of `said` and mean something else. */
  readonly unless: readonly string[];
  /** Whether somebody on duty comes before the answers: whoever complains wants to be heard. */
  readonly isForPeopleFirst: boolean;
  /** The danger to a life that it speaks of, where no sign of one was heard: it is answered as that; null for none. */
  readonly danger: Danger | null;
  /** What whoever means it is answered with in short, and stays where they are; null: it leads somewhere. */
  readonly courtesy: SmallTalk | null;
  readonly answers: readonly FaqAnswer[];
}

/** An answer to a question, as a good operator gives it. */
export interface FaqAnswer {
  /** How it is asked; the first stands for it in a list. */
  readonly asked: readonly string[];
  readonly words: Words;
  /** What is done instead of telling it where keys are listened to: the number of a case is asked for; absent where nothing is. */
  readonly instead?: Target;
  /** Its words for the eye as understanding learns them. */
  readonly learnt: string;
  /** The law or the source it rests on (依据). */
  readonly basis: string;
  /** When somebody last made sure that it is right, and when that has to be done again: `2016-09-20`. */
  readonly reviewed: string;
  readonly reviewBy: string;
}

/** @returns what an intent belongs to: a line, a form or menu, `outside`, or what it does */
export function categoryOf({ leadsTo }: Intent): string {
  switch (leadsTo.kind) {
    case 'line':
      return leadsTo.line;
    case 'form':
      return leadsTo.form;
    case 'menu':
      return leadsTo.menu;
    default:
      return leadsTo.kind;
  }
}

/** All that can be changed without a programmer, loaded and cross-checked together. */
export interface Content {
  /** Names exactly these files: the start of their SHA-256. */
  readonly version: string;
  readonly menus: ReadonlyMap<string, Menu>;
  readonly forms: ReadonlyMap<string, Form>;
  readonly intents: readonly Intent[];
  readonly lines: ReadonlyMap<LineId, Line>;
  readonly roster: Roster;
  /** The numbers of the hotline. */
  readonly hotline: HotlineRules;
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** What is said where a life is in danger, and how it is heard. */
  readonly dangers: Dangers;
  /** What is said to whoever writes English; null where the content has nothing for them. */
  readonly english: English | null;
  /** What answers quote, by its id: `health-centre.address`. */
  readonly facts: ReadonlyMap<string, Fact>;
  readonly phrases: ReadonlyMap<PhraseKey, Words>;
  /** Phrases for which the files have no words: the version of the service says its own. */
  readonly borrowed: readonly PhraseKey[];
  /** Which recording is played for a phrase's voice: the name of a file in `data/prompts/`. */
  readonly prompts: ReadonlyMap<PhraseKey, string>;
  /** For how long after somebody's last words in chat what they write belongs to the same message (留言), in ms. */
  readonly messageJoinsMs: number;
  /** How cases (工单) are handled. */
  readonly cases: CaseRules;
  /** 直通人工: in working time every call goes straight to a person. */
  readonly straightToPerson: boolean;
}
