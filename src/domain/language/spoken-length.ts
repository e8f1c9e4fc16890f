/** How many syllables a usual voice speaks in a minute. */
const syllablesAMinute = 267;

/** @returns how many syllables words have: one for each Chinese character, digit and letter */
export function syllablesOf(words: string): number {
  return words.match(/\p{Script=Han}|[0-9A-Za-z]/gu)?.length ?? 0;
}

/** @returns how long words take to be said, in seconds, without the pauses between them */
export function spokenSeconds(words: string): number {
  return (syllablesOf(words) * 60) / syllablesAMinute;
}
