import { Unavailable } from './unavailable.js';

/** A kind of data that is not kept for ever: about persons (个人信息), or something that nobody needs any more. */
export interface PersonalData {
  /** Its name, as a rule of `data/retention.yaml` has it. */
  readonly kind: string;
  /** The shortest time that a rule may set, such as `P30D`. */
  readonly shortest: string;
  /** What would break before that. */
  readonly because: string;
  /** How long it is kept where no rule says so, as in a file from before this kind was there. Where this is absent: for ever. */
  readonly otherwise?: string;
  /** The tables that hold it. */
  readonly tables: readonly string[];
}

/**
 * Whoever keeps data about persons, and can forget it. Retention and "forget me" go through all of them
 * ({@link Store.forgetful}), so that a new kind of data is an entry there and nothing else.
 */
export interface Forgetful extends PersonalData {
  /** @returns how much is older than this, in milliseconds since 1970, and would be removed; nothing is */
  count(before: number): Promise<number>;
  /**
   * Removes what is older than this, a piece at a time: what comes between two pieces waits for one at most, and whoever
   * goes through them pauses as long as is fair, and may stop.
   * @returns how much each piece removed; together what {@link count} says
   * @example for await (const removed of answers.remove(now - dayMs)) await pause(50);
   */
  remove(before: number): AsyncIterable<number>;
  /** Removes what is kept of whoever had this conversation. What does not tell whose it is stays. */
  forget(conversationId: string): Promise<void>;
}

/**
 * Forgets whoever had a conversation, everywhere. Done twice it comes to the same.
 * @throws Error of the first that failed; the others have forgotten, unless there was no database
 */
export async function forgetConversation(forgetful: readonly Forgetful[], conversationId: string): Promise<void> {
  const failed: unknown[] = [];
  for (const one of forgetful) {
    await one.forget(conversationId).catch((error: unknown) => {
      // Where there is no database, the others would wait for it in vain, one after the other.
      if (error instanceof Unavailable) throw error;
      failed.push(error);
    });
  }
  if (failed.length > 0) throw failed[0];
}
