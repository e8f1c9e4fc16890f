import type { Logger } from 'pino';
import type { Clock } from '../../domain/time/clock.js';
import type { KfColleague } from './client.js';

export interface PresentStaffParts {
  readonly servers: { colleaguesOnline(): Promise<readonly KfColleague[]> };
  /** Whether any colleague has a 客服帐号: otherwise nobody is asked about. */
  readonly haveAccounts: () => boolean;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'warn'>;
}

/** What was known longer ago says nothing of who is there now. */
const knownForMs = 60_000;
const againAfterMs = 10_000;
const afterFailureMs = 10 * 60_000;

/**
 * Which colleagues (客服) are there, as WeChat's servers said a short while ago. It is asked when somebody is about to write a question,
 * never within the turn that passes it on: a colleague who is not known to be there is not named, and whoever is there has the message.
 * @example
 * present.ask(); // 请把要问的事写成一条消息发来
 * present.quietest(['kf2001@tjgj', 'kf2002@tjgj']); // the one with fewer chats; null when neither is there
 */
export class PresentStaff {
  private known: { readonly at: number; readonly colleagues: ReadonlyMap<string, KfColleague> } | null = null;
  private notBefore = 0;

  constructor(private readonly parts: PresentStaffParts) {}

  /** Begins to ask, and waits for nothing. */
  ask(): void {
    const { clock, haveAccounts } = this.parts;
    const now = clock.now();
    if (now < this.notBefore || !haveAccounts()) return;
    this.notBefore = now + againAfterMs;
    void this.look();
  }

  /** @returns which of some accounts is there, has room, and has the fewest chats; null when none is known to be */
  quietest(accounts: readonly string[]): string | null {
    const { known } = this;
    if (known === null || Math.abs(this.parts.clock.now() - known.at) > knownForMs) return null;
    const there = accounts.flatMap((account) => known.colleagues.get(account) ?? []).filter(hasRoom);
    const [quietest] = there.toSorted((a, b) => a.chats - b.chats);
    return quietest?.account ?? null;
  }

  private async look(): Promise<void> {
    const { servers, clock, log } = this.parts;
    try {
      const online = await servers.colleaguesOnline();
      this.known = { at: clock.now(), colleagues: new Map(online.map((one) => [one.account, one])) };
    } catch (error) {
      this.known = null;
      this.notBefore = clock.now() + afterFailureMs;
      log.warn({ err: error }, 'who of the 客服 is there is not known: messages are passed on to whoever is');
    }
  }
}

function hasRoom({ chats, mostChats }: KfColleague): boolean {
  return mostChats === null || chats < mostChats;
}
