/** Something that we owe somebody, to be sent later. */
export interface NewMessage {
  /**
   * Names it for ever: what caused it, and to whom it goes. The same key is owed once.
   * @example `late:wx:Zm9v…`: the answer to one delivery of one person
   */
  readonly key: string;
  /** Which sender takes it: the registered name of a channel. */
  readonly channel: string;
  /** Who gets it, as the channel names them. Personal data. */
  readonly personId: string;
  /** The conversation it comes from: when that is forgotten, so is it; null when it comes from none. */
  readonly conversationId: string | null;
  /** What its sender needs, in JSON. Personal data. */
  readonly body: string;
  readonly owedAt: number;
  /** When it is to be sent. */
  readonly dueAt: number;
  /** After this nobody would get it any more; null: never too late. */
  readonly notAfter: number | null;
}

/** A message that one process is about to send. */
export interface ClaimedMessage extends NewMessage {
  /** Which attempt this is, from 1; those that died with their process count. */
  readonly attempts: number;
}

/** `sent`: its person and its body are gone. `dead`: given up, and kept to be read. */
export type MessageState = 'owed' | 'sent' | 'dead';

/** A message as it is kept. */
export interface KeptMessage extends Omit<ClaimedMessage, 'personId' | 'body'> {
  /** Null once it is sent. */
  readonly personId: string | null;
  /** Null once it is sent. */
  readonly body: string | null;
  readonly state: MessageState;
  /** Why the last attempt failed. */
  readonly reason: string | null;
}

/** What became of an attempt. */
export type Settlement =
  | { readonly as: 'sent'; readonly at: number }
  | { readonly as: 'owed'; readonly at: number; readonly dueAt: number; readonly reason: string }
  | { readonly as: 'dead'; readonly at: number; readonly reason: string };
