import type { Rating } from '../calls/call-record.js';
import type { Trail } from '../calls/trail.js';
import type { DrawMatch } from '../draws/asked.js';
import type { DrawSystem } from '../draws/draw-system.js';
import type { ColleagueId } from '../hotline/colleague.js';
import type { LineId } from '../hotline/line.js';
import type { Wait } from '../hotline/waiting.js';
import type { Answers } from './answers.js';
import type { Memory } from './memory.js';
import type { MessagePlace } from './message-place.js';

export type { MessagePlace } from './message-place.js';

/**
 * Where one person is in one conversation. Frozen: a turn makes a new one. It is stored after every turn and never
 * kept in a process, so any process can take the next turn.
 */
export interface Conversation {
  readonly id: string;
  readonly channel: string;
  readonly personId: string;
  /** Counts committed turns; the next turn must find it unchanged. */
  readonly revision: number;
  /** The content this conversation began with and finishes on. */
  readonly contentVersion: string;
  readonly startedAt: number;
  readonly updatedAt: number;
  readonly place: Place;
  /** Silences in a row at this place. */
  readonly silences: number;
  /** Inputs in a row at this place that meant nothing. */
  readonly noMatches: number;
  /** Whether the person has hung up: nothing that arrives afterwards is from them. */
  readonly hungUp: boolean;
  /** What it was last about; absent while it was about nothing, and in older conversations. */
  readonly memory?: Memory | undefined;
  /** What has happened in a call so far; absent in a chat, and in calls of before it was kept. */
  readonly trail?: Trail | undefined;
}

/** Where in the conversation. Each kind has one file in `dialogue/places/`. */
export type Place =
  /** Choosing one of a few options; `isServed`: after a talk, or what they asked for was told, so that nothing need follow. */
  | { readonly at: 'menu'; readonly menu: string; readonly isServed?: true }
  | FormPlace
  /** Several records answer to the keys pressed; the caller chooses. */
  | { readonly at: 'candidates'; readonly form: string; readonly ids: readonly string[]; readonly answers?: Answers }
  | AnswerPlace
  | TopicPlace
  /** Asked which of some intents was meant (您是想问…) by a question, without the person. */
  | { readonly at: 'options'; readonly intents: readonly string[]; readonly question?: string }
  | HandoffPlace
  | WaitingPlace
  /** Asked to write the question that will be passed on to a line. */
  | { readonly at: 'question'; readonly line: LineId }
  | MessagePlace
  | ColleaguePlace
  | CallbackPlace
  | DutyPlace
  | CasePlace
  | DrawPlace
  | DrawToldPlace
  | RatingPlace
  /** It is over; `rating`: how its caller rated the talk. */
  | { readonly at: 'over'; readonly rating?: Rating };

/** Being connected to a line: telephones ring. */
export interface HandoffPlace {
  readonly at: 'handoff';
  readonly line: LineId;
  /** How often telephones rang in vain; absent at first. */
  readonly step?: number;
  /** Absent until the first telephone rings. */
  readonly wait?: Wait;
  /** Whether the first menu was the last that was heard: a key of its is another line. Absent for no. */
  readonly isMenuHeard?: boolean;
}

/** Waiting for a line (排队) while no telephone rings: keys are listened to. */
export interface WaitingPlace {
  readonly at: 'waiting';
  readonly line: LineId;
  readonly step: number;
  readonly wait: Wait;
}

/** Asked for a telephone number to be called back on (回电). */
export interface CallbackPlace {
  readonly at: 'callback';
  readonly line: LineId;
  /** What was written meanwhile, in a case of its own at once: whoever gives no number has not written in vain. */
  readonly left?: { readonly caseNo: string; readonly parts: number };
}

/** A colleague who rings from their own telephone, at the duty menu (值班菜单). */
export interface DutyPlace {
  readonly at: 'duty';
  readonly colleague: ColleagueId;
  /** Whether they are asked why they leave. */
  readonly isLeaving?: boolean;
}

/** Asked to rate a talk with a line's colleague (满意度). */
export interface RatingPlace {
  readonly at: 'rating';
  readonly line: LineId;
  /** Whether it was asked already. */
  readonly isAgain?: boolean;
}

/** Asked for the number of a case (工单), or, once that is known, for what proves it to be theirs. */
export interface CasePlace {
  readonly at: 'case';
  readonly caseNo?: string;
  /** Keys that were pressed so far, too few as yet. */
  readonly typed?: string;
}

/** Asked by which number a draw (双随机) is meant. */
export interface DrawPlace {
  readonly at: 'draw';
  /** Null: whichever has it. */
  readonly system: DrawSystem | null;
  /** Keys that were pressed so far, too few as yet. */
  readonly typed?: string;
  /** What was looked for in vain just now. */
  readonly missed?: string;
  /** Several answer to the number; one is chosen by its place in the list. */
  readonly matches?: readonly DrawMatch[];
}

/** Told of a draw, and of what came out for somebody in it. */
export interface DrawToldPlace {
  readonly at: 'draw-told';
  readonly no: string;
  readonly id: string | null;
  /** By which system it was asked for; null: by a number alone. */
  readonly system: DrawSystem | null;
  /** Whether there is more to say of it than how it is checked. */
  readonly hasWhy?: boolean;
  /** Whether why, and how it is checked, is told, where that is listened to. */
  readonly isWhy?: true;
}

/** With a colleague of a line (人工客服): whatever is written is passed on, and nothing is said. */
export interface ColleaguePlace {
  readonly at: 'colleague';
  readonly line: LineId;
  /** When the first message was passed on, in ms since 1970. */
  readonly since: number;
  /** Whether a colleague is known to have taken it; absent while it waits. */
  readonly isTaken?: boolean;
}

/** Filling in the fields of a form. */
export interface FormPlace {
  readonly at: 'form';
  readonly form: string;
  readonly answers: Answers;
  /** The code (验证码) that was given out. */
  readonly challenge?: string;
  /** Keys that were pressed for the open field, too few as yet: what comes next may go on where they end, or begin again. */
  readonly typed?: string;
}

/** Told what there is to know of an intent. */
export interface TopicPlace extends FoundAt {
  readonly at: 'topic';
  /** What was mentioned beside it: it is offered on a key. */
  readonly also?: FoundAt;
}

/** An intent and which of its answers; null: it has to be chosen. */
export interface FoundAt {
  readonly intent: string;
  readonly answer: number | null;
}

/** A lookup has been answered, or (`id` null) nothing was found. */
export interface AnswerPlace {
  readonly at: 'answer';
  readonly form: string;
  readonly id: string | null;
  /** What was asked with: whoever wants to hear it again must still be one who may. */
  readonly answers?: Answers;
  /** Which piece of a long answer is told, where it is listened to; the first when absent. */
  readonly piece?: number;
  /** Whether another piece follows: key 2 leads to it. */
  readonly hasMore?: boolean | undefined;
  /** The newest release that the answer told from: what comes later may say something else. */
  readonly told?: number;
}
