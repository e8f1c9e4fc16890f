import type { Logger } from 'pino';
import type { TurnTaker } from '../../dialogue/sessions.js';
import type { Turn } from '../../domain/conversation/turn.js';
import type { ClaimedMessage, NewMessage } from '../../domain/outbox/message.js';
import type { Sender } from '../../domain/outbox/sender.js';
import type { CustomerService } from './client.js';
import { encodeWords, type Frame, wordsInstead } from './encode.js';
import { channelName, type WechatSettings } from './settings.js';
import { wordsOfAnswer } from './words-of-answer.js';

/** What the channel needs of the outbox. */
export interface Owing {
  owe(message: NewMessage): Promise<void>;
  stateOf(key: string): Promise<unknown>;
}

export interface LateAnswersParts {
  readonly outbox: Owing;
  readonly turns: Pick<TurnTaker, 'take'>;
  readonly customerService: CustomerService;
  readonly settings: Pick<WechatSettings, 'encodingAesKeys'>;
  readonly log: Logger;
  /** The words of the apology. */
  readonly sorry: () => string;
}

/** What the outbox keeps of a late answer. */
interface Owed {
  /** Null for words that go with an answer which has been given. */
  readonly turn: Turn | null;
  /** What it says, where that was known before it was owed; else it is worked out again, or read from the stored answer. */
  readonly words: string | null;
}

/** WeChat takes messages to a person for so long after the last one of theirs. */
const takesForMs = 48 * 3_600_000;
/** Copies of a delivery that join come within 15 s; of those that come later the database knows. */
const copiesComeForMs = 60_000;
/** What goes with an answer has to come soon after it. */
const besideForMs = 5 * 60_000;
/** A turn that failed so often has failed for good. */
const turnAttempts = 3;

/**
 * Answers that WeChat would not wait for. Each is a row of the outbox before WeChat is told `success`: whoever is killed then, the person
 * gets the answer, as a message of its own (客服消息). Once it is owed, no copy of the delivery is answered any more.
 */
export class LateAnswers implements Sender {
  /** Answers whose row this process is writing or has just written: copies that join need not ask the database. */
  private readonly owing = new Map<string, Promise<void>>();

  constructor(private readonly parts: LateAnswersParts) {}

  /**
   * Writes down that the answer to a turn is owed.
   * @param words what it says, where that is known
   * @throws Error when it could not be written: then nothing may be promised
   */
  owe(turn: Turn, words: string | null): Promise<void> {
    const known = this.owing.get(turn.deliveryId);
    if (known) return known;
    const { deliveryId, personId, conversationId, at } = turn;
    const body: Owed = { turn, words };
    const writing = this.parts.outbox.owe({
      key: keyOf(deliveryId),
      channel: channelName,
      personId,
      conversationId,
      body: JSON.stringify(body),
      owedAt: at,
      dueAt: at,
      notAfter: at + takesForMs,
    });
    this.owing.set(turn.deliveryId, writing);
    const leave = (): boolean => this.owing.delete(turn.deliveryId);
    setTimeout(leave, copiesComeForMs).unref();
    writing.catch(leave);
    return writing;
  }

  /** Whether this process is about to owe the answer, or owes it. */
  isOwing(deliveryId: string): boolean {
    return this.owing.has(deliveryId);
  }

  /** Whether the answer to a delivery is, or was, sent as a message of its own, by any process. */
  async isOwed(deliveryId: string): Promise<boolean> {
    const writing = this.owing.get(deliveryId);
    try {
      if (!writing) return (await this.parts.outbox.stateOf(keyOf(deliveryId))) !== null;
      await writing;
      return true;
    } catch (error) {
      // Rather one answer too many than none.
      this.parts.log.error({ err: error, deliveryId }, 'whether a WeChat answer is owed is not known; it is given');
      return false;
    }
  }

  /** Sends words that an answer has no room for, as a message of their own. Nobody waits for them, and nobody misses them much. */
  async tellBeside({ deliveryId, personId, conversationId, at }: Turn, words: string): Promise<void> {
    const body: Owed = { turn: null, words };
    const message = { channel: channelName, personId, conversationId, body: JSON.stringify(body) };
    try {
      await this.parts.outbox.owe({
        ...{ key: `beside:${deliveryId}`, ...message },
        ...{ owedAt: at, dueAt: at, notAfter: at + besideForMs },
      });
    } catch (error) {
      this.parts.log.warn({ err: error, conversationId }, 'what goes with a WeChat answer could not be told');
    }
  }

  private async sendBeside(personId: string, words: string): Promise<void> {
    try {
      await this.parts.customerService.sendText(personId, words);
    } catch (error) {
      this.parts.log.warn({ err: error }, 'what goes with a WeChat answer could not be told');
    }
  }

  async send(message: ClaimedMessage): Promise<void> {
    const { turn, words } = JSON.parse(message.body) as Owed;
    if (turn === null) return this.sendBeside(message.personId, words ?? '');
    const late = await this.wordsOf(turn, words, message.attempts);
    if (late !== '') await this.parts.customerService.sendText(message.personId, late);
  }

  /** Takes the turn once more: it joins the one under way, finds the stored answer, or works it out. */
  private async wordsOf(turn: Turn, known: string | null, attempts: number): Promise<string> {
    const { turns, settings, log, sorry } = this.parts;
    const { conversationId, deliveryId } = turn;
    try {
      const encode = (replies: Parameters<typeof wordsInstead>[0]) =>
        encodeWords(wordsInstead(replies), frameFor(turn));
      const answer = await turns.take(turn, encode, { isOwed: true });
      return wordsOfAnswer(answer, settings.encodingAesKeys) ?? known ?? sorry();
    } catch (error) {
      if (attempts < turnAttempts) throw error;
      log.error(
        { err: error, conversationId, deliveryId },
        'the slow WeChat turn failed; the person is sent an apology',
      );
      return sorry();
    }
  }
}

function keyOf(deliveryId: string): string {
  return `late:${deliveryId}`;
}

/** How an answer is stored that WeChat itself will never see. */
function frameFor({ personId, at }: Turn): Frame {
  const createdAtSeconds = Math.floor(at / 1000);
  return { format: 'xml', toUserName: personId, fromUserName: '', createdAtSeconds, isMessage: false, seal: null };
}
