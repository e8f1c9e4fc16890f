import { CodedError } from '../domain/errors/errors.js';

/** What was captured on the way: `{code}` and the like. */
export type Captured = Map<string, string>;

/** An input gives back what no expectation before it has caught. */
export class NotCaptured extends CodedError {
  readonly code = 'not-captured';
  constructor(written: string) {
    super(`${written} was not caught before. Write ${written} in an expectation above.`);
    this.name = 'NotCaptured';
  }
}

const spokenDigits = '零幺二三四五六七八九';

/**
 * Compares an answer with what was expected. `…` stands for any words, `{name}` captures digits, written or spoken
 * (七、三、幺、五 is 7315), and white space does not count.
 * @returns whether it fits; then the captures are noted
 */
export function fits(expected: string, got: string, captured: Captured): boolean {
  const parts = expected.replace(/\s+/gu, '').split(/(…|\{[a-zA-Z]+\})/u);
  const names = parts.filter((part) => /^\{[a-zA-Z]+\}$/.test(part)).map((part) => part.slice(1, -1));
  const pattern = parts.map(patternOf).join('');
  const match = new RegExp(`^${pattern}$`, 'su').exec(got.replace(/\s+/gu, ''));
  if (!match) return false;
  for (const [index, name] of names.entries()) captured.set(name, asDigits(match[index + 1] ?? ''));
  return true;
}

function patternOf(part: string): string {
  if (part === '…') return '.*';
  if (/^\{[a-zA-Z]+\}$/.test(part)) return `([0-9${spokenDigits}、，]*[0-9${spokenDigits}])`;
  return part.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&');
}

function asDigits(text: string): string {
  return [...text.replace(/[、，]/gu, '')]
    .map((character) => (spokenDigits.includes(character) ? String(spokenDigits.indexOf(character)) : character))
    .join('');
}

/**
 * @returns the words with every `{name}` replaced by what was captured
 * @throws NotCaptured when nothing was captured under that name
 */
export function insert(words: string, captured: Captured): string {
  return words.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => {
    const value = captured.get(name);
    if (value === undefined) throw new NotCaptured(whole);
    return value;
  });
}
