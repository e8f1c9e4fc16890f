import type { Logger } from 'pino';
import type { TurnTaker } from '../../dialogue/sessions.js';
import type { Turn } from '../../domain/conversation/turn.js';
import type { ClaimedMessage, NewMessage } from '../../domain/outbox/message.js';
import type { Sender } from '../../domain/outbox/sender.js';
import type { Clock } from '../../domain/time/clock.js';
import { InOrder } from './in-order.js';
import { KeptPuppet, type Pause } from './keep-open.js';
import { logEvent } from './log-event.js';
import { LoginCode } from './login-code.js';
import { openInProcess } from './open-in-process.js';
import type { OpenPuppet, PuppetEvent } from './puppet.js';
import { channelName, maxAgeMs, maxTextBytes, type WechatySettings } from './settings.js';
import { arrivalOf, turnOf } from './turn.js';
import { answerOf, partsOf } from './words.js';

export interface WechatyDependencies {
  readonly settings: WechatySettings;
  readonly turns: Pick<TurnTaker, 'take'>;
  readonly outbox: { owe(message: NewMessage): Promise<void> };
  readonly clock: Clock;
  readonly log: Logger;
  /** The words of the apology. */
  readonly sorry: () => string;
  /** How a puppet is started: in a process of its own, unless a test plays it. */
  readonly open?: OpenPuppet;
  readonly pause?: Pause;
  /** Draws the code to scan in the terminal. */
  readonly draw?: (text: string) => void;
}

/** A turn that failed so often has failed for good. */
const turnAttempts = 3;

/**
 * Chats through a puppet of wechaty (WeCom and the like): private messages in, answers out. Nobody delivers a message twice because we
 * did not answer, so the answer is owed (a row of the outbox) as soon as the message is here, and sent by whichever process comes
 * to it: killed or not, the person gets it. A message that comes twice is owed one answer.
 */
export class WechatyChannel implements Sender {
  private readonly puppet: KeptPuppet;
  private readonly code: LoginCode;
  /** Of each person, what is being noted and what is being sent: the next one waits for it. */
  private readonly notes = new InOrder();
  private readonly sends = new InOrder();
  private lastDueAt = 0;
  private isStopping = false;

  constructor(private readonly parts: WechatyDependencies) {
    const { settings, log, open = openInProcess, pause, draw } = parts;
    this.code = new LoginCode({ folder: settings.folder, log, ...(draw && { draw }) });
    this.puppet = new KeptPuppet({ settings, open, log, tell: (event) => this.hear(event), ...(pause && { pause }) });
  }

  /** Starts the puppet; nobody waits for that. */
  start(): void {
    this.puppet.start();
  }

  /** What comes now is left to the next start, where the puppet keeps it. */
  takeNoMore(): void {
    this.isStopping = true;
  }

  /** Ends the puppet. Once it has, nothing can be sent. */
  async stop(): Promise<void> {
    this.takeNoMore();
    await this.puppet.stop();
    this.code.remove();
  }

  /** Answers a message: takes its turn, and sends what that says. */
  async send({ body, attempts }: ClaimedMessage): Promise<void> {
    const turn = JSON.parse(body) as Turn;
    const words = await this.wordsFor(turn, attempts);
    await this.sends.after(turn.personId, async () => {
      for (const part of partsOf(words, maxTextBytes)) await this.puppet.say(turn.personId, part);
    });
  }

  private hear(event: PuppetEvent): void {
    if (this.isStopping) return;
    const { settings, clock, log } = this.parts;
    if (!this.isStopping) logEvent(event, log);
    if (event.kind === 'message') this.take(turnOf(event.message, settings.puppet, clock.now()));
    if (event.kind === 'new-contact') {
      this.take(arrivalOf(event.contactId, event.friendshipId, settings.puppet, clock.now()));
    }
    if (event.kind === 'scan') void this.code.show(event.code);
    if (event.kind === 'logged-in') this.code.remove();
  }

  private take(turn: Turn | null): void {
    if (turn === null) return;
    const dueAt = this.nextDueAt(turn.at);
    void this.notes.after(turn.personId, () => this.owe(turn, dueAt));
  }

  private async owe(turn: Turn, dueAt: number): Promise<void> {
    const { deliveryId, personId, conversationId, at: owedAt } = turn;
    const { outbox, log } = this.parts;
    const message = { key: `answer:${deliveryId}`, channel: channelName, personId, conversationId };
    try {
      await outbox.owe({ ...message, body: JSON.stringify(turn), owedAt, dueAt, notAfter: owedAt + maxAgeMs });
    } catch (error) {
      log.error({ err: error, conversationId, deliveryId }, 'a message could not be noted, and is not answered');
    }
  }

  /** The outbox takes what is due first: messages that come in one millisecond stand in their order, all of them due at once. */
  private nextDueAt(at: number): number {
    this.lastDueAt = Math.min(at, Math.max(at - 1000, this.lastDueAt + 1));
    return this.lastDueAt;
  }

  /** Takes the turn, or, when that was done before, finds its stored answer. */
  private async wordsFor(turn: Turn, attempts: number): Promise<string> {
    const { turns, log, sorry } = this.parts;
    try {
      return (await turns.take(turn, answerOf, { isOwed: true })).body;
    } catch (error) {
      if (attempts < turnAttempts) throw error;
      const { conversationId, deliveryId } = turn;
      log.error({ err: error, conversationId, deliveryId }, 'a turn failed; the person is sent an apology');
      return sorry();
    }
  }
}
