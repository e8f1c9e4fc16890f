import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { withinDeadline } from '../../web/within-deadline.js';
import { type OpenPuppet, type Puppet, type PuppetEvent, PuppetGone } from './puppet.js';
import type { WechatySettings } from './settings.js';

export type Pause = (ms: number, signal: AbortSignal) => Promise<unknown>;

export interface KeptPuppetParts {
  readonly settings: WechatySettings;
  readonly open: OpenPuppet;
  readonly log: Logger;
  /** What the puppet tells of people and logins; its failures are seen to here. */
  readonly tell: (event: PuppetEvent) => void;
  /** Waits before the next start; a test need not. */
  readonly pause?: Pause;
}

/** A puppet that ran for so long had recovered: its next failure is a first one. */
const calmMs = 10 * 60_000;
const stopWithinMs = 8_000;
/** A puppet that says nothing for so long will not: other people's messages must not wait for it for ever. */
const sayWithinMs = 30_000;

/**
 * How long to wait before a puppet is started again.
 * @param failures in a row, from 1
 * @example growingPause(1) // 1000; then 2000, 4000 … and at most five minutes
 */
export function growingPause(failures: number): number {
  return Math.min(1000 * 2 ** (failures - 1), 5 * 60_000);
}

/** A puppet that is started again, with growing pauses, whenever it fails. */
export class KeptPuppet {
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;
  private puppet: Puppet | null = null;
  private isLoggedIn = false;
  private end: ((reason: string) => void) | null = null;

  constructor(private readonly parts: KeptPuppetParts) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Ends the puppet. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.end?.('stopped');
    await this.running;
  }

  /**
   * Sends words, if that can be done now: whoever cannot wait has to try again.
   * @throws PuppetGone while it is being started, or has to log in; any other error when the words were refused, or nothing was heard
   * of them for long
   */
  async say(contactId: string, words: string): Promise<void> {
    if (!this.puppet || !this.isLoggedIn) throw new PuppetGone('the puppet is being started, or has to log in');
    const saying = this.puppet.say(contactId, words).then(() => true);
    // It may fail when nobody waits for it any more.
    saying.catch(() => undefined);
    if (await withinDeadline(saying, sayWithinMs)) return;
    throw new Error(`the puppet did not say within ${sayWithinMs / 1000} s whether the words were sent`);
  }

  private async run(): Promise<void> {
    const { log, pause = (ms, signal) => sleep(ms, undefined, { signal }) } = this.parts;
    const { signal } = this.stopping;
    for (let failures = 1; !signal.aborted; failures++) {
      const startedAt = performance.now();
      const reason = await this.once();
      if (signal.aborted) return;
      if (performance.now() - startedAt > calmMs) failures = 1;
      const againInMs = growingPause(failures);
      log.error({ reason, failures, againInMs }, 'the puppet failed; it is started again');
      await pause(againInMs, signal).catch(() => undefined);
    }
  }

  /** Runs one puppet until it fails or we stop. @returns why it ended */
  private async once(): Promise<string> {
    const { settings, open } = this.parts;
    let end: (reason: string) => void = () => undefined;
    const ended = new Promise<string>((resolve) => {
      end = resolve;
    });
    this.end = end;
    const opening = open(settings, (event) => (event.kind === 'gone' ? end(event.reason) : this.take(event)));
    const opened = opening.then(
      (puppet) => {
        this.puppet = puppet;
        return ended;
      },
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const reason = await Promise.race([opened, ended]);
    this.puppet = null;
    this.isLoggedIn = false;
    // One that is still being opened is closed as soon as it is open.
    const closed = opening.then((puppet) => puppet.close()).catch(() => undefined);
    if (!this.stopping.signal.aborted) await closed;
    else await withinDeadline(closed, stopWithinMs);
    return reason;
  }

  private take(event: PuppetEvent): void {
    if (event.kind === 'logged-in') this.isLoggedIn = true;
    if (event.kind === 'logged-out') this.isLoggedIn = false;
    this.parts.tell(event);
  }
}
