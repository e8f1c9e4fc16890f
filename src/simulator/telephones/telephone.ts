import { ProviderRefusal } from '../refusal.js';
import { behave } from './behaviour.js';
import type { Heard } from './heard.js';
import type { Rung } from './rung.js';
import type { Switchboard } from './switchboard.js';

/** A colleague's telephone: it rings, is picked up, hears who is calling, and talks. */
export class Telephone {
  /** Everything that was heard on it, oldest first. */
  readonly heard: Heard[] = [];
  private leg: Rung | null = null;

  constructor(
    readonly address: string,
    private readonly exchange: Switchboard,
  ) {}

  get state(): 'idle' | 'rings' | 'whisper' | 'talks' {
    return this.leg === null || this.leg.state === 'ended' ? 'idle' : this.leg.state;
  }

  /** Whether a key is awaited of whoever picked up. */
  get isAsked(): boolean {
    return this.state === 'whisper' && this.leg?.player.state === 'listening';
  }

  /** Whether whoever picked up is being told something. */
  get isSpokenTo(): boolean {
    const doing = this.leg?.player.state;
    return this.state === 'whisper' && (doing === 'speaking' || doing === 'fetching');
  }

  /** The caller's call that it rings for, or talks with; null for none. */
  get callSid(): string | null {
    return this.state === 'idle' ? null : (this.leg?.callSid ?? null);
  }

  /** A call comes: it rings, unless the telephone is in use. */
  async rungBy(leg: Rung): Promise<void> {
    const { rings, timeline, options } = this.exchange;
    const wasEngaged = this.state !== 'idle';
    rings.push({ at: timeline.now(), address: this.address, callSid: leg.callSid, wasEngaged });
    if (wasEngaged) return leg.end('busy');
    this.leg = leg;
    const behaviour = options.behaviour(this.address);
    behave(leg, behaviour);
    if (behaviour.does === 'is-busy' || behaviour.does === 'is-unreachable') return;
    this.heard.push({ kind: 'rings', targets: [this.address] });
    await leg.rings();
  }

  /** The call on it is over, or stops ringing. */
  async leftBy(leg: Rung): Promise<void> {
    if (this.leg !== leg) return;
    this.leg = null;
    if (leg.wasPickedUp || this.heard.at(-1)?.kind === 'rings')
      this.heard.push({ kind: leg.wasPickedUp ? 'hangs-up' : 'stops-ringing' });
  }

  hear(heard: readonly Heard[]): void {
    this.heard.push(...heard);
  }

  pickUp(): Promise<void> {
    return this.expect('rings', 'does not ring').pickUp();
  }

  /** Presses keys while told who is calling. @returns whether the first was heard */
  async press(keys: string): Promise<boolean> {
    const { player } = this.expect('whisper', 'is told of no call');
    let isHeard = true;
    for (const key of keys) isHeard = (await player.press(key)) && isHeard;
    return isHeard;
  }

  /** Is declined, or in use by somebody whom the exchange does not know of: who rings hears the same. */
  decline(): Promise<void> {
    return this.expect('rings', 'does not ring').end('busy');
  }

  /** The network cannot reach it. */
  fail(): Promise<void> {
    return this.expect('rings', 'does not ring').end('failed');
  }

  async hangUp(): Promise<void> {
    if (this.state === 'rings') return this.decline();
    await this.leg?.end('completed');
  }

  private expect(state: 'rings' | 'whisper', otherwise: string): Rung {
    if (this.state !== state || !this.leg)
      throw new ProviderRefusal('21220', `the telephone ${this.address} ${otherwise}`);
    return this.leg;
  }
}
