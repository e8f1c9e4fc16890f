import type { Input } from '../conversation/turn.js';
import { CodedError } from '../errors/errors.js';

/** A stamp that is good for one delivery, see `StampStore`. */
export interface StampUse {
  readonly signature: string;
  readonly deliveryId: string;
  readonly signedAt: number;
}

/** What was to be stored while nothing could be, and whoever brought it will not bring it again. */
export type SetAside =
  /** Somebody left a message on the telephone (留言), which is to become a case. */
  | {
      readonly kind: 'recording';
      readonly callId: string;
      /** The caller's number; null when it is withheld. Personal data. */
      readonly from: string | null;
      readonly recording: Extract<Input, { kind: 'recording' }>;
      readonly at: number;
    }
  /** Somebody left the account, and is to be forgotten. */
  | {
      readonly kind: 'forget';
      readonly conversationId: string;
      readonly at: number;
      /** What the word of it came with and could not be looked up; null: it needs no looking up. */
      readonly stamp: StampUse | null;
    }
  /** A call has ended. */
  | { readonly kind: 'hang-up'; readonly conversationId: string; readonly at: number };

/** Keeps what could not be stored until it can be. */
export interface Aside {
  /**
   * Keeps it; a killed process loses nothing of it from then on.
   * @throws NoRoomAside when there is no room left, or it could not be written
   */
  keep(one: SetAside): void;
}

/** What could not be stored could not be set aside either: whoever brought it must be told so. */
export class NoRoomAside extends CodedError {
  readonly code = 'no-room-aside';
}
