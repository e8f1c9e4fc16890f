import { endCallbacks } from './hanging-callbacks.js';
import { endOffers, endTalks, endWaits } from './left-behind.js';
import type { Endable, ReconcilingParts } from './parts.js';
import { SilentCalls } from './silent-calls.js';

/**
 * Ends what was never told to have ended: signals come late, or never, and a process dies between two statements. Each step may be done twice,
 * and by two at once: everything ends once.
 * @example a call is lost without a word while its caller talks: two hours later it is closed, as of when it was last heard of
 */
export class Reconciler {
  private readonly calls: SilentCalls;

  constructor(private readonly parts: ReconcilingParts) {
    this.calls = new SilentCalls(parts);
  }

  /** @param isStopped asked between its steps @returns how many of each were ended */
  async round(isStopped: () => boolean): Promise<Readonly<Partial<Record<Endable, number>>>> {
    const { parts } = this;
    // What a call's own end does is done first: what is left is what that did not reach.
    const steps: readonly (readonly [Endable, () => Promise<number>])[] = [
      ['call', () => this.calls.close(isStopped)],
      ['offer', () => endOffers(parts)],
      ['talk', () => endTalks(parts)],
      ['wait', () => endWaits(parts)],
      ['callback', () => endCallbacks(parts)],
    ];
    const ended: Partial<Record<Endable, number>> = {};
    for (const [what, step] of steps) {
      if (isStopped()) break;
      const times = await step();
      if (times === 0) continue;
      ended[what] = times;
      parts.count(what, times);
    }
    if (Object.keys(ended).length > 0) parts.log.warn({ ended }, 'ended what nobody had told the end of');
    return ended;
  }
}
