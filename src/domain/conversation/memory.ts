import type { LineId } from '../hotline/line.js';
import type { Wait } from '../hotline/waiting.js';
import type { Answers } from './answers.js';
import type { MessagePlace } from './message-place.js';

/**
 * What a conversation was last about, so that 那要多少钱 means something. It is part of the conversation: stored with the turn that
 * made it, and forgotten with the person. Its parts count for `rememberedMs`, a form that was left for longer; whoever returns to the first menu ends them.
 */
export interface Memory {
  /** The matter that was last understood. */
  readonly subject?: Subject | undefined;
  /** The record that was last told. */
  readonly record?: ToldRecord | undefined;
  /** The form that was left for a question in between. */
  readonly form?: LeftForm | undefined;
  /** The case (工单) that a danger to a life opened. */
  readonly danger?: DangerCase | undefined;
  /** How many lookups in a row found nothing. */
  readonly misses?: number | undefined;
  /** The line that somebody waits for while they look something up themselves: 0 leads back to it. */
  readonly wait?: LeftWait | undefined;
  /** The complaint that was begun in words, and is a case (工单) already. */
  readonly complaint?: BegunComplaint | undefined;
  /** The telephone number that was said to be called back on, where it is not the one of the call. */
  readonly numberGiven?: string | undefined;
  /** The case (工单) whose state was told: 0 leads to whoever has it. */
  readonly told?: ToldCase | undefined;
  /** The message that was being left when something was scanned or tapped in between. */
  readonly message?: LeftMessage | undefined;
  /** That the last answer was in English, and which. */
  readonly english?: ToldInEnglish | undefined;
  /** What was asked of no matter (多少钱), while the matter is asked for. */
  readonly open?: OpenQuestion | undefined;
  /** The list that was chosen from last. */
  readonly list?: ListBefore | undefined;
}

/** For how long a follow-up is one, in ms: whoever comes back later begins anew. */
export const rememberedMs = 10 * 60_000;

/** A matter that somebody asked about, in the words they used. */
export interface Subject {
  readonly intent: string;
  /** What was asked, without identifiers and without the person. */
  readonly question: string;
  /** What was asked of it last, where that names nothing by itself: 那要隔离多久. */
  readonly followUp?: string;
  /** In ms since 1970. */
  readonly at: number;
}

/** A record that somebody was told, and what they asked for it with. */
export interface ToldRecord {
  readonly form: string;
  readonly id: string;
  readonly answers: Answers;
  /** The newest release that was told from. */
  readonly told?: number;
  readonly at: number;
}

/** A form with what was filled in so far. */
export interface LeftForm {
  readonly form: string;
  readonly answers: Answers;
  readonly challenge?: string;
  readonly at: number;
}

/** What is said within minutes of the last words joins it. */
export interface DangerCase {
  readonly caseNo: string;
  readonly parts: number;
  /** The danger whose help lines were not told yet, since telephones rang at once; absent where they were. */
  readonly helpUntold?: string;
  readonly at: number;
}

/** A wait for a line, to be gone on with. */
export interface LeftWait {
  readonly line: LineId;
  readonly step: number;
  readonly wait: Wait;
  /** When it was left, in ms since 1970: what was looked up meanwhile is no part of the wait. */
  readonly at: number;
}

/** What is said of it within minutes, or in the same call, joins it. */
export interface BegunComplaint {
  readonly caseNo: string;
  readonly line: LineId;
  /** How many pieces tell of the matter: none where only 我要投诉 was said. */
  readonly parts: number;
  /** Whether whoever began it wishes to be named to nobody: a call back would name them. */
  readonly isAnonymous?: boolean;
  /** Whether its number was told in the call; absent for no. */
  readonly isTold?: boolean;
  readonly at: number;
}

/** A case that was asked for: what is added or wanted next is of it. */
export interface ToldCase {
  readonly caseNo: string;
  readonly line: LineId;
  /** Whether it is over and stays so, since it was not accepted: whoever wants more of it begins another. */
  readonly isOver: boolean;
  /** Whether it is closed (办结): whoever is not content has it handled again (二次办理). */
  readonly isClosed?: boolean;
  readonly isAnonymous: boolean;
  readonly at: number;
}

/** A message as far as it was left. */
export interface LeftMessage {
  readonly place: MessagePlace;
  readonly at: number;
}

/** An answer in English; null: none was known. */
export interface ToldInEnglish {
  readonly answer: string | null;
  /** In ms since 1970. */
  readonly at: number;
}

/** A question that names no matter. */
export interface OpenQuestion {
  readonly question: string;
  readonly at: number;
}

/** A list that was read: of matters, or of what there is to know of one. */
export interface ListBefore {
  readonly place:
    | { readonly at: 'options'; readonly intents: readonly string[]; readonly question?: string }
    | {
        readonly at: 'topic';
        readonly intent: string;
        readonly answer: null;
        readonly also?: { readonly intent: string; readonly answer: number | null };
      };
  readonly at: number;
}
