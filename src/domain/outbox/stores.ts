import type { ClaimedMessage, KeptMessage, MessageState, NewMessage, Settlement } from './message.js';

/** Which messages a process wants to send now. */
export interface MessageClaim {
  /** Names one running process among all. */
  readonly holder: string;
  /** For how long they are this process's unless it says so again. */
  readonly leaseMs: number;
  readonly channels: readonly string[];
  readonly limit: number;
  /** By the service's clock. */
  readonly now: number;
}

export interface OutboxStanding {
  readonly owed: number;
  readonly dead: number;
  /** In milliseconds since 1970; null when none is owed. */
  readonly oldestOwedAt: number | null;
}

/**
 * Messages that are owed. Each is sent at least once: claimed, sent, settled. A process that dies in between loses its claim,
 * and another sends the message, maybe for the second time.
 */
export interface OutboxStore {
  /** @returns `known` when a message with this key was owed before, whatever became of it: nothing is written then */
  owe(message: NewMessage): Promise<'owed' | 'known'>;
  /**
   * Takes messages that are due and that no process is sending, the oldest first.
   * One that was written later than now is due, too: the clock was set back since.
   */
  claim(claim: MessageClaim): Promise<readonly ClaimedMessage[]>;
  /** Keeps messages claimed. @returns the keys of those that still are */
  renew(keys: readonly string[], holder: string, leaseMs: number): Promise<readonly string[]>;
  /** Notes what became of an attempt; @returns false when the claim is another's by now, or the message was removed */
  settle(key: string, holder: string, settlement: Settlement): Promise<boolean>;
  find(key: string): Promise<KeptMessage | null>;
  /** @returns the oldest first */
  list(state: MessageState, limit: number): Promise<readonly KeptMessage[]>;
  /**
   * Makes a dead message owed again, to be sent at once; it has all its attempts before it.
   * @returns false when it is not dead, or too late for whoever would get it
   */
  revive(key: string, at: number): Promise<boolean>;
  /** How many are owed and dead, for who watches over them. */
  standing(): Promise<OutboxStanding>;
  /** How many there are in each state; sent ones until their time is over. */
  counts(): Promise<Readonly<Record<MessageState, number>>>;
}
