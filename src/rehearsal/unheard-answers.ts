import type { ChannelName, Step } from './transcript.js';

/** An expectation, and a channel on which nothing would ever be compared with it. */
export interface Unheard {
  readonly line: number;
  readonly channel: ChannelName;
}

/**
 * Finds expectations that can never fail: on one of the rehearsed channels no input comes right before them, or they
 * are for a channel that is not rehearsed.
 */
export function unheardAnswers(steps: readonly Step[], rehearsed: readonly ChannelName[]): readonly Unheard[] {
  const unheard: Unheard[] = [];
  for (const channel of rehearsed) {
    let before: Step['kind'] | null = null;
    for (const step of steps) {
      if ('on' in step && !step.on.includes(channel)) continue;
      if (step.kind === 'answer' && before !== 'input') unheard.push({ line: step.line, channel });
      else if (step.kind !== 'answer') before = step.kind;
    }
  }
  for (const step of steps) {
    const [first] = step.kind === 'answer' ? step.on : [];
    if (step.kind !== 'answer' || first === undefined) continue;
    if (!step.on.some((channel) => rehearsed.includes(channel))) unheard.push({ line: step.line, channel: first });
  }
  return unheard;
}
