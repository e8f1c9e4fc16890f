import type { TurnContext } from '../context.js';

/** Options as a list: a line each to be read, and sentences with a pause after each to be heard. */
export function listed(options: readonly string[], context: TurnContext): string {
  return context.turn.can.medium === 'voice' ? options.map((one) => `${one}。`).join('') : options.join('\n');
}
