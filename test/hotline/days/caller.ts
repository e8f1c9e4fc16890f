import type { Exchange } from '../../../src/simulator/telephones/exchange.js';
import type { LiveCall } from '../../../src/simulator/telephones/live-call.js';

/** What somebody does who calls, in seconds from when the day begins or from when they are asked. */
export interface CallerPlan {
  readonly callsAfter: number;
  /** The key of a line, or 0 for anybody. */
  readonly key: string;
  readonly pressesAfter: number;
  /** They hang up so many seconds after they called, wherever they are. */
  readonly patience: number;
  /** How long a message they leave; with 0 they hang up when asked for one. */
  readonly messageSeconds: number;
  /** How long they talk before they hang up, unless the colleague does. */
  readonly talksSeconds: number;
  /** Keys they press while they wait, each a second later than the one before; most press none. */
  readonly whileWaiting: string;
}

/**
 * How a call ended for whoever made it. `kept`: a message was set aside while nothing could be stored, and has no number yet; `let-go`: with nothing:
 * that must never be.
 */
export type Ending = 'person' | 'case' | 'kept' | 'own-hang-up' | 'let-go' | 'never';

const looksEveryMs = 1_000;

/** Somebody who calls and does as planned: they look every second at what the line does, and act on it. */
export class Caller {
  call: LiveCall | null = null;
  private keyPressed = false;
  private waitingKeys: string;
  private since = { state: '', at: 0 };
  private pressedAt: number | null = null;
  private servedAt: number | null = null;

  constructor(
    private readonly exchange: Exchange,
    private readonly plan: CallerPlan,
    private readonly from: string,
  ) {
    this.waitingKeys = plan.whileWaiting;
    exchange.timeline.after(plan.callsAfter * 1000, () => this.begin());
  }

  /** @returns what their call came to */
  get ending(): Ending {
    if (!this.call || this.call.endedBy === null) return 'never';
    if (this.call.heard.some(({ kind }) => kind === 'bridged')) return 'person';
    if (this.caseNumbers.length > 0) return 'case';
    if (this.call.heard.some((one) => one.kind === 'says' && one.words.startsWith('您的留言已经记下'))) return 'kept';
    return this.call.endedBy === 'caller' ? 'own-hang-up' : 'let-go';
  }

  /** How long they waited from the key of their line until a person, a message or the end. */
  get waitedSeconds(): number {
    return this.pressedAt === null ? 0 : ((this.servedAt ?? this.pressedAt) - this.pressedAt) / 1000;
  }

  /** Numbers that they were told, as they were said. */
  get caseNumbers(): readonly string[] {
    return (this.call?.heard ?? []).flatMap((one) =>
      one.kind === 'says' ? (/编号([零幺二三四五六七八九，]+)。/.exec(one.words)?.slice(1) ?? []) : [],
    );
  }

  private async begin(): Promise<void> {
    this.call = this.exchange.callFrom(this.from);
    this.exchange.timeline.after(this.plan.patience * 1000, () => this.call?.hangUp());
    this.look();
    await this.call.ring();
  }

  private look(): void {
    this.exchange.timeline.after(looksEveryMs, async () => {
      if (!this.call) return;
      const { state } = this.call;
      if (this.pressedAt !== null && (state === 'ended' || state === 'recording' || state === 'talking'))
        this.servedAt ??= this.exchange.timeline.now();
      if (state === 'ended') return;
      this.look();
      await this.act(this.call, this.secondsIn(this.call.state));
    });
  }

  /** How long the line has been doing that. */
  private secondsIn(state: string): number {
    const now = this.exchange.timeline.now();
    if (this.since.state !== state) this.since = { state, at: now };
    return (now - this.since.at) / 1000;
  }

  private async act(call: LiveCall, seconds: number): Promise<void> {
    const { plan } = this;
    switch (call.state) {
      case 'listening':
        if (!this.keyPressed && seconds >= plan.pressesAfter) {
          this.keyPressed = true;
          this.pressedAt = this.exchange.timeline.now();
          await call.press(plan.key);
          // Before it rings, keys are those of the first menu, and none of a wait.
        } else if (this.keyPressed && this.waitingKeys !== '' && !call.player.isPassing) {
          const [key = ''] = this.waitingKeys;
          this.waitingKeys = this.waitingKeys.slice(1);
          await call.press(key);
        }
        return;
      case 'recording':
        if (plan.messageSeconds === 0) await call.hangUp();
        else if (call.player.spokenSeconds === 0) call.player.speakIntoRecording();
        else if (call.player.spokenSeconds >= plan.messageSeconds) await call.press('#');
        return;
      case 'talking':
        if (seconds >= plan.talksSeconds) await call.hangUp();
        return;
    }
  }
}
