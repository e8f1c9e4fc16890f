import type { DrawChange } from './transcript.js';

/** @returns null for words that say nothing of draws */
export function drawChange(said: string): DrawChange | null {
  if (said === 'samples') return { what: 'samples' };
  const [, system, what] = /^([a-z-]+) is (sealed|hidden|void)$/.exec(said) ?? [];
  return system === undefined ? null : { what: what as 'sealed' | 'hidden' | 'void', system };
}
