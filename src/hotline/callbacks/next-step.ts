import type { Callback } from '../../domain/callbacks/callback.js';
import type { CallbackRules } from '../../domain/hotline/rules.js';
import { wholeNumber } from '../../domain/identifiers/telephone.js';
import { localTime } from '../../domain/time/zone.js';

/** What is done about a call back now: `because` is for whoever runs the hotline. */
export type NextStep =
  | { readonly does: 'ring'; readonly number: string }
  | { readonly does: 'wait'; readonly because: string }
  | { readonly does: 'colleague'; readonly because: string };

/**
 * Decides whether this service rings somebody now, later, or leaves it to a colleague.
 * @param isOpen whether their line is staffed now: whoever is called back wants a colleague
 * @param canDial whether a provider is there to ring with
 * @example a number in mainland China, which the provider does not reach: { does: 'colleague', because: 'the provider does not reach +86…' }
 */
export function nextStep(
  { number, attempts }: Pick<Callback, 'number' | 'attempts'>,
  rules: CallbackRules,
  { at, isOpen, canDial }: { readonly at: number; readonly isOpen: boolean; readonly canDial: boolean },
): NextStep {
  if (!canDial) return { does: 'colleague', because: 'no provider is set to ring with' };
  if (number === null) return { does: 'colleague', because: 'the number stands in the case only' };
  const whole = wholeNumber(number);
  const isReached = whole !== null && rules.reach.some((beginning) => whole.startsWith(beginning));
  if (!isReached) return { does: 'colleague', because: 'the provider does not reach this number' };
  if (attempts >= rules.attempts) return { does: 'colleague', because: `rung ${attempts} times in vain` };
  if (isQuiet(rules.quiet, at)) return { does: 'wait', because: 'it is a quiet hour' };
  if (!isOpen) return { does: 'wait', because: 'the line is closed' };
  return { does: 'ring', number: whole };
}

/** Whether it is between two times of day, the night in between too. */
function isQuiet([from, to]: CallbackRules['quiet'], at: number): boolean {
  const { minuteOfDay } = localTime(at);
  const [begins, ends] = [minutesOf(from), minutesOf(to)];
  if (begins <= ends) return begins <= minuteOfDay && minuteOfDay < ends;
  return begins <= minuteOfDay || minuteOfDay < ends;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
