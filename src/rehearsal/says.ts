/**
 * Whether words hold one of some ways of saying something. Blanks do not count, and `#` stands for any number.
 * @example says('请在 3 个工作日后来取', ['#天', '#个工作日']) // true
 */
export function says(words: string, ways: readonly string[]): boolean {
  const bare = words.replace(/\s/g, '');
  return ways.some((way) => {
    const parts = way.replace(/\s/g, '').split('#');
    if (parts.length === 1) return bare.includes(parts[0] ?? '');
    return new RegExp(parts.map((part) => part.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join(anyNumber), 'u').test(bare);
  });
}

const anyNumber = '[\\d.〇零一二两三四五六七八九十百千万半]+';
