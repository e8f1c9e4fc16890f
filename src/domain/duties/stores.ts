import type { Effect } from '../conversation/effect.js';

/** Who wants to do a duty now. */
export interface DutyClaim {
  readonly name: string;
  /** Names one running process among all. */
  readonly holder: string;
  /** For how long the duty is this process's unless it says so again; a process that died loses it then. */
  readonly leaseMs: number;
  /** By the service's clock. */
  readonly now: number;
  /** A duty that is due later than this was put off before the clock was set back: it is due. */
  readonly farAt: number;
}

/** What became of a duty the last time. */
export interface DutyOutcome {
  readonly name: string;
  /** In milliseconds since 1970; null while it is being done for the first time. */
  readonly endedAt: number | null;
  /** How often it has failed in a row. */
  readonly failures: number;
}

/** How a duty stands. */
export interface DutyStanding {
  /** When it is due again, by the service's clock. */
  readonly dueAt: number;
  /** For how long another process still has it; 0 or less when none has. */
  readonly heldForMs: number;
}

/**
 * Which process does which duty, and until when: a lease (租约). Leases run by the database's own clock, so that the clocks of two
 * machines need not agree; when a duty is due is a matter of the service's clock.
 */
export interface DutyStore {
  /**
   * Takes a duty that is due and that nobody does.
   * @returns how often it failed in a row before, and when it last ended; null when it is not due or another process does it
   */
  begin(claim: DutyClaim): Promise<Omit<DutyOutcome, 'name'> | null>;
  /** @returns null for a duty that nobody has ever done */
  standing(name: string): Promise<DutyStanding | null>;
  /** @returns every duty that was ever begun, by name */
  list(): Promise<readonly DutyOutcome[]>;
  /** @returns false when it is this process's no more: another may be doing it */
  renew(name: string, holder: string, leaseMs: number): Promise<boolean>;
  /** Notes how it went and gives it back; nothing happens when it is this process's no more. @param result `endedAt` is null for one that was held back: it ended when it did before */
  end(
    name: string,
    holder: string,
    result: { readonly endedAt: number | null; readonly dueAt: number; readonly failures: number },
  ): Promise<void>;
}

/** How far each follower of the chain of releases has come. */
export interface FollowerStore {
  /** @returns the position of the last release it has handled; 0 before the first */
  position(follower: string): Promise<number>;
  /**
   * Moves on to a release and stores what follows from it, both or neither.
   * @returns false when the follower does not stand at `from`: another process has moved it on
   */
  advance(follower: string, from: number, to: number, effects: readonly Effect[]): Promise<boolean>;
}
