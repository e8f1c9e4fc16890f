import type { Heard } from '../simulator/telephones/heard.js';

/** @returns what somebody heard, as a transcript writes it */
export function heardWords(heard: readonly Heard[]): string {
  return heard.map(wordsOf).join('\n');
}

function wordsOf(one: Heard): string {
  switch (one.kind) {
    case 'says':
      return one.words;
    case 'plays':
      return `(plays ${one.url})`;
    case 'rings':
      return one.targets.length === 0 ? '(rings)' : '(rings the staff)';
    case 'whispers':
      return `(the colleague hears: ${one.words})`;
    case 'bridged':
      return '(they talk)';
    case 'records':
      return '(records)';
    case 'stops-ringing':
      return '(stops ringing)';
    case 'hangs-up':
      return '(hangs up)';
  }
}
