/** The person of a turn whose channel does not say who it is, such as a withheld telephone number. */
export const unknownPerson = 'anonymous';

/** What one person did, once: the channel-neutral form of every delivery. */
export interface Turn {
  /** The registered name of the channel, for the record only; dialogue must not decide by it. */
  readonly channel: string;
  /** Who, as the channel names them: a telephone number, an openid. Personal data. */
  readonly personId: string;
  /** Which conversation: a call, or one person's chat. */
  readonly conversationId: string;
  /** Names this delivery for ever: a retry has the same one. */
  readonly deliveryId: string;
  /** Which of our answers it follows, where the channel can tell: how many turns the conversation had; else null. */
  readonly step: number | null;
  /** When it arrived, in ms since 1970, by the service's clock. */
  readonly at: number;
  readonly input: Input;
  readonly can: Capabilities;
}

/** One input of one kind. */
export type Input =
  /** The telephone rings; somebody follows the account. */
  | {
      readonly kind: 'arrival';
      /** The number that was dialled, where it is known. */
      readonly dialled?: string;
      /** The line that called them back: they asked for it, and want its people. */
      readonly calledBackBy?: string;
    }
  /** Keys pressed on a telephone, of `0-9*#`. */
  | { readonly kind: 'keys'; readonly keys: string }
  /** Words typed. */
  | { readonly kind: 'text'; readonly text: string }
  /** Words heard, with the recogniser's confidence from 0 to 1. */
  | { readonly kind: 'speech'; readonly text: string; readonly confidence: number }
  | { readonly kind: 'silence' }
  /** A QR code or sticker scanned; its content. */
  | { readonly kind: 'scan'; readonly content: string }
  /** A button of the account's own menu, by the name of the place it leads to. */
  | { readonly kind: 'tap'; readonly target: string }
  /**
   * A picture, a place, a sound without words: something we cannot read.
   * `isSound`: it would have to be heard, not seen.
   * `reference`: by what a colleague finds it at the provider; absent where there is nothing to find.
   */
  | { readonly kind: 'unreadable'; readonly what: string; readonly reference?: string; readonly isSound?: boolean }
  /** A colleague has taken a person's chat, or has ended it: nothing that the person did, and nothing to be answered. */
  | { readonly kind: 'colleague'; readonly does: 'takes' | 'ends' }
  /** A ring plan was carried out: `answered` when a colleague spoke to the caller, else why nobody did. */
  | {
      readonly kind: 'transferred';
      readonly outcome: 'answered' | 'busy' | 'no-answer' | 'failed';
      /** The leg that took the call, as the provider names it; absent where nobody did or the provider does not say. */
      readonly by?: string;
      /** Whether the caller has hung up, in the middle of the talk or while it rang: nothing is asked of them any more. */
      readonly isCallerGone?: boolean;
    }
  /** A spoken message was left; `endedBy`: what ended it, where that says something: `0` asks for a person. */
  | {
      readonly kind: 'recording';
      readonly recordingId: string;
      readonly url: string;
      readonly seconds: number;
      readonly endedBy?: '0' | 'hang-up';
    };

/** What a channel can do at this turn. Dialogue asks for these, never for a channel's name. */
export interface Capabilities {
  /** How our words reach the person: spoken aloud, or read. */
  readonly medium: Medium;
  /**
   * How a person can be reached from here: connected at once, by passing their message on, or not at this turn; a question
   * that is written then is kept for them as a case (工单).
   */
  readonly handoff: 'connect' | 'pass-on' | 'none';
  /** Whether letters can be given, or only the keys of a telephone. */
  readonly letters: boolean;
  /** Whether a spoken message can be recorded. */
  readonly recording: boolean;
  /** After how long without a word a conversation is over and the next word begins a new one, in ms; null: never. */
  readonly idleMs: number | null;
}

export type Medium = 'voice' | 'text';
